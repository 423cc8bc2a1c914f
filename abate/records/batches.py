"""The vintage's batches as their events tell them, and what an account was issued from each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from abate.records.declared import FAULTED, ISSUED, POSTED, REVOKED
from abate.records.index import Index


@dataclass(frozen=True)
class Batches:
    """Batches by their number.

    Attributes:
        roots: of each that was posted.
        final_at: unix time from which each is final, unless it fell before.
        fallen: those that were revoked or proven wrong.
    """

    roots: Mapping[int, bytes]
    final_at: Mapping[int, int]
    fallen: frozenset[int]

    def final(self, now: int) -> list[int]:
        """Batches that are final and stand, in order."""
        return [number for number, at in sorted(self.final_at.items()) if at <= now and number not in self.fallen]


def batches_of(index: Index, challenge_window: int) -> Batches:
    """All batches of the vintage.

    Args:
        index: brought up to date.
        challenge_window: of the oracle, seconds.
    """
    entries = [(stored.placed.entry, stored.time) for stored in index.entries_of("")]
    posted = [(int(entry.reference), entry.note, time) for entry, time in entries if entry.kind == POSTED]
    return Batches(
        roots={number: bytes.fromhex(root.removeprefix("0x")) for number, root, _ in posted},
        final_at={number: time + challenge_window for number, _, time in posted},
        fallen=frozenset(int(entry.reference) for entry, _ in entries if entry.kind in (REVOKED, FAULTED)),
    )


def issued_by_batch(index: Index, account: str, batches: Batches, now: int) -> list[int]:
    """Base units that an account was issued while each final batch was the newest; late claims count late."""
    final = batches.final(now)
    issued = dict.fromkeys(final, 0)
    for stored in index.entries_of(account):
        entry = stored.placed.entry
        before = [number for number in final if batches.final_at[number] <= stored.time]
        if entry.kind == ISSUED and before:
            issued[before[-1]] += entry.change
    return list(issued.values())
