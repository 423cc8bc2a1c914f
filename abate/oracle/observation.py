"""One operator's observations of everybody, as columns, and the tree over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from abate.errors import IntegrityError
from abate.merkle import MerkleTree
from abate.merkle.rows import below, order, strictly_ascending
from abate.oracle.report import hash_lists, typehash
from abate.oracle.salts import Role, salts
from abate.oracle.words import ADDRESS, Bytes, Column, address_words, hash_rows, same_words, uint_words

OBSERVATION_TYPE: Final = (
    "Observation(bytes32 salt,address account,uint64 baseline,uint64 emissions,uint16 periods,"
    "bytes32[] nullifiers,bytes32 evidence)"
)
BLINDING: Final = 32
MAX_PERIODS: Final = 2**16 - 1


@dataclass(frozen=True)
class Observations:
    """What one operator found for everybody, row by row in ascending order of the accounts.

    Attributes:
        accounts: shape (people, 20).
        baseline: grams of the counted periods.
        emissions: grams of the counted periods.
        periods: how many periods were counted; 0 where there was nothing to count.
        evidence: hash of what the figures were computed from, shape (people, 32).
        nullifiers: of the person's sources, strictly ascending, then zeros, shape (people, width, 32).
        source_counts: how many nullifiers each person has.
    """

    accounts: Bytes
    baseline: Column
    emissions: Column
    periods: Column
    evidence: Bytes
    nullifiers: Bytes
    source_counts: Column

    def __len__(self) -> int:
        return len(self.accounts)


def ascending(accounts: Bytes) -> bool:
    """Whether accounts stand in strictly ascending order, so none twice."""
    return strictly_ascending(accounts)


def observation_hashes(table: Observations, keys: Bytes, operator: str, blinding: bytes) -> Bytes:
    """Hash of each observation, shape (people, 32).

    Args:
        table: the observations.
        keys: the people's keys of the batch, shape (people, 32).
        operator: address of the operator, which the salts are bound to, so that no other can show these as its own.
        blinding: 32 random bytes of the operator, unknown to the others until the observations are shown.
    """
    bound = bytes.fromhex(operator.removeprefix("0x")) + blinding
    assert len(bound) == ADDRESS + BLINDING
    return hash_rows(
        same_words(typehash(OBSERVATION_TYPE), len(table)),
        salts(keys, Role.OBSERVATION, bound),
        address_words(table.accounts),
        uint_words(table.baseline),
        uint_words(table.emissions),
        uint_words(table.periods),
        hash_lists(table.nullifiers, table.source_counts),
        table.evidence,
    )


def observation_tree(table: Observations, keys: Bytes, operator: str, blinding: bytes) -> MerkleTree:
    """The tree whose root the operator signs: leaves (account, 0, observation hash), as the batch's tree has them."""
    hashes = observation_hashes(table, keys, operator, blinding)
    return MerkleTree.of(table.accounts, np.zeros(len(table), dtype=np.uint64), hashes)


def check(table: Observations, whose: str) -> None:
    """Check what every operator's observations must keep to; the accounts' order and the sizes come with the rows.

    Raises:
        IntegrityError: nullifiers out of order, or a source used by two accounts.
    """
    mixed = np.zeros(len(table), dtype=bool)
    for slot in range(1, table.nullifiers.shape[1]):
        there = table.source_counts > slot
        mixed[there] |= ~below(table.nullifiers[there, slot - 1], table.nullifiers[there, slot])
    for row in np.flatnonzero(mixed)[:1]:
        raise IntegrityError(f"{whose}: sources of {name(table, int(row))} are not in strictly ascending order")
    shared = shared_nullifier(*used_nullifiers(table))
    if shared is not None:
        first, second = (name(table, row) for row in shared)
        raise IntegrityError(f"{whose}: accounts {first} and {second} use the same source")


def used_nullifiers(table: Observations) -> tuple[NDArray[np.int64], Bytes]:
    """All nullifiers, shape (uses, 32), and the row of the person of each."""
    used = np.arange(table.nullifiers.shape[1])[None, :] < table.source_counts[:, None]
    return np.repeat(np.arange(len(table)), table.source_counts.astype(np.int64)), table.nullifiers[used]


def shared_nullifier(people: NDArray[np.int64], used: Bytes) -> tuple[int, int] | None:
    """The rows of the first two people who share a nullifier."""
    placed = order(used)
    ordered = used[placed]
    same = np.flatnonzero(np.all(ordered[:-1] == ordered[1:], axis=1))
    if not len(same):
        return None
    return int(people[placed[same[0]]]), int(people[placed[same[0] + 1]])


def name(table: Observations, row: int) -> str:
    """The account of a row, as text."""
    return f"0x{table.accounts[row].tobytes().hex()}"
