// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatchChallenges} from "./IBatchChallenges.sol";
import {IBatchDemands} from "./IBatchDemands.sol";

/// @title Deploys the demands of an oracle
/// @notice Holds their code apart from the oracle's, so that each stays below the size limit.
interface IBatchDemandsFactory {
    /// @notice Deploys demands for the calling oracle.
    /// @dev Reverts with `IBatchDemands.InvalidDemandTerms`.
    /// @param terms What demands cost and how long they wait.
    /// @param challenges The oracle's challenges.
    /// @param challengeWindow Seconds from posting to finality where nothing postpones it.
    /// @return demands The new contract.
    function createDemands(
        IBatchDemands.DemandTerms calldata terms,
        IBatchChallenges challenges,
        uint40 challengeWindow
    ) external returns (IBatchDemands demands);
}
