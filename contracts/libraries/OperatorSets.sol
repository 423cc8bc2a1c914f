// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";
import {IOperatorRegistry} from "../../interfaces/IOperatorRegistry.sol";

/// @title Operator sets as one hash, and the signatures of a set
/// @notice A set is its members in strictly ascending order and its quorum. Its hash carries the quorum in the last
/// byte, so that one slot holds all that posting needs; 248 bits of the digest remain, out of reach for collisions.
library OperatorSets {
    /// @notice Places of the signer bitmap.
    uint256 internal constant MAX_OPERATORS = 64;

    /// @notice Hash of a set.
    function hashOf(address[] memory operators, uint8 quorum) internal pure returns (bytes32) {
        return _mark(keccak256(abi.encode(operators, quorum)), quorum);
    }

    /// @notice The same from calldata.
    function hashOfCalldata(address[] calldata operators, uint8 quorum) internal pure returns (bytes32) {
        bytes32 digest;
        // assembly: the same bytes as `abi.encode(operators, quorum)` (offset, quorum, length, members) in one copy. A
        // member with dirty upper bits gives a hash that no set has. Written beyond the free pointer.
        assembly ("memory-safe") {
            let at := mload(0x40)
            let size := shl(5, operators.length)
            mstore(at, 0x40)
            mstore(add(at, 0x20), and(quorum, 0xff))
            mstore(add(at, 0x40), operators.length)
            calldatacopy(add(at, 0x60), operators.offset, size)
            digest := keccak256(at, add(size, 0x60))
        }
        return _mark(digest, quorum);
    }

    /// @notice The quorum of a hashed set.
    function quorumOf(bytes32 setHash) internal pure returns (uint8) {
        // the cast keeps the last byte, where `hashOf` put the quorum
        return uint8(uint256(setHash));
    }

    /// @notice Reverts unless the members are ascending and the quorum is a majority of them.
    function requireValid(address[] memory operators, uint8 quorum) internal pure {
        uint256 count = operators.length;
        if (count > MAX_OPERATORS) revert IOperatorRegistry.TooManyOperators(count, MAX_OPERATORS);
        if (quorum > count || 2 * uint256(quorum) <= count) revert IOperatorRegistry.InvalidQuorum(quorum, count);
        address previous = address(0);
        for (uint256 i = 0; i < count; ++i) {
            address operator = operators[i];
            if (operator <= previous) revert IOperatorRegistry.OperatorsNotAscending(previous, operator);
            previous = operator;
        }
    }

    /// @notice The places of those who signed, as a bitmap. Reverts unless every signature is of another member, in
    /// ascending order. The operators must be a valid set, as their hash proves.
    // shl(places, 1) is meant: one bit, moved to the place of the operator
    // slither-disable-next-line incorrect-shift
    function signersOf(bytes32 digest, address[] calldata operators, bytes[] calldata signatures)
        internal
        pure
        returns (uint64 signers)
    {
        uint256 at;
        assembly ("memory-safe") {
            at := operators.offset
        }
        address previous = address(0);
        for (uint256 i = 0; i < signatures.length;) {
            address signer = _recover(digest, signatures[i]);
            if (signer <= previous) revert IEmissionOracle.SignersNotAscending(previous, signer);
            previous = signer;
            uint256 bit;
            // assembly: a plain search without the compiler's checks of bounds and upper bits, which the set's hash
            // proved; it goes on where the last one ended, as both lists ascend
            assembly ("memory-safe") {
                let end := add(operators.offset, shl(5, operators.length))
                for {} lt(at, end) {} {
                    let operator := calldataload(at)
                    at := add(at, 0x20)
                    if eq(operator, signer) {
                        bit := shl(sub(shr(5, sub(at, operators.offset)), 1), 1)
                        break
                    }
                }
            }
            if (bit == 0) revert IEmissionOracle.NotAnOperator(signer);
            unchecked {
                // a set has at most 64 members, so the bit fits
                signers |= uint64(bit);
                ++i;
            }
        }
    }

    function _mark(bytes32 digest, uint8 quorum) private pure returns (bytes32) {
        return bytes32(((uint256(digest) >> 8) << 8) | quorum);
    }

    /// @dev Signer of a digest from a signature of 65 bytes (r, s, v) or 64 (EIP-2098: r, s with v's parity on top).
    function _recover(bytes32 digest, bytes calldata signature) private pure returns (address) {
        uint256 length = signature.length;
        if (length != 64 && length != 65) revert ECDSA.ECDSAInvalidSignatureLength(length);
        (bytes32 r, bytes32 s) = abi.decode(signature, (bytes32, bytes32));
        return length == 64 ? ECDSA.recover(digest, r, s) : ECDSA.recover(digest, uint8(signature[64]), r, s);
    }
}
