"""An account's history: its entries, a transfer and the event that says what it was for in one line."""

from __future__ import annotations

from dataclasses import dataclass, replace

from abate.records.index import Index, Stored


@dataclass(frozen=True)
class Line:
    """One thing that happened.

    Attributes:
        time: unix seconds.
        block, transaction: where.
        what: the kind of entry; ``declared.py`` has them all.
        credits: base units that it is about.
        change: what it added to the balance, base units.
        balance: base units held afterwards.
        money: what it added to the money in the auction, base units of the currency.
        other, reference, note: as in ``Entry``.
    """

    time: int
    block: int
    transaction: str
    what: str
    credits: int
    change: int
    balance: int
    money: int
    other: str
    reference: str
    note: str


def history(index: Index, account: str) -> list[Line]:
    """Everything that happened to an account, in order."""
    lines: list[Line] = []
    balance = 0
    for stored in joined(index.entries_of(account)):
        entry = stored.placed.entry
        balance += entry.change
        transaction = f"0x{stored.placed.transaction.hex()}"
        told = (entry.kind, entry.credits, entry.change, balance, entry.money, entry.other, entry.reference, entry.note)
        lines.append(Line(stored.time, stored.placed.block, transaction, *told))
    return lines


def joined(entries: list[Stored]) -> list[Stored]:
    """Entries, with each transfer in the place of the one that tells more about it."""
    moves: dict[tuple[bytes, str, int], list[int]] = {}
    for place, stored in enumerate(entries):
        if stored.placed.entry.change:
            key = (stored.placed.transaction, stored.placed.entry.kind, stored.placed.entry.credits)
            moves.setdefault(key, []).append(place)
    taken: set[int] = set()
    changes: dict[int, int] = {}
    for place, stored in enumerate(entries):
        entry = stored.placed.entry
        found = moves.get((stored.placed.transaction, entry.joins, entry.credits))
        if found:
            moved = found.pop(0)
            taken.add(moved)
            changes[place] = entries[moved].placed.entry.change
    return [
        replace(stored, placed=replace(stored.placed, entry=replace(stored.placed.entry, change=changes[place])))
        if place in changes
        else stored
        for place, stored in enumerate(entries)
        if place not in taken
    ]
