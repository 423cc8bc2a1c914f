"""The Merkle tree of a batch: one leaf per account, byte for byte OpenZeppelin's StandardMerkleTree.

Leaf = ``keccak(keccak(abi.encode(account, credits, reportHash)))``; leaves sorted by hash, pairs hashed smaller first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from abate.errors import InputError
from abate.merkle import heap
from abate.merkle.columns import ADDRESS, WORD, ByteColumn, Bytes, byte_column, credit_column, encode, fixed_bytes
from abate.merkle.dump import document, parse
from abate.merkle.keccak import keccak256
from abate.merkle.rows import keccak_rows, list_of, order


class Entry(NamedTuple):
    """What a leaf commits to: the account (20 bytes), its credits to date in base units, its report's hash."""

    account: bytes
    credits: int
    report_hash: bytes


@dataclass(frozen=True)
class Subtree:
    """An aligned perfect subtree: a power of two of leaves on one level, neighbours in the order they are paired."""

    root: bytes
    indices: tuple[int, ...]
    """Where the entries stand in the columns that the tree was made of."""
    entries: tuple[Entry, ...]
    proof: tuple[bytes, ...]
    """Leads from the subtree's root to the tree's."""


def leaf_hash(account: bytes | str, credits: int, report_hash: bytes | str) -> bytes:
    """The leaf of one account; credits in base units.

    Raises:
        InputError: a value has the wrong length or does not fit its type.
    """
    address = np.frombuffer(fixed_bytes(account, ADDRESS, "account"), dtype=np.uint8)
    word = np.frombuffer(fixed_bytes(report_hash, WORD, "report_hash"), dtype=np.uint8)
    packed = b"".join(part.tobytes() for part in encode(address[None], credit_column([credits]), word[None]))
    return keccak256(keccak256(packed))


def verify(root: bytes, account: bytes | str, credits: int, report_hash: bytes | str, proof: Sequence[bytes]) -> bool:
    """Whether the account's leaf stands in the tree of that root."""
    return heap.root_from(leaf_hash(account, credits, report_hash), proof) == root


