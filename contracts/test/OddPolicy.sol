// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICreditPolicy} from "../../interfaces/ICreditPolicy.sol";

/// @title A policy that misbehaves in the way a test asks for
/// @notice 0 reverts, 1 burns all gas it gets, 2 answers a megabyte of words that are no credits.
contract OddPolicy is ICreditPolicy {
    /// @notice How it misbehaves.
    uint256 public immutable manner;
    /// @inheritdoc ICreditPolicy
    uint32 public immutable coefficient;

    constructor(uint256 manner_) {
        manner = manner_;
        coefficient = 1;
    }

    /// @inheritdoc ICreditPolicy
    function creditsOf(uint64, uint64, uint16) external view returns (uint128) {
        if (manner == 0) revert ZeroCoefficient();
        uint256 burnt = 0;
        while (manner == 1) {
            ++burnt;
        }
        // assembly: an answer that is longer than any number, its first word no 128-bit number
        assembly ("memory-safe") {
            mstore(0, not(0))
            return(0, 20000)
        }
    }
}
