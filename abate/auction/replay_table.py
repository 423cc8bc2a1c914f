"""The replay as a table: what was published beside what the mechanism gives."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from abate.auction.outcome import Outcome
from abate.auction.replay import CENTS, LOT, Replayed

HEADINGS: Final = (
    "auction",
    "date",
    "offered",
    "sold",
    "price, USD",
    "ours: price, USD",
    "ours: lots sold",
    "bids wanted",
    "taken",
    "our rule opens at, USD",
    "and sells",
    "at, USD",
)


def rows(replayed: Sequence[Replayed]) -> list[tuple[str, ...]]:
    """One row of texts for each auction, under HEADINGS; "-" where the data have no auction before it."""
    return [_row(each) for each in replayed]


def as_json(replayed: Sequence[Replayed]) -> list[dict[str, Any]]:
    """The same for machines: prices as decimal strings."""
    return [_object(each) for each in replayed]


def dollars(amount: int) -> str:
    """Cents as dollars."""
    return str((Decimal(amount) / CENTS).quantize(Decimal("0.01")))


def percent_sold(outcome: Outcome) -> str:
    """The part of the supply that was sold."""
    return f"{Decimal(100 * outcome.sold) / outcome.supply:.1f} %"


def _row(each: Replayed) -> tuple[str, ...]:
    published, ours, own = each.published, each.outcome, each.own
    own_rule = ("-", "-", "-")
    if own is not None and each.own_opening is not None:
        own_rule = (dollars(each.own_opening), percent_sold(own), dollars(own.clearing_price))
    return (
        str(published.number),
        published.date.isoformat(),
        f"{published.offered // LOT:,}",
        f"{published.sold // LOT:,}",
        f"{published.clearing_price}",
        dollars(ours.clearing_price),
        f"{ours.sold:,}",
        str(each.made),
        str(each.taken),
        *own_rule,
    )


def _object(each: Replayed) -> dict[str, Any]:
    published, ours, own = each.published, each.outcome, each.own
    return {
        "auction": published.number,
        "date": published.date.isoformat(),
        "offered_lots": published.offered // LOT,
        "sold_lots": published.sold // LOT,
        "published_price": str(published.clearing_price),
        "clearing_price": dollars(ours.clearing_price),
        "lots_sold": ours.sold,
        "bids_wanted": each.made,
        "bids_taken": each.taken,
        "own_opening_price": None if each.own_opening is None else dollars(each.own_opening),
        "own_lots_sold": None if own is None else own.sold,
        "own_clearing_price": None if own is None else dollars(own.clearing_price),
    }
