// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";

/// @title Operator sets as one hash, and the signatures of a set
/// @notice A set is its members in strictly ascending order and its quorum. Its hash carries the quorum in the last
/// byte, so that one slot holds all that posting needs; 248 bits of the digest remain, out of reach for collisions.
library OperatorSets {
    /// @notice Places of the signer bitmap.
    uint256 internal constant MAX_OPERATORS = 64;

    /// @notice Hash of a set.
    function hashOf(address[] memory operators, uint8 quorum) internal pure returns (bytes32) {
        uint256 digest = uint256(keccak256(abi.encode(operators, quorum)));
        return bytes32(((digest >> 8) << 8) | quorum);
    }

    /// @notice The quorum of a hashed set.
    function quorumOf(bytes32 setHash) internal pure returns (uint8) {
        // the cast keeps the last byte, where `hashOf` put the quorum
        return uint8(uint256(setHash));
    }

    /// @notice Reverts unless the members are ascending and the quorum is a majority of them.
    function requireValid(address[] memory operators, uint8 quorum) internal pure {
        uint256 count = operators.length;
        if (count > MAX_OPERATORS) revert IEmissionOracle.TooManyOperators(count, MAX_OPERATORS);
        if (quorum > count || 2 * uint256(quorum) <= count) revert IEmissionOracle.InvalidQuorum(quorum, count);
        address previous = address(0);
        for (uint256 i = 0; i < count; ++i) {
            address operator = operators[i];
            if (operator <= previous) revert IEmissionOracle.OperatorsNotAscending(previous, operator);
            previous = operator;
        }
    }

    /// @notice The places of those who signed, as a bitmap. Reverts unless every signature is of another member, in
    /// ascending order.
    function signersOf(bytes32 digest, address[] calldata operators, bytes[] calldata signatures)
        internal
        pure
        returns (uint64 signers)
    {
        uint256 count = operators.length;
        uint256 place = 0;
        address previous = address(0);
        for (uint256 i = 0; i < signatures.length; ++i) {
            address signer = recover(digest, signatures[i]);
            if (signer <= previous) revert IEmissionOracle.SignersNotAscending(previous, signer);
            while (place < count && operators[place] < signer) ++place;
            if (place == count || operators[place] != signer) revert IEmissionOracle.NotAnOperator(signer);
            // a set has at most 64 members, so the shifted bit fits
            signers |= uint64(1 << place);
            previous = signer;
        }
    }

    /// @notice Signer of a digest from a 65-byte or a 64-byte (EIP-2098) signature; reverts with OpenZeppelin's errors
    /// for other lengths, high s and signatures of nobody.
    function recover(bytes32 digest, bytes calldata signature) internal pure returns (address) {
        if (signature.length == 64) return ECDSA.recover(digest, bytes32(signature[:32]), bytes32(signature[32:]));
        return ECDSA.recover(digest, signature);
    }
}
