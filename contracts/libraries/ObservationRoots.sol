// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IBatchChallenges} from "../../interfaces/IBatchChallenges.sol";
import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";

/// @title What operators sign before anybody sees a figure
library ObservationRoots {
    bytes32 internal constant ROOT_TYPEHASH = keccak256(
        "ObservationRoot(uint16 vintage,uint32 sequence,uint40 through,bytes32 methodologyId,bytes32 factorSetHash,"
        "bytes32 root,bytes32 evidenceHash,uint32 count)"
    );
    bytes32 private constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant NAME_HASH = keccak256("Abate EmissionOracle");
    bytes32 private constant VERSION_HASH = keccak256("1");

    /// @notice Hash over the roots of all operators of a batch: its `observationsHash`.
    function hashOf(IBatchChallenges.SignedRoot[] calldata roots) internal pure returns (bytes32) {
        bytes memory words = abi.encode(roots);
        bytes32 result;
        // assembly: the encoding of an array of static structs is offset, length, then the words that are hashed
        assembly ("memory-safe") {
            result := keccak256(add(words, 0x60), sub(mload(words), 0x40))
        }
        return result;
    }

    /// @notice The struct hash of an operator's root.
    function structHash(IBatchChallenges.ObservationRoot memory root) internal pure returns (bytes32) {
        return keccak256(abi.encode(ROOT_TYPEHASH, root));
    }

    /// @notice What the operator named in a batch must have signed for that batch.
    function structHashFor(IEmissionOracle.Batch calldata batch, IBatchChallenges.SignedRoot calldata signed)
        internal
        pure
        returns (bytes32)
    {
        return structHash(
            IBatchChallenges.ObservationRoot(
                batch.vintage,
                batch.sequence,
                batch.through,
                batch.methodologyId,
                batch.factorSetHash,
                signed.root,
                signed.evidenceHash,
                signed.count
            )
        );
    }

    /// @notice EIP-712 digest under the domain of an oracle on this chain.
    function digest(address oracle, bytes32 hash) internal view returns (bytes32) {
        bytes32 domain = keccak256(abi.encode(DOMAIN_TYPEHASH, NAME_HASH, VERSION_HASH, block.chainid, oracle));
        return keccak256(abi.encodePacked(hex"1901", domain, hash));
    }

    /// @notice Who signed; zero where it is nobody's signature or its `s` is high.
    function signerOf(bytes32 signed, bytes32 r, bytes32 vs) internal pure returns (address signer) {
        // where recovery fails, the signer is zero: the callers compare it
        // slither-disable-next-line unused-return
        (signer,,) = ECDSA.tryRecover(signed, r, vs);
    }
}
