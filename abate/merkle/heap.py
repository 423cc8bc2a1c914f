"""A complete binary tree in one array, root first: node k has the children 2k + 1 and 2k + 2.

With n leaves it has 2n - 1 nodes, the leaves are the last n of them, and lie on at most two levels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np

from abate.merkle.keccak import keccak256
from abate.merkle.rows import FEW, HASH, Bytes, in_parts


def pair_hash(one: bytes, other: bytes) -> bytes:
    """Hash of two nodes, the smaller first, so that a proof needs no sides."""
    return keccak256(one + other if one < other else other + one)


class Nodes(Sequence[bytes]):
    """All nodes of a tree as byte strings, root first, kept as one array of shape (nodes, 32)."""

    def __init__(self, rows: Bytes) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, node: int) -> bytes: ...

    @overload
    def __getitem__(self, node: slice) -> Nodes: ...

    def __getitem__(self, node: int | slice) -> bytes | Nodes:
        return Nodes(self.rows[node]) if isinstance(node, slice) else self.rows[node].tobytes()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Nodes) and np.array_equal(self.rows, other.rows)

    __hash__ = None  # type: ignore[assignment]  # as a list has none


def build(leaves: Bytes) -> Nodes:
    """All nodes over the leaves, shape (leaves, 32), which are laid down from the end of the array."""
    count = len(leaves)
    rows = np.empty((2 * count - 1, HASH), dtype=np.uint8)
    rows[count - 1 :] = leaves[::-1]
    if count < FEW:
        nodes = [b""] * (count - 1) + [row.tobytes() for row in rows[count - 1 :]]
        for parent in range(count - 2, -1, -1):
            nodes[parent] = pair_hash(nodes[2 * parent + 1], nodes[2 * parent + 2])
        return Nodes(np.frombuffer(b"".join(nodes), dtype=np.uint8).reshape(-1, HASH))
    level_by_level(rows, count)
    return Nodes(rows)


def level_by_level(rows: Bytes, count: int) -> None:
    """Fill the nodes above the leaves, the lowest level first, each level on all processors."""
    from abate.merkle.lanes import hash_pairs

    words = rows.view("<u8")
    for depth in reversed(range((count - 1).bit_length())):
        first = 2**depth - 1
        in_parts(lambda start, end: hash_pairs(words, start, end), first, min(2 * first + 1, count - 1))


def proof(nodes: Sequence[bytes], node: int) -> list[bytes]:
    """Siblings on the way from a node up to the root."""
    siblings = []
    while node > 0:
        siblings.append(nodes[node + 1 if node % 2 else node - 1])
        node = (node - 1) // 2
    return siblings


def root_from(node: bytes, siblings: Sequence[bytes]) -> bytes:
    """The root that a node and its proof lead to."""
    for sibling in siblings:
        node = pair_hash(node, sibling)
    return node


def leaves_below(node: int, count: int) -> range | None:
    """Array positions of a node's leaves, left to right, or None where they do not all lie on one level."""
    left = right = node
    while right < count - 1:
        left, right = 2 * left + 1, 2 * right + 2
    return range(left, right + 1) if left >= count - 1 else None


def perfect_nodes(count: int, max_leaves: int) -> Iterator[int]:
    """The fewest nodes that cover every leaf once, each over a power of two of leaves, at most ``max_leaves``."""
    pending = [0]
    while pending:
        node = pending.pop()
        leaves = leaves_below(node, count)
        if leaves is not None and len(leaves) <= max_leaves:
            yield node
        else:
            pending += [2 * node + 2, 2 * node + 1]


def render(nodes: Sequence[bytes]) -> str:
    """The tree as a drawing, one line per node, the same as OpenZeppelin's ``render()``."""
    lines = []
    pending: list[tuple[int, tuple[bool, ...]]] = [(0, ())]
    while pending:
        node, path = pending.pop()
        stem = "".join("│  " if more else "   " for more in path[:-1])
        branch = "".join("├─ " if more else "└─ " for more in path[-1:])
        lines.append(f"{stem}{branch}{node}) 0x{nodes[node].hex()}")
        if 2 * node + 2 < len(nodes):
            pending += [(2 * node + 2, (*path, False)), (2 * node + 1, (*path, True))]
    return "\n".join(lines)
