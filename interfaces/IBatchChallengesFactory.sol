// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatchChallenges} from "./IBatchChallenges.sol";
import {IOperatorRegistry} from "./IOperatorRegistry.sol";

/// @title Deploys the challenges of an oracle
/// @notice Holds their code apart from the oracle's, so that each stays below the size limit.
interface IBatchChallengesFactory {
    /// @notice Deploys challenges for the calling oracle.
    /// @param registry The oracle's operators.
    /// @return challenges The new contract.
    function createChallenges(IOperatorRegistry registry) external returns (IBatchChallenges challenges);
}
