// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOperatorRegistry} from "./IOperatorRegistry.sol";

/// @title Deploys the registry of an oracle
/// @notice Holds the registry's code apart from the oracle's, so that each stays below the size limit.
interface IOperatorRegistryFactory {
    /// @notice Deploys a registry for the calling oracle.
    /// @dev Reverts with `InvalidBond`, `UnbondingTooShort`, `ZeroSuspension`, or what refuses the operators.
    /// @param terms What a bond is.
    /// @param operators Admitted from the start; in force as soon as they are bonded and entered.
    /// @param quorum Signatures that a batch needs.
    /// @param admissionDelay Seconds until a new set takes effect.
    /// @param longestFinality Seconds from posting to finality at most.
    /// @return registry The new registry.
    function createRegistry(
        IOperatorRegistry.BondTerms calldata terms,
        address[] calldata operators,
        uint8 quorum,
        uint40 admissionDelay,
        uint40 longestFinality
    ) external returns (IOperatorRegistry registry);
}
