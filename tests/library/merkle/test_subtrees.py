"""Relayed subtrees: each is rebuilt here as the contract does it, neighbour with neighbour, level by level."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abate.errors import InputError
from abate.merkle import keccak256, leaf_hash
from tests.library.merkle.columns import sample_tree


def rebuilt(level: list[bytes]) -> bytes:
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=True)
        level = [keccak256(min(pair) + max(pair)) for pair in pairs]
    return level[0]


def climbed(node: bytes, proof) -> bytes:
    for sibling in proof:
        node = keccak256(min(node, sibling) + max(node, sibling))
    return node


@settings(deadline=None)  # a busy machine is no failure
@given(st.integers(1, 300), st.integers(1, 400))
def test_subtrees_hold_every_leaf_once_and_lead_to_the_root(size, max_leaves):
    tree = sample_tree(size)

    covered = []
    for subtree in tree.subtrees(max_leaves):
        count = len(subtree.entries)
        assert count <= max_leaves
        assert count & (count - 1) == 0
        assert subtree.entries == tuple(tree.entry(i) for i in subtree.indices)
        assert rebuilt([leaf_hash(*entry) for entry in subtree.entries]) == subtree.root
        assert climbed(subtree.root, subtree.proof) == tree.root
        covered += subtree.indices
    assert sorted(covered) == list(range(size))


@pytest.mark.parametrize(
    ("size", "max_leaves", "expected"),
    [
        (1, 128, [1]),
        (8, 128, [8]),
        (8, 2, [2, 2, 2, 2]),
        (8, 3, [2, 2, 2, 2]),
        (10, 128, [4, 4, 2]),
        (100, 64, [64, 16, 8, 8, 4]),
        (3, 1, [1, 1, 1]),
    ],
)
def test_subtrees_are_as_large_as_they_can_be(size, max_leaves, expected):
    sizes = [len(subtree.entries) for subtree in sample_tree(size).subtrees(max_leaves)]

    assert sorted(sizes, reverse=True) == expected


def test_a_subtree_of_no_leaves_is_refused():
    with pytest.raises(InputError, match=r"^max_leaves: a subtree holds at least one leaf, not 0$"):
        sample_tree(2).subtrees(0)
