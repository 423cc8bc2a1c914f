"""Hashing and sorting everybody at once gives what one after another gives."""

import numpy as np
import pytest

from abate.merkle import MerkleTree, heap, keccak256, rows
from tests.library.merkle.columns import drawn, sample_columns


def drawn_rows(name, count, width):
    return np.frombuffer(drawn(name, count * width), dtype=np.uint8).reshape(count, width)


@pytest.fixture
def compiled(monkeypatch):
    """The compiled hasher for however few rows, and several parts."""
    monkeypatch.setattr(rows, "FEW", 0)
    monkeypatch.setattr(heap, "FEW", 0)
    monkeypatch.setattr(rows, "AT_ONCE", 100)


@pytest.mark.parametrize("width", [1, 7, 32, 64, 96, 135, 136, 137, 224, 271, 272, 273])
def test_each_row_has_its_hash(compiled, width):
    given = drawn_rows(f"rows {width}", 333, width)
    assert rows.list_of(rows.keccak_rows(given)) == [keccak256(row.tobytes()) for row in given]


def test_columns_are_laid_end_to_end(compiled):
    one, other = drawn_rows("one", 250, 20), drawn_rows("other", 1, 63)
    hashes = rows.keccak_rows(one, np.broadcast_to(other, (250, 63)))
    assert rows.list_of(hashes) == [keccak256(row.tobytes() + other.tobytes()) for row in one]


def test_columns_of_unequal_length_are_refused():
    with pytest.raises(ValueError, match=r"^columns of \[2, 3\] rows cannot be hashed together$"):
        rows.keccak_rows(drawn_rows("two", 2, 32), drawn_rows("three", 3, 32))


@pytest.mark.parametrize("size", [1, 2, 3, 16, 17, 255, 1000])
def test_the_tree_is_the_same_however_it_is_hashed(compiled, monkeypatch, size):
    together = MerkleTree.of(*sample_columns(size))
    monkeypatch.undo()
    assert MerkleTree.of(*sample_columns(size)).nodes == together.nodes


def test_pairs_that_begin_alike_are_hashed_smaller_first(compiled):
    """Children that differ in one byte, whichever it is."""
    leaves = np.repeat(drawn_rows("leaf", 1, 32), 64, axis=0)
    leaves[np.arange(0, 64, 2), np.arange(32)] ^= 0x81
    nodes = heap.build(leaves)
    assert [nodes[parent] for parent in range(31, 63)] == [
        heap.pair_hash(nodes[2 * parent + 1], nodes[2 * parent + 2]) for parent in range(31, 63)
    ]


def test_rows_that_begin_alike_are_put_in_order():
    given = drawn_rows("rows", 500, 20).copy()
    given[:, :11] = 0x7F
    assert rows.order(given).tolist() == sorted(range(500), key=lambda row: given[row].tobytes())


def test_equal_rows_keep_their_order():
    given = np.repeat(drawn_rows("rows", 2, 20), 3, axis=0)
    first = 0 if given[0].tobytes() < given[3].tobytes() else 3
    assert rows.order(given).tolist() == [(first + place) % 6 for place in range(6)]


@pytest.mark.parametrize("changed", [0, 7, 8, 19])
def test_rows_ascend_only_where_each_is_above_the_one_before(changed):
    given = np.zeros((3, 20), dtype=np.uint8)
    given[:, changed] = [3, 128, 255]
    assert rows.strictly_ascending(given)
    assert not rows.strictly_ascending(given[::-1])
    assert not rows.strictly_ascending(given[[0, 1, 1]])
