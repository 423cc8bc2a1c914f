// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatchChallenges} from "../../interfaces/IBatchChallenges.sol";
import {IBatchChallengesFactory} from "../../interfaces/IBatchChallengesFactory.sol";
import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";
import {IOperatorRegistry} from "../../interfaces/IOperatorRegistry.sol";
import {BatchChallenges} from "./BatchChallenges.sol";

/// @title Deploys the challenges of an oracle
/// @notice See `IBatchChallengesFactory`.
contract BatchChallengesFactory is IBatchChallengesFactory {
    /// @inheritdoc IBatchChallengesFactory
    function createChallenges(IOperatorRegistry registry) external returns (IBatchChallenges challenges) {
        return new BatchChallenges(IEmissionOracle(msg.sender), registry);
    }
}
