"""A settled round as files: JSON for programs, CSV for tables; every figure exact."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from abate.auction.settlement import Settlement
from abate.files import write_atomically
from abate.units import kg_text
from abate.wallet.amounts import amount_text

COLUMNS = ("side", "account", "limit_price", "lots", "filled_or_sold", "amount", "refund", "lots_returned")


@dataclass(frozen=True)
class Money:
    """The currency of a round.

    Attributes:
        symbol: how it is called.
        decimals: of its base unit.
    """

    symbol: str
    decimals: int

    def text(self, units: int) -> str:
        """Base units with all decimals."""
        return amount_text(units, self.decimals)


def write_settlement(settlement: Settlement, money: Money, folder: Path, name: str) -> tuple[Path, Path]:
    """Write ``name.json`` and ``name.csv``; each whole or not at all."""
    as_json, as_csv = folder / f"{name}.json", folder / f"{name}.csv"
    write_atomically(as_json, json.dumps(document(settlement, money), indent=2) + "\n")
    write_atomically(as_csv, table(settlement, money))
    return as_json, as_csv


def document(settlement: Settlement, money: Money) -> dict[str, Any]:
    """The whole result: amounts as decimal strings of the currency, prices per lot."""
    outcome = settlement.outcome
    return {
        "chain_id": settlement.chain_id,
        "auction": settlement.auction,
        "round": settlement.round,
        "block": settlement.block,
        "bidding_start": settlement.start,
        "bidding_end": settlement.end,
        "lot_grams": settlement.lot_grams,
        "currency": money.symbol,
        "supply_lots": outcome.supply,
        "demand_lots": outcome.demand,
        "sold_lots": outcome.sold,
        "sold_credits": kg_text(outcome.sold * settlement.lot_grams),
        "opening_price": money.text(outcome.opening_price),
        "clearing_price": money.text(outcome.clearing_price),
        "clock_tick": outcome.clock_tick,
        "income": money.text(outcome.revenue),
        "bids": [
            {
                "bidder": fill.bidder,
                "tick": fill.tick,
                "lots": fill.lots,
                "filled": fill.filled,
                "cost": money.text(fill.cost),
                "refund": money.text(fill.refund),
            }
            for fill in outcome.fills
        ],
        "consignments": [
            {
                "seller": sale.seller,
                "lots": sale.lots,
                "sold": sale.sold,
                "proceeds": money.text(sale.proceeds),
                "returned": sale.returned,
            }
            for sale in outcome.sales
        ],
    }


def table(settlement: Settlement, money: Money) -> str:
    """One row for each bid and each consignment."""
    outcome = settlement.outcome
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for fill in outcome.fills:
        # the escrow is the limit price x lots, and cost and refund share it
        limit = (fill.cost + fill.refund) // fill.lots
        row = ("buyer", fill.bidder, money.text(limit), fill.lots, fill.filled, money.text(fill.cost))
        writer.writerow((*row, money.text(fill.refund), ""))
    for sale in outcome.sales:
        row = ("seller", sale.seller, "", sale.lots, sale.sold, money.text(sale.proceeds))
        writer.writerow((*row, "", sale.returned))
    return out.getvalue()
