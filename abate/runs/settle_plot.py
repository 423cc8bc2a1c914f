"""The book of a settled round as a plot."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from abate.auction.pricing import tick_price
from abate.auction.settlement import Settlement
from abate.files import write_atomically
from abate.report.book import Book, drawn_book
from abate.report.svg import standalone_svg


def write_plot(settlement: Settlement, symbol: str, decimals: int, folder: Path) -> Path:
    """Write ``round-N-book.svg``: supply and demand with the opening and the clearing price.

    Args:
        settlement: the round.
        symbol, decimals: of its currency.
        folder: where to.

    Raises:
        InputError: the folder cannot be written.
    """
    book = book_of(settlement, decimals)
    lots = f"lots of {settlement.lot_grams} g"
    figure = drawn_book(book, f"Round {settlement.round}", lots, symbol, 560, 420)
    path = folder / f"round-{settlement.round}-book.svg"
    write_atomically(path, standalone_svg(figure, f"The book of round {settlement.round}", book.words(symbol)))
    return path


def book_of(settlement: Settlement, decimals: int) -> Book:
    """What is drawn of a settlement, prices in the currency."""
    outcome = settlement.outcome

    def money(units: int) -> Decimal:
        return Decimal(units).scaleb(-decimals)

    return Book(
        supply=outcome.supply,
        demand=outcome.demand,
        sold=outcome.sold,
        opening_price=money(outcome.opening_price),
        clearing_price=money(outcome.clearing_price),
        bids=[
            (fill.lots, money(tick_price(outcome.opening_price, fill.tick, settlement.tick_size)))
            for fill in outcome.fills
        ],
    )
