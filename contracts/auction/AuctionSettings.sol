// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICreditAuction} from "../../interfaces/ICreditAuction.sol";
import {TickLadder} from "./TickLadder.sol";

/// @title The ranges of an auction's settings
library AuctionSettings {
    uint256 private constant BASIS_POINTS = 10_000;

    /// @notice Largest supply of a round, 2^27 - 1 lots: a tick that is full and one more bid fit into its lane.
    uint256 internal constant MAX_SUPPLY = TickLadder.MAX_TICK_DEMAND >> 1;

    /// @notice Reverts with InvalidSetting, naming the first setting that is out of its range.
    function check(ICreditAuction.Config memory c) internal view {
        inRange("credit", address(c.credit).code.length, 1, type(uint256).max);
        inRange("currency", address(c.currency).code.length, 1, type(uint256).max);
        // one token in both roles would mix the escrowed credits with the vaults
        if (address(c.credit) == address(c.currency)) {
            revert ICreditAuction.InvalidSetting("currency", uint256(uint160(address(c.currency))));
        }
        inRange("lotGrams", c.lotGrams, 1, type(uint64).max);
        inRange("referenceBaseline", c.referenceBaseline, 1, type(uint64).max);
        inRange("unitValue", c.unitValue, 1, type(uint64).max);
        inRange("floorPrice", c.floorPrice, 1, type(uint64).max);
        inRange("capPrice", c.capPrice, c.floorPrice, type(uint64).max);
        inRange("ticks", c.ticks, 1, TickLadder.LAST_TICK);
        // the ladder's highest price must fit into 64 bits
        inRange("tickSize", c.tickSize, 1, (type(uint64).max - c.capPrice) / c.ticks);
        inRange("minimumSupply", c.minimumSupply, 1, MAX_SUPPLY);
        inRange("consignmentTime", c.consignmentTime, 1, type(uint32).max);
        inRange("biddingTime", c.biddingTime, 1, type(uint32).max);
        inRange("extension", c.extension, 0, c.biddingTime);
        inRange("clampLowBps", c.clampLowBps, 0, BASIS_POINTS);
        inRange("clampHighBps", c.clampHighBps, BASIS_POINTS, type(uint16).max);
        inRange("minimumBidBps", c.minimumBidBps, 0, BASIS_POINTS);
        // the smallest bid must be within the limit
        inRange("purchaseLimitBps", c.purchaseLimitBps, Math.max(1, c.minimumBidBps), BASIS_POINTS);
        if (address(c.certificate) != address(0)) {
            inRange("certificate", address(c.certificate).code.length, 1, type(uint256).max);
        }
    }

    function inRange(string memory name, uint256 value, uint256 least, uint256 most) private pure {
        if (value < least || value > most) revert ICreditAuction.InvalidSetting(name, value);
    }
}
