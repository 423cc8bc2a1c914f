"""What an event says of one account, and what an event is read with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eth_typing import ChecksumAddress


@dataclass(frozen=True)
class Entry:
    """One event as one account sees it.

    Attributes:
        account: whose; empty where it concerns everybody, such as a batch.
        kind: what happened, in words; the table of ``declared.py`` has them all.
        change: what it added to the account's credits, base units; negative where it took. Only transfers have one.
        credits: the base units that it is about.
        money: what it added to the account's money in the auction, in base units of the currency.
        other: the account at the other end; empty where there is none.
        reference: number of the round, certificate or batch.
        note: a text that belongs to it: a statement, a root.
        joins: the kind of the transfer, of the same transaction, account and amount, that this entry tells more about.
    """

    account: str
    kind: str
    change: int = 0
    credits: int = 0
    money: int = 0
    other: str = ""
    reference: str = ""
    note: str = ""
    joins: str = ""


@dataclass(frozen=True)
class Surroundings:
    """What the meaning of an event depends on.

    Attributes:
        parts: the deployment's addresses, each with the name of its part.
        lot_grams: base units of credits in one lot of the auction.
        vintage: year of the credits.
    """

    parts: Mapping[ChecksumAddress, str]
    lot_grams: int
    vintage: int
