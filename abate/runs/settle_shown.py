"""Showing a settled round."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from abate.auction.settlement import Settlement
from abate.runs.settle_files import Money
from abate.runs.shown import facts
from abate.units import kg_text


def show_settlement(settlement: Settlement, money: Money, console: Console) -> None:
    """Print the round's figures, then one row for each bid and each consignment."""
    outcome = settlement.outcome
    rows = {
        "supply": f"{outcome.supply} lots of {settlement.lot_grams} g",
        "demand": f"{outcome.demand} lots",
        "sold": f"{outcome.sold} lots ({kg_text(outcome.sold * settlement.lot_grams)} credits)",
        "opening price": f"{money.text(outcome.opening_price)} {money.symbol}",
        "clearing price": f"{money.text(outcome.clearing_price)} {money.symbol}",
        "income": f"{money.text(outcome.revenue)} {money.symbol}",
        "sums": "bids, sales, lots and money agree to the last unit",
    }
    facts(console, f"Round {settlement.round}", rows)
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("", "account", "lots", "filled or sold", f"paid or earned, {money.symbol}", "refund"):
        table.add_column(name, justify="left" if name in ("", "account") else "right", overflow="fold")
    for fill in outcome.fills:
        figures = (str(fill.lots), str(fill.filled), money.text(fill.cost), money.text(fill.refund))
        table.add_row("bid", fill.bidder, *figures)
    for sale in outcome.sales:
        table.add_row("sale", sale.seller, str(sale.lots), str(sale.sold), money.text(sale.proceeds), "")
    console.print(table)
