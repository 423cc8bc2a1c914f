// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICreditPolicy} from "../../interfaces/ICreditPolicy.sol";

/// @title Points for emissions relative to the baseline
/// @notice `floor(emissions * coefficient * periods * 1000 / (baseline * 1_000_000))`, nothing without a baseline: the
/// points formula of the original design, 140 kg / 200 kg = 0.7, times 10 = 7 points = 7.000 credits.
/// Warning: it rewards emitting more. It is kept for comparison and never the default.
contract IndexPolicy is ICreditPolicy {
    /// @dev 6 decimals.
    uint256 private constant COEFFICIENT_SCALE = 1_000_000;
    /// @dev Base units of 1.000 credit.
    uint256 private constant CREDIT = 1000;

    /// @inheritdoc ICreditPolicy
    uint32 public immutable coefficient;

    /// @param coefficient_ Points for emissions equal to the baseline in one period, 6 decimals.
    constructor(uint32 coefficient_) {
        if (coefficient_ == 0) revert ZeroCoefficient();
        coefficient = coefficient_;
    }

    /// @inheritdoc ICreditPolicy
    function creditsOf(uint64 baseline, uint64 emissions, uint16 periods) external view returns (uint128 gross) {
        if (baseline == 0) return 0;
        // 64 + 32 + 16 + 10 bits: the product has at most 122, so the quotient fits too
        return uint128(
            uint256(emissions) * coefficient * periods * CREDIT / (uint256(baseline) * COEFFICIENT_SCALE)
        );
    }
}
