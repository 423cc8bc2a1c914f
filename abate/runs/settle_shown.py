"""Showing a settled round."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from abate.auction.settlement import Settlement
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

    outcome = settlement.outcome
    rows = {
        "supply": f"{outcome.supply} lots of {settlement.lot_grams} g",
        "demand": f"{outcome.demand} lots",
        "sold": f"{outcome.sold} lots ({kg_text(outcome.sold * settlement.lot_grams)} credits)",
        "opening price": f"{money(outcome.opening_price)} {symbol}",
        "clearing price": f"{money(outcome.clearing_price)} {symbol}",
        "income": f"{money(outcome.revenue)} {symbol}",
        "sums": "bids, sales, lots and money agree to the last unit",
    }
    facts(console, f"Round {settlement.round}", rows)
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("", "account", "lots", "filled or sold", f"paid or earned, {symbol}", "refund"):
        table.add_column(name, justify="left" if name in ("", "account") else "right", overflow="fold")
    for fill in outcome.fills:
        figures = (str(fill.lots), str(fill.filled), money(fill.cost), money(fill.refund))
        table.add_row("bid", short(fill.bidder), *figures)
    for sale in outcome.sales:
        table.add_row("sale", short(sale.seller), str(sale.lots), str(sale.sold), money(sale.proceeds), "")
    console.print(table)


def short(account: str) -> str:
    """An account's first and last digits, for a table; the files hold it whole.

    >>> short("0xcd3B766CCDd6AE721141F452C550Ca635964ce71")
    '0xcd3B76…64ce71'
    """
    return f"{account[:8]}…{account[-6:]}"
