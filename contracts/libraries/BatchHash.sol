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

    /// @notice EIP-712 struct hash.
    function hash(IEmissionOracle.Batch calldata batch) internal pure returns (bytes32) {
        // all fields are static: the struct encodes as its fields one after the other
        return keccak256(abi.encode(BATCH_TYPEHASH, batch));
    }

    /// @notice What is stored of a posting: commits to who signed and who sent it, and when, without further slots.
    function recordOf(bytes32 batchHash, uint64 signers, address poster, uint40 postedAt)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(batchHash, signers, poster, postedAt));
    }
}