class MerkleTree:
    """A tree over columns; index i means row i of the columns it was made of."""

    def __init__(self, accounts: Bytes, credits: Sequence[int], report_hashes: Bytes) -> None:
        """Build from checked columns; callers use ``of`` or ``load``."""
        self.accounts, self.credits, self.report_hashes = accounts, credits, report_hashes
        self._leaves = keccak_rows(keccak_rows(*encode(accounts, credits, report_hashes)))
        self._order = order(self._leaves)
        self.nodes = heap.build(self._leaves[self._order])

    @classmethod
    def of(
        cls, accounts: ByteColumn, credits: NDArray[np.integer] | Iterable[int], report_hashes: ByteColumn
    ) -> MerkleTree:
        """Build a tree over three columns of equal length.

        Args:
            accounts: addresses, shape (n, 20), or n ``bytes`` or ``0x`` texts; each at most once.
            credits: base units of credits to date, whole numbers below 2**128.
            report_hashes: shape (n, 32), or n ``bytes`` or ``0x`` texts.

        Raises:
            InputError: no rows, columns of unequal length, an account twice, a value of the wrong length or size.
        """
        address_rows = byte_column(accounts, ADDRESS, "account")
        amounts = credit_column(credits)
        hash_rows = byte_column(report_hashes, WORD, "report_hash")
        if not len(address_rows) == len(amounts) == len(hash_rows):
            lengths = f"{len(address_rows)} accounts, {len(amounts)} credits, {len(hash_rows)} report hashes"
            raise InputError(f"the columns of a tree differ in length: {lengths}")
        if not amounts:
            raise InputError("a tree needs at least one leaf")
        refuse_duplicates(address_rows)
        return cls(address_rows, amounts, hash_rows)

    def __len__(self) -> int:
        return len(self._leaves)

    @classmethod
    def load(cls, data: object) -> MerkleTree:
        """Rebuild the tree from a dump's values and compare every node with the dump's.

        Raises:
            InputError: not that format or encoding, a value that cannot be one, or nodes that the values do not give.
        """
        parsed = parse(data)
        tree = cls.of(parsed.accounts, parsed.credits, parsed.report_hashes)
        if parsed.nodes != ["0x" + node.hex() for node in tree.nodes]:
            raise InputError("the nodes are not those that the values give, with leaves sorted by hash", field="tree")
        if parsed.positions != tree.positions:
            raise InputError("a treeIndex does not point to its value's leaf", field="values")
        return tree

    def dump(self) -> dict[str, Any]:
        """The tree for publication, in OpenZeppelin's format ``standard-v1``, ready for ``json.dump``."""
        return document(self.nodes, self.accounts, self.credits, self.report_hashes, self.positions)

    @property
    def root(self) -> bytes:
        """The 32 bytes that a batch commits to."""
        return self.nodes[0]

    def entry(self, index: int) -> Entry:
        """Account, credits and report hash of a row."""
        row = self._row(index)
        return Entry(self.accounts[row].tobytes(), self.credits[row], self.report_hashes[row].tobytes())

    def leaf(self, index: int) -> bytes:
        """The leaf's hash."""
        return bytes(self._leaves[self._row(index)])

    def proof(self, index: int) -> list[bytes]:
        """Siblings from the leaf up to the root."""
        return heap.proof(self.nodes, self.positions[self._row(index)])

    def index_of(self, account: bytes | str) -> int:
        """The row of an account.

        Raises:
            InputError: the account has no leaf.
        """
        key = fixed_bytes(account, ADDRESS, "account")
        if key not in self._rows:
            raise InputError(f"account 0x{key.hex()} has no leaf in this tree")
        return self._rows[key]

    def subtrees(self, max_leaves: int) -> Iterator[Subtree]:
        """The fewest aligned perfect subtrees of at most ``max_leaves`` that together hold every leaf once.

        Raises:
            InputError: ``max_leaves`` is below 1.
        """
        if max_leaves < 1:
            raise InputError(f"a subtree holds at least one leaf, not {max_leaves}", field="max_leaves")
        return (self._subtree(node) for node in heap.perfect_nodes(len(self), max_leaves))

    def render(self) -> str:
        """A drawing of all nodes, the same as OpenZeppelin's."""
        return heap.render(self.nodes)

    @cached_property
    def positions(self) -> list[int]:
        """Where each row's leaf stands in the array of nodes."""
        positions = np.empty(len(self), dtype=np.int64)
        positions[self._order] = len(self.nodes) - 1 - np.arange(len(self))
        return positions.tolist()

    @cached_property
    def _rows(self) -> dict[bytes, int]:
        return {row.tobytes(): index for index, row in enumerate(self.accounts)}

    def _row(self, index: int) -> int:
        if not 0 <= index < len(self):
            raise InputError(f"row {index} is not in this tree of {len(self)} leaves")
        return index

    def _subtree(self, node: int) -> Subtree:
        leaves = heap.leaves_below(node, len(self))
        assert leaves is not None  # perfect_nodes gives no others
        indices = self._order[len(self.nodes) - 1 - np.arange(leaves.start, leaves.stop)]
        rows = indices.tolist()
        accounts, hashes = list_of(self.accounts[indices]), list_of(self.report_hashes[indices])
        entries = tuple(map(Entry, accounts, [self.credits[row] for row in rows], hashes))
        return Subtree(self.nodes[node], tuple(rows), entries, tuple(heap.proof(self.nodes, node)))


def refuse_duplicates(accounts: Bytes) -> None:
    """An account has one figure to date, so a second leaf is a mistake.

    Raises:
        InputError: an account stands in more than one row.
    """
    sorted_rows = accounts[order(accounts)]
    same = np.flatnonzero(np.all(sorted_rows[:-1] == sorted_rows[1:], axis=1))
    if len(same):
        account = sorted_rows[same[0]]
        times = int(np.all(accounts == account, axis=1).sum())
        raise InputError(
            f"account 0x{account.tobytes().hex()} stands in {times} rows", mend="give each account one figure to date"
        )
