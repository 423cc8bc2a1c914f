"""What a proof shows: leaves with their siblings, and of a report the one part that the proof is about.

Each function gives a proof's arguments, all but the salt, as ``IBatchChallenges`` takes them.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from abate.merkle.columns import checksum_addresses
from abate.oracle.case import Case
from abate.oracle.openings import Reports
from abate.oracle.salts import Role, salts
from abate.oracle.shown import OpenShown
from abate.oracle.signed_roots import SignedRoot
from abate.oracle.words import WORD, rows_of


def two_leaves(case: Case, first: int, second: int) -> tuple[Any, ...]:
    """Two leaves of one account."""
    shown = (part for row in (first, second) for part in (leaf(case, row), case.tree.proof(row)))
    return case.posting.target, *shown


def numbers(case: Case, group: Reports, at: int) -> tuple[Any, ...]:
    """A report's numbers."""
    return case.posting.target, open_numbers(case, group, at)


def sources(case: Case, group: Reports, at: int) -> tuple[Any, ...]:
    """A report's sources."""
    return case.posting.target, open_sources(case, group, at)


def same_source(case: Case, *uses: tuple[Reports, int, int]) -> tuple[Any, ...]:
    """Two reports' sources, and the place of one and the same in each."""
    shown = (part for group, at, place in uses for part in (open_sources(case, group, at), place))
    return case.posting.target, *shown


def root(case: Case, place: int) -> tuple[Any, ...]:
    """The roots that the batch names, and the place of one."""
    return case.posting.struct, named_roots(case.roots), place


def seen(case: Case, place: int, shown: OpenShown, seen_at: int, group: Reports, at: int) -> tuple[Any, ...]:
    """What an operator observed, and the report that shows something else."""
    observed = observation(case, place, shown, seen_at), shown.tree.proof(seen_at)
    return *root(case, place), *observed, open_numbers(case, group, at)


def names(case: Case, *rows: Any) -> tuple[str, ...]:
    """The accounts of these leaves."""
    return tuple(checksum_addresses(case.leaves.accounts[[int(row) for row in rows]]))


def leaf(case: Case, row: int) -> tuple[str, int, bytes]:
    """``IBatchChallenges.Leaf``."""
    entry = case.tree.entry(row)
    return names(case, row)[0], entry.credits, entry.report_hash


def open_numbers(case: Case, group: Reports, at: int) -> tuple[Any, ...]:
    """``IBatchChallenges.OpenNumbers``: nothing of the report but its numbers."""
    row, one = int(group.rows[at]), only(group, at)
    shown = (
        salts(one.keys, Role.NUMBERS)[0].tobytes(),
        *(int(column[0]) for column in (one.baseline, one.emissions, one.periods, one.credits)),
        [int.from_bytes(word[0].tobytes(), "big") for word in one.words],
    )
    closed = one.sources_hashes()[0].tobytes(), one.evidence_hashes()[0].tobytes()
    return leaf(case, row), case.tree.proof(row), shown, *closed


def open_sources(case: Case, group: Reports, at: int) -> tuple[Any, ...]:
    """``IBatchChallenges.OpenSources``: nothing of the report but its sources."""
    row, one = int(group.rows[at]), only(group, at)
    shown = (salts(one.keys, Role.SOURCES)[0].tobytes(), one.nullifiers[0])
    closed = one.numbers_hashes()[0].tobytes(), one.evidence_hashes()[0].tobytes()
    return leaf(case, row), case.tree.proof(row), shown, *closed


def only(group: Reports, at: int) -> Reports:
    """One report of a group."""
    return group.taken(np.arange(len(group)) == at)


def observation(case: Case, place: int, shown: OpenShown, at: int) -> tuple[Any, ...]:
    """``IBatchChallenges.Observation``."""
    table = shown.observations
    account = table.accounts[at].tobytes()
    bound = bytes.fromhex(case.roots[place].operator[2:]) + shown.blinding
    salt = salts(rows_of([case.keys[account]], WORD), Role.OBSERVATION, bound)[0].tobytes()
    listed = [table.nullifiers[at, slot].tobytes() for slot in range(int(table.source_counts[at]))]
    figures = (int(table.baseline[at]), int(table.emissions[at]), int(table.periods[at]))
    return salt, checksum_addresses(table.accounts[at : at + 1])[0], *figures, listed, table.evidence[at].tobytes()


def named_roots(roots: list[SignedRoot]) -> list[tuple[Any, ...]]:
    """``IBatchChallenges.SignedRoot`` of each."""
    return [
        (one.operator, one.root.root, one.root.evidenceHash, one.root.count, one.signature[:32], one.signature[32:])
        for one in roots
    ]
