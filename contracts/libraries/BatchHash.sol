// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";

/// @title EIP-712 hash of a batch, and the hash of its posting
library BatchHash {
    bytes32 internal constant BATCH_TYPEHASH = keccak256(
        "Batch(uint16 vintage,uint32 sequence,uint40 through,bytes32 methodologyId,bytes32 factorSetHash,bytes32 root,"
        "bytes32 observationsHash,bytes32 evidenceHash,uint128 authorisedTotal,uint32 count,bytes32 operatorSetHash,"
        "uint40 validUntil)"
    );

    /// @notice EIP-712 struct hash. Reverts where a field has dirty upper bits, so that the fields can be read as they
    /// stand afterwards.
    function hash(IEmissionOracle.Batch calldata batch) internal pure returns (bytes32 batchHash) {
        bytes32 typeHash = BATCH_TYPEHASH;
        uint256 dirt;
        // assembly: all 12 fields are static, so their encoding is the calldata as it stands. Written beyond the free
        // pointer, which nothing else uses meanwhile.
        assembly ("memory-safe") {
            let at := mload(0x40)
            mstore(at, typeHash)
            calldatacopy(add(at, 0x20), batch, 0x180)
            batchHash := keccak256(at, 0x1a0)
            dirt := or(shr(16, mload(add(at, 0x20))), shr(32, mload(add(at, 0x40))))
            dirt := or(dirt, or(shr(40, mload(add(at, 0x60))), shr(128, mload(add(at, 0x120)))))
            dirt := or(dirt, or(shr(32, mload(add(at, 0x140))), shr(40, mload(add(at, 0x180)))))
        }
        if (dirt != 0) revert IEmissionOracle.MalformedBatch();
    }

    // The fields that posting compares, each read once as it stands: `hash` proved that it is clean. The compiler's own
    // reading checks each again, at 100 gas.

    function vintageOf(IEmissionOracle.Batch calldata batch) internal pure returns (uint16 value) {
        assembly ("memory-safe") {
            value := calldataload(batch)
        }
    }

    function sequenceOf(IEmissionOracle.Batch calldata batch) internal pure returns (uint32 value) {
        assembly ("memory-safe") {
            value := calldataload(add(batch, 0x20))
        }
    }

    function throughOf(IEmissionOracle.Batch calldata batch) internal pure returns (uint40 value) {
        assembly ("memory-safe") {
            value := calldataload(add(batch, 0x40))
        }
    }

    function totalOf(IEmissionOracle.Batch calldata batch) internal pure returns (uint128 value) {
        assembly ("memory-safe") {
            value := calldataload(add(batch, 0x100))
        }
    }

    function countOf(IEmissionOracle.Batch calldata batch) internal pure returns (uint32 value) {
        assembly ("memory-safe") {
            value := calldataload(add(batch, 0x120))
        }
    }

    function validUntilOf(IEmissionOracle.Batch calldata batch) internal pure returns (uint40 value) {
        assembly ("memory-safe") {
            value := calldataload(add(batch, 0x160))
        }
    }

    /// @notice What is stored of a posting: commits to who signed it and when, without further slots.
    function recordOf(bytes32 batchHash, uint64 signers, uint40 postedAt)
        internal
        pure
        returns (bytes32 record)
    {
        // cleaned: assembly sees whole words
        uint256 signerBits = signers;
        uint256 time = postedAt;
        // assembly: `keccak256(abi.encode(...))` of the three words, without moving the free pointer
        assembly ("memory-safe") {
            let at := mload(0x40)
            mstore(at, batchHash)
            mstore(add(at, 0x20), signerBits)
            mstore(add(at, 0x40), time)
            record := keccak256(at, 0x60)
        }
    }
}
