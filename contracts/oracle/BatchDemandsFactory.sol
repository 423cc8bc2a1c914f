// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatchChallenges} from "../../interfaces/IBatchChallenges.sol";
import {IBatchDemands} from "../../interfaces/IBatchDemands.sol";
import {IBatchDemandsFactory} from "../../interfaces/IBatchDemandsFactory.sol";
import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";
import {BatchDemands} from "./BatchDemands.sol";

/// @title Deploys the demands of an oracle
/// @notice See `IBatchDemandsFactory`.
contract BatchDemandsFactory is IBatchDemandsFactory {
    /// @inheritdoc IBatchDemandsFactory
    function createDemands(
        IBatchDemands.DemandTerms calldata terms,
        IBatchChallenges challenges,
        uint40 challengeWindow
    ) external returns (IBatchDemands demands) {
        return new BatchDemands(IEmissionOracle(msg.sender), challenges, terms, challengeWindow);
    }
}
