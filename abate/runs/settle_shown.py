"""Showing a settled round."""

from __future__ import annotations

from decimal import Decimal

from rich.console import Console
from rich.table import Table

from abate.auction.settlement import Settlement
from abate.auction.statistics import statistics
from abate.runs.shown import facts
from abate.units import kg_text
from abate.wallet.amounts import amount_text


def show_settlement(settlement: Settlement, symbol: str, decimals: int, console: Console) -> None:
    """Print the round's figures, then one row for each bid and each consignment.

    Args:
        settlement: the round.
        symbol, decimals: of its currency.
        console: where to.
    """

    def money(units: int) -> str:
        return amount_text(units, decimals)

    outcome, figures = settlement.outcome, statistics(settlement.outcome, settlement.tick_size)
    rows = {
        "supply": f"{outcome.supply} lots of {settlement.lot_grams} g",
        "demand": f"{figures.total_bid_lots} lots",
        "cover ratio": str(figures.cover_ratio or "-"),
        "sold": f"{outcome.sold} lots ({kg_text(outcome.sold * settlement.lot_grams)} credits)",
        "opening price": f"{money(outcome.opening_price)} {symbol}",
        "clearing price": f"{money(outcome.clearing_price)} {symbol}",
        "bids, lowest": _price(figures.lowest_bid, decimals),
        "bids, highest": _price(figures.highest_bid, decimals),
        "bids, mean": _price(figures.mean_bid, decimals),
        "bids, median": _price(figures.median_bid, decimals),
        "number of bids": str(figures.bids),
        "bidders": f"{figures.bidders}, {figures.successful_bidders} of them successful",
        "income": f"{money(outcome.revenue)} {symbol}",
        "sums": "bids, sales, lots and money agree to the last unit",
    }
    facts(console, f"Round {settlement.round}", rows)
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("", "account", "lots", "filled or sold", f"paid or earned, {symbol}", "refund"):
        table.add_column(name, justify="left" if name in ("", "account") else "right", overflow="fold")
    for fill in outcome.fills:
        table.add_row("bid", short(fill.bidder), str(fill.lots), str(fill.filled), money(fill.cost), money(fill.refund))
    for sale in outcome.sales:
        table.add_row("sale", short(sale.seller), str(sale.lots), str(sale.sold), money(sale.proceeds), "")
    console.print(table)


def short(account: str) -> str:
    """An account's first and last digits, for a table; the files hold it whole.

    >>> short("0xcd3B766CCDd6AE721141F452C550Ca635964ce71")
    '0xcd3B76…64ce71'
    """
    return f"{account[:8]}…{account[-6:]}"


def _price(units: int | Decimal | None, decimals: int) -> str:
    """A price in the currency; base units of a mean may have a fraction."""
    return "-" if units is None else f"{Decimal(units).scaleb(-decimals):.{decimals}f}"
