// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICreditPolicy} from "../../interfaces/ICreditPolicy.sol";

/// @title Credits for what was not emitted
/// @notice `floor(max(0, baseline - emissions) * coefficient / 1_000_000)`: with a coefficient of 1.0, one base unit
/// for each gram below the baseline. The number of periods plays no part. This is the default policy.
contract ReductionPolicy is ICreditPolicy {
    /// @dev 6 decimals.
    uint256 private constant COEFFICIENT_SCALE = 1_000_000;

    /// @inheritdoc ICreditPolicy
    uint32 public immutable coefficient;

    /// @param coefficient_ Base units per gram, 6 decimals.
    constructor(uint32 coefficient_) {
        if (coefficient_ == 0) revert ZeroCoefficient();
        coefficient = coefficient_;
    }

    /// @inheritdoc ICreditPolicy
    function creditsOf(uint64 baseline, uint64 emissions, uint16) external view returns (uint128 gross) {
        if (emissions >= baseline) return 0;
        // 64 and 32 bits: the product has at most 96
        return uint128(uint256(baseline - emissions) * coefficient / COEFFICIENT_SCALE);
    }
}
