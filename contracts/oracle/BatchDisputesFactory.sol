// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatchChallenges} from "../../interfaces/IBatchChallenges.sol";
import {IBatchDisputes} from "../../interfaces/IBatchDisputes.sol";
import {IBatchDisputesFactory} from "../../interfaces/IBatchDisputesFactory.sol";
import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";
import {BatchDisputes} from "./BatchDisputes.sol";

/// @title Deploys the disputes of an oracle
/// @notice See `IBatchDisputesFactory`.
contract BatchDisputesFactory is IBatchDisputesFactory {
    /// @inheritdoc IBatchDisputesFactory
    function createDisputes(IBatchDisputes.DisputeTerms calldata terms, IBatchChallenges challenges)
        external
        returns (IBatchDisputes disputes)
    {
        return new BatchDisputes(IEmissionOracle(msg.sender), challenges, terms);
    }
}
