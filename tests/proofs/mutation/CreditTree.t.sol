// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CreditTree} from "../../../contracts/libraries/CreditTree.sol";

/// @notice The batch's tree against the definition of OpenZeppelin's, without assembly.
contract CreditTreeTest {
    function rootOf(bytes32[] calldata proof, bytes32 node) external pure returns (bytes32) {
        return CreditTree.rootOf(proof, node);
    }

    function countOf(bytes calldata entries) external pure returns (uint256) {
        return CreditTree.countOf(entries);
    }

    function subtreeRootOf(bytes calldata entries, uint256 count) external pure returns (bytes32) {
        return CreditTree.subtreeRootOf(entries, count);
    }

    function entryAt(bytes calldata entries, uint256 index) external pure returns (address, uint256) {
        return CreditTree.entryAt(entries, index);
    }

    function test_a_leaf(address account, uint256 credits, bytes32 reportHash) external pure {
        assert(CreditTree.leafOf(account, credits, reportHash) == _leaf(account, credits, reportHash));
        assert(CreditTree.ENTRY_SIZE == 58);
    }

    function test_a_root_above_a_proof(bytes32[] calldata proof, bytes32 node) external view {
        bytes32 expected = node;
        for (uint256 i = 0; i < proof.length; ++i) {
            expected = _node(expected, proof[i]);
        }
        assert(this.rootOf(proof, node) == expected);
    }

    function test_equal_siblings_and_neighbours(bytes32 node) external view {
        bytes32[] memory proof = new bytes32[](1);
        for (uint256 i = 0; i < 3; ++i) {
            proof[0] = bytes32(uint256(node) / 2 + i);
            bytes32 low = bytes32(uint256(node) / 2 + 1);
            assert(this.rootOf(proof, low) == _node(low, proof[0]));
        }
    }

    function test_a_subtree(uint256 seed) external view {
        uint256 count = 2 ** (seed % 5);
        bytes memory entries;
        bytes32[] memory row = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            (address account, uint48 credits, bytes32 report) = _drawn(seed, i);
            entries = bytes.concat(entries, abi.encodePacked(account, credits, report));
            row[i] = _leaf(account, credits, report);
        }
        assert(this.countOf(entries) == count);
        for (uint256 width = count; width > 1; width /= 2) {
            for (uint256 i = 0; i < width / 2; ++i) {
                row[i] = _node(row[2 * i], row[2 * i + 1]);
            }
        }
        assert(this.subtreeRootOf(entries, count) == row[0]);
        for (uint256 i = 0; i < count; ++i) {
            (address account, uint48 credits,) = _drawn(seed, i);
            (address found, uint256 figure) = this.entryAt(entries, i);
            assert(found == account && figure == credits);
        }
    }

    function test_equal_entries_side_by_side(address account, uint48 credits, bytes32 report) external view {
        bytes memory entry = abi.encodePacked(account, credits, report);
        bytes32 leaf = _leaf(account, credits, report);
        bytes32 pair = keccak256(abi.encode(leaf, leaf));
        assert(this.subtreeRootOf(bytes.concat(entry, entry), 2) == pair);
        assert(this.subtreeRootOf(bytes.concat(entry, entry, entry, entry), 4) == keccak256(abi.encode(pair, pair)));
    }

    /// @dev What the caller has in memory stays what it was.
    function test_a_subtree_leaves_memory_alone(uint256 seed) external view {
        (address account, uint48 credits, bytes32 report) = _drawn(seed, 0);
        bytes memory entry = abi.encodePacked(account, credits, report);
        assert(this.rootBetween(bytes.concat(entry, entry), seed) == _node(_leaf(account, credits, report), _leaf(account, credits, report)));
    }

    function rootBetween(bytes calldata entries, uint256 mark) external pure returns (bytes32 root) {
        uint256[] memory marks = new uint256[](2);
        (marks[0], marks[1]) = (mark, ~mark);
        root = CreditTree.subtreeRootOf(entries, 2);
        uint256[] memory later = new uint256[](3);
        assert(marks.length == 2 && marks[0] == mark && marks[1] == ~mark && later.length == 3);
    }

    function test_which_numbers_of_entries_count(uint16 length) external view {
        uint256 bytes_ = length % 1100;
        uint256 expected = 0;
        for (uint256 count = 1; count <= 16; count *= 2) {
            if (bytes_ == count * 58) expected = count;
        }
        assert(this.countOf(new bytes(bytes_)) == expected);
        for (uint256 entries = 0; entries < 18; ++entries) {
            bool power = entries == 1 || entries == 2 || entries == 4 || entries == 8 || entries == 16;
            assert(this.countOf(new bytes(entries * 58)) == (power ? entries : 0));
            assert(this.countOf(new bytes(entries * 58 + 1)) == 0);
            assert(this.countOf(new bytes(entries * 58 + 57)) == 0);
        }
    }

    // ------------------------------------------------------------------------------------------ the definition

    function _leaf(address account, uint256 credits, bytes32 report) private pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(account, credits, report))));
    }

    function _node(bytes32 one, bytes32 other) private pure returns (bytes32) {
        return one < other ? keccak256(abi.encode(one, other)) : keccak256(abi.encode(other, one));
    }

    function _drawn(uint256 seed, uint256 place) private pure returns (address, uint48, bytes32) {
        bytes32 drawn = keccak256(abi.encode(seed, place));
        return (address(bytes20(drawn)), uint48(uint256(drawn)), keccak256(abi.encode(drawn)));
    }
}
