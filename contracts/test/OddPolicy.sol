// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICreditPolicy} from "../../interfaces/ICreditPolicy.sol";

/// @title A policy that misbehaves in the way a test asks for
/// @notice 0 reverts, 1 burns all gas it gets, 2 answers at length with no 128-bit number, 3 answers 512 without the
/// last of its 32 bytes.
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
        bool isShort = manner == 3;
        // assembly: answers that are not one word long
        assembly ("memory-safe") {
            if isShort {
                mstore(0, 512)
                return(0, 31)
            }
            mstore(0, not(0))
            return(0, 20000)
        }
    }
}
