"""Which transactions issue what is due at the least gas: whole subtrees where many are due, single claims where few."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from abate.merkle import MerkleTree, Subtree
from abate.merkle.heap import pair_hash
from abate.merkle.tree import Entry, leaf_hash

ENTRY_CREDITS: Final = 6
"""Bytes of an entry's credits in ``issueMany``; a figure that needs more is issued by itself."""
LARGEST_SUBTREE: Final = 1024
# Gas that decides between the two ways, as measured; what an issuance itself costs is the same in both and left out.
SUBTREE_GAS: Final = 29_000
ENTRY_GAS: Final = 3_700
SINGLE_GAS: Final = 32_300
LEVEL_GAS: Final = 760
FRESH_ENTRY_GAS: Final = 30_000
"""What an entry may cost at most, for an account that never had credits."""


@dataclass(frozen=True)
class Step:
    """One transaction of a relay: a subtree, or the single entry of one.

    Attributes:
        subtree: what is issued.
        due: how many of its entries have something due.
    """

    subtree: Subtree
    due: int

    @property
    def single(self) -> bool:
        """Whether it is sent as a claim of one account."""
        return len(self.subtree.entries) == 1


def plan(tree: MerkleTree, is_due: Callable[[Entry], bool], max_leaves: int) -> Iterator[Step]:
    """The transactions that together issue every entry that is due.

    Args:
        tree: the final batch's.
        is_due: whether an entry's figure is above what its account was issued.
        max_leaves: the most entries of one transaction.
    """
    for subtree in tree.subtrees(max_leaves):
        yield from cheapest(subtree, is_due)[1]


def cheapest(subtree: Subtree, is_due: Callable[[Entry], bool]) -> tuple[int, list[Step]]:
    """The gas and the transactions of a subtree: as a whole, or as its halves, whichever costs less."""
    due = sum(map(is_due, subtree.entries))
    depth = len(subtree.proof)
    if not due:
        return 0, []
    if len(subtree.entries) == 1:
        return SINGLE_GAS + depth * LEVEL_GAS, [Step(subtree, due)]
    fits = all(entry.credits < 256**ENTRY_CREDITS for entry in subtree.entries)
    whole = SUBTREE_GAS + ENTRY_GAS * len(subtree.entries) + depth * LEVEL_GAS
    if fits and due == len(subtree.entries):
        return whole, [Step(subtree, due)]
    parts = [cheapest(half, is_due) for half in halves(subtree)]
    apart = sum(gas for gas, _ in parts)
    if fits and whole <= apart:
        return whole, [Step(subtree, due)]
    return apart, [step for _, steps in parts for step in steps]


def halves(subtree: Subtree) -> tuple[Subtree, Subtree]:
    """The two subtrees below a subtree's root."""
    middle = len(subtree.entries) // 2
    left, right = root_of(subtree.entries[:middle]), root_of(subtree.entries[middle:])
    return (
        Subtree(left, subtree.indices[:middle], subtree.entries[:middle], (right, *subtree.proof)),
        Subtree(right, subtree.indices[middle:], subtree.entries[middle:], (left, *subtree.proof)),
    )


def root_of(entries: tuple[Entry, ...]) -> bytes:
    """Root of a perfect subtree over these entries, neighbours paired."""
    level = [leaf_hash(entry.account, entry.credits, entry.report_hash) for entry in entries]
    while len(level) > 1:
        level = [pair_hash(level[place], level[place + 1]) for place in range(0, len(level), 2)]
    return level[0]


def packed(entries: tuple[Entry, ...]) -> bytes:
    """Entries as ``issueMany`` takes them: account (20) | credits (6, big-endian) | report hash (32)."""
    return b"".join(
        entry.account + entry.credits.to_bytes(ENTRY_CREDITS, "big") + entry.report_hash for entry in entries
    )


def leaves_within(gas_limit: int) -> int:
    """How many entries surely fit half a block: a power of two."""
    fitting = max(1, (gas_limit // 2 - SUBTREE_GAS) // FRESH_ENTRY_GAS)
    return int(min(LARGEST_SUBTREE, 1 << (fitting.bit_length() - 1)))
