"""A settled round as files: one JSON with everything; the published figures, bids and consignments as CSV tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from abate.auction.history import consignment_id
from abate.auction.outcome import Fill, Sale
from abate.auction.pricing import tick_price
from abate.auction.settlement import Settlement
from abate.auction.statistics import statistics
from abate.files import json_text, write_atomically


def write_results(settlement: Settlement, folder: Path) -> list[Path]:
    """Write ``round-N.json`` and the tables ``round-N-bids.csv``, ``-consignments.csv``, ``-figures.csv`` to a folder.

    Returns:
        The four files.

    Raises:
        InputError: the folder cannot be written.
    """
    stem = f"round-{settlement.round}"
    contents = {
        folder / f"{stem}.json": json_text(as_json(settlement)),
        folder / f"{stem}-bids.csv": csv_text(bid_rows(settlement)),
        folder / f"{stem}-consignments.csv": csv_text(consignment_rows(settlement)),
        folder / f"{stem}-figures.csv": csv_text([published_figures(settlement)]),
    }
    for path, content in contents.items():
        write_atomically(path, content)
    return list(contents)


def as_json(settlement: Settlement) -> dict[str, Any]:
    """Everything about a round: lots and counts as numbers, money as decimal strings of currency base units."""
    outcome = settlement.outcome
    return {
        "auction": settlement.auction,
        "chain_id": settlement.chain_id,
        "block": settlement.block,
        **published_figures(settlement),
        "lot_grams": settlement.lot_grams,
        "demand": outcome.demand,
        "clock_tick": outcome.clock_tick,
        "published": settlement.published,
        "bids": bid_rows(settlement),
        "consignments": consignment_rows(settlement),
    }


def published_figures(settlement: Settlement) -> dict[str, Any]:
    """The figures that allowance auctions publish, by name: lots and counts, prices per lot in currency base units."""
    outcome, figures = settlement.outcome, statistics(settlement.outcome, settlement.tick_size)
    return {
        "round": settlement.round,
        "start": settlement.start,
        "end": settlement.end,
        "opening_price": str(outcome.opening_price),
        "clearing_price": str(outcome.clearing_price),
        "lowest_bid": _text(figures.lowest_bid),
        "highest_bid": _text(figures.highest_bid),
        "mean_bid": _text(figures.mean_bid),
        "median_bid": _text(figures.median_bid),
        "supply": outcome.supply,
        "sold": outcome.sold,
        "total_bid_lots": figures.total_bid_lots,
        "number_of_bids": figures.bids,
        "bidders": figures.bidders,
        "successful_bidders": figures.successful_bidders,
        "cover_ratio": _text(figures.cover_ratio),
        "revenue": str(outcome.revenue),
    }


def bid_rows(settlement: Settlement) -> list[dict[str, Any]]:
    """One row for each bid that stood in the book at the end, in the order of bidding."""
    waiting = set(settlement.unclaimed)
    return [_bid_row(settlement, fill, fill.bidder not in waiting) for fill in settlement.outcome.fills]


def consignment_rows(settlement: Settlement) -> list[dict[str, Any]]:
    """One row for each consignment, in order."""
    waiting = set(settlement.unpaid)
    ids = [consignment_id(settlement.round, sale.before) for sale in settlement.outcome.sales]
    return [
        _consignment_row(id_, sale, id_ not in waiting) for id_, sale in zip(ids, settlement.outcome.sales, strict=True)
    ]


def csv_text(rows: Sequence[dict[str, Any]]) -> str:
    """Rows with the same columns as CSV; empty without rows."""
    if not rows:
        return ""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _bid_row(settlement: Settlement, fill: Fill, claimed: bool) -> dict[str, Any]:
    limit = tick_price(settlement.outcome.opening_price, fill.tick, settlement.tick_size)
    return {
        "bidder": fill.bidder,
        "tick": fill.tick,
        "limit_price": str(limit),
        "lots": fill.lots,
        "filled": fill.filled,
        "cost": str(fill.cost),
        "refund": str(fill.refund),
        "claimed": claimed,
    }


def _consignment_row(id_: int, sale: Sale, paid: bool) -> dict[str, Any]:
    return {
        "id": str(id_),
        "seller": sale.seller,
        "lots": sale.lots,
        "sold": sale.sold,
        "proceeds": str(sale.proceeds),
        "returned": sale.returned,
        "paid": paid,
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)
