// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";
import {IOperatorRegistry} from "../../interfaces/IOperatorRegistry.sol";
import {IOperatorRegistryFactory} from "../../interfaces/IOperatorRegistryFactory.sol";
import {OperatorRegistry} from "./OperatorRegistry.sol";

/// @title Deploys the registry of an oracle
/// @notice See `IOperatorRegistryFactory`.
contract OperatorRegistryFactory is IOperatorRegistryFactory {
    /// @inheritdoc IOperatorRegistryFactory
    function createRegistry(
        IOperatorRegistry.BondTerms calldata terms,
        address[] calldata operators,
        uint8 quorum,
        uint40 admissionDelay,
        uint40 longestFinality
    ) external returns (IOperatorRegistry registry) {
        return new OperatorRegistry(
            IEmissionOracle(msg.sender), terms, operators, quorum, admissionDelay, longestFinality
        );
    }
}
