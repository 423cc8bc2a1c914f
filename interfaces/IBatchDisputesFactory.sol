// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatchChallenges} from "./IBatchChallenges.sol";
import {IBatchDisputes} from "./IBatchDisputes.sol";

/// @title Deploys the disputes of an oracle
/// @notice Holds their code apart from the oracle's, so that each stays below the size limit.
interface IBatchDisputesFactory {
    /// @notice Deploys disputes for the calling oracle.
    /// @dev Reverts with `IBatchDisputes.InvalidDisputeTerms` and `IBatchDisputes.StakeAboveSlice`.
    /// @param terms Who rules, what disputes cost and how long they wait.
    /// @param challenges The oracle's challenges.
    /// @return disputes The new contract.
    function createDisputes(IBatchDisputes.DisputeTerms calldata terms, IBatchChallenges challenges)
        external
        returns (IBatchDisputes disputes);
}
