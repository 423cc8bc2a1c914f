// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatchChallenges} from "../../interfaces/IBatchChallenges.sol";

/// @title EIP-712 struct hashes of a report's parts and of an observation
/// @notice The bytes are those of `docs/batch-format.md`.
library ReportHash {
    bytes32 internal constant NUMBERS_TYPEHASH = keccak256(
        "Numbers(bytes32 salt,uint64 baseline,uint64 emissions,uint16 periods,uint128 credits,uint256[] observations)"
    );
    bytes32 internal constant SOURCES_TYPEHASH = keccak256("Sources(bytes32 salt,bytes32[] nullifiers)");
    bytes32 internal constant REPORT_TYPEHASH = keccak256("Report(bytes32 numbers,bytes32 sources,bytes32 evidence)");
    bytes32 internal constant OBSERVATION_TYPEHASH = keccak256(
        "Observation(bytes32 salt,address account,uint64 baseline,uint64 emissions,uint16 periods,"
        "bytes32[] nullifiers,bytes32 evidence)"
    );

    /// @notice Hash of the numbers.
    function ofNumbers(IBatchChallenges.Numbers calldata numbers) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                NUMBERS_TYPEHASH,
                numbers.salt,
                numbers.baseline,
                numbers.emissions,
                numbers.periods,
                numbers.credits,
                keccak256(abi.encodePacked(numbers.observations))
            )
        );
    }

    /// @notice Hash of the sources.
    function ofSources(IBatchChallenges.Sources calldata sources) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(SOURCES_TYPEHASH, sources.salt, keccak256(abi.encodePacked(sources.nullifiers)))
        );
    }

    /// @notice Hash of a report from the hashes of its three parts.
    function ofReport(bytes32 numbers, bytes32 sources, bytes32 evidence) internal pure returns (bytes32) {
        return keccak256(abi.encode(REPORT_TYPEHASH, numbers, sources, evidence));
    }

    /// @notice Hash of one operator's observation of one account.
    function ofObservation(IBatchChallenges.Observation calldata observation) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                OBSERVATION_TYPEHASH,
                observation.salt,
                observation.account,
                observation.baseline,
                observation.emissions,
                observation.periods,
                keccak256(abi.encodePacked(observation.nullifiers)),
                observation.evidence
            )
        );
    }
}
