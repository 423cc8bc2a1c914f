// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatchChallenges} from "../../interfaces/IBatchChallenges.sol";
import {CreditTree} from "./CreditTree.sol";

/// @title What is shown must lead to the hash on record
library Openings {
    /// @notice Reverts unless both are the same.
    function requireSame(bytes32 computed, bytes32 expected) internal pure {
        if (computed != expected) revert IBatchChallenges.WrongOpening(computed, expected);
    }

    /// @notice Reverts unless the leaf stands in the tree; answers its hash.
    function requireIn(bytes32 root, IBatchChallenges.Leaf calldata leaf, bytes32[] calldata proof)
        internal
        pure
        returns (bytes32 hash)
    {
        hash = CreditTree.leafOf(leaf.account, leaf.credits, leaf.reportHash);
        requireSame(CreditTree.rootOf(proof, hash), root);
    }
}
