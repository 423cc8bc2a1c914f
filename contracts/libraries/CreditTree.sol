// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The Merkle tree of a batch
/// @notice Byte for byte OpenZeppelin's StandardMerkleTree with the encoding `["address", "uint256", "bytes32"]`:
/// leaves are hashed twice, inner nodes are `keccak256` of their two children, the smaller first. A leaf's outer hash
/// is over 32 bytes and a node's over 64, so neither can pose as the other.
library CreditTree {
    /// @notice Bytes of a packed entry: account (20) | credits (6) | reportHash (32).
    uint256 internal constant ENTRY_SIZE = 58;

    /// @notice Leaf of one account.
    function leafOf(address account, uint256 credits, bytes32 reportHash) internal pure returns (bytes32 leaf) {
        bytes32 inner = keccak256(abi.encode(account, credits, reportHash));
        // assembly: `keccak256(bytes.concat(inner))` in the scratch space
        assembly ("memory-safe") {
            mstore(0x00, inner)
            leaf := keccak256(0x00, 0x20)
        }
    }

    /// @notice Root above a node whose siblings are given from the bottom up.
    function rootOf(bytes32[] calldata proof, bytes32 node) internal pure returns (bytes32 root) {
        // assembly: a claim in a tree of a million hashes 20 levels, and this halves what a level costs; it reads the
        // given array only and writes the scratch space only
        assembly ("memory-safe") {
            root := node
            let end := add(proof.offset, shl(5, proof.length))
            for { let at := proof.offset } lt(at, end) { at := add(at, 0x20) } {
                // the larger one goes to 0x20
                let place := shl(5, gt(root, calldataload(at)))
                mstore(place, root)
                mstore(xor(place, 0x20), calldataload(at))
                root := keccak256(0x00, 0x40)
            }
        }
    }

    /// @notice Number of packed entries; 0 unless it is a power of two and nothing is left over.
    function countOf(bytes calldata entries) internal pure returns (uint256 count) {
        count = entries.length / ENTRY_SIZE;
        if (entries.length % ENTRY_SIZE != 0 || count == 0 || count & (count - 1) != 0) return 0;
    }

    /// @notice Root of the perfect subtree over a power-of-two number of packed entries, neighbours side by side.
    function subtreeRootOf(bytes calldata entries, uint256 count) internal pure returns (bytes32 root) {
        // assembly: it hashes in place, in memory beyond the free pointer, which nothing else uses meanwhile
        assembly ("memory-safe") {
            let preimage := mload(0x40)
            let nodes := add(preimage, 0x60)
            let at := entries.offset
            let end := add(nodes, shl(5, count))
            for { let node := nodes } lt(node, end) { node := add(node, 0x20) } {
                mstore(preimage, shr(96, calldataload(at)))
                mstore(add(preimage, 0x20), shr(208, calldataload(add(at, 20))))
                mstore(add(preimage, 0x40), calldataload(add(at, 26)))
                mstore(0x00, keccak256(preimage, 0x60))
                mstore(node, keccak256(0x00, 0x20))
                at := add(at, ENTRY_SIZE)
            }
            for { let width := shr(1, count) } width { width := shr(1, width) } {
                let parent := nodes
                let child := nodes
                end := add(nodes, shl(5, width))
                for {} lt(parent, end) { parent := add(parent, 0x20) } {
                    let left := mload(child)
                    let right := mload(add(child, 0x20))
                    // the larger one goes to 0x20
                    let place := shl(5, gt(left, right))
                    mstore(place, left)
                    mstore(xor(place, 0x20), right)
                    mstore(parent, keccak256(0x00, 0x40))
                    child := add(child, 0x40)
                }
            }
            root := mload(nodes)
        }
    }

    /// @notice Account and credits of the entry at `index`, which must be below the count.
    function entryAt(bytes calldata entries, uint256 index) internal pure returns (address account, uint256 credits) {
        // assembly: bounds were checked once for all entries
        assembly ("memory-safe") {
            let at := add(entries.offset, mul(index, ENTRY_SIZE))
            account := shr(96, calldataload(at))
            credits := shr(208, calldataload(add(at, 20)))
        }
    }
}
