// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title The price that a round's bidding starts at
/// @notice demand / supply x baseline x unit value, the programme's original formula, and the bounds around it.
library OpeningPrice {
    /// @notice Unit values are in millionths of a currency base unit per lot per gram of the reference baseline.
    uint256 internal constant UNIT_VALUE_SCALE = 1_000_000;
    uint256 private constant BASIS_POINTS = 10_000;

    /// @notice floor(demand x baseline x unitValue / (supply x 1,000,000)); without supply the cap, without demand the
    /// floor.
    /// @dev Exact where demand x baseline x unitValue is below 2^256.
    function formula(
        uint256 demand,
        uint256 supply,
        uint256 baseline,
        uint256 unitValue,
        uint256 floorPrice,
        uint256 capPrice
    ) internal pure returns (uint256) {
        if (supply == 0) return capPrice;
        if (demand == 0) return floorPrice;
        return (demand * baseline * unitValue) / (supply * UNIT_VALUE_SCALE);
    }

    /// @notice The formula's price, kept between lowBps (rounded up) and highBps (rounded down) of the last clearing
    /// price, then between floor and cap.
    function bounded(
        uint256 price,
        uint256 lastClearing,
        uint256 lowBps,
        uint256 highBps,
        uint256 floorPrice,
        uint256 capPrice
    ) internal pure returns (uint256) {
        uint256 low = Math.ceilDiv(lastClearing * lowBps, BASIS_POINTS);
        uint256 high = (lastClearing * highBps) / BASIS_POINTS;
        uint256 clamped = Math.min(Math.max(price, low), high);
        return Math.min(Math.max(clamped, floorPrice), capPrice);
    }
}
