"""Plots of the market side: supply and demand of a round, and where the vintage's credits are."""

from __future__ import annotations

import matplotlib as mpl

from abate.report.book import Book, drawn_book
from abate.report.figures import figure_text
from abate.report.palette import STAND_INS as C
from abate.report.summary import Summary
from abate.report.summary_market import Round
from abate.report.svg import STYLE, drawing, inline_svg
from abate.report.words import month_name

WIDTH = 336


def round_plot(summary: Summary, round_: Round) -> str:
    """Supply and demand curve of one round, with its opening and its clearing price."""
    currency = summary.programme.currency
    book = Book(
        supply=round_.supply_lots,
        demand=round_.demand_lots,
        sold=round_.sold_lots,
        opening_price=round_.opening_price,
        clearing_price=round_.clearing_price,
        bids=[(bid.lots, bid.limit_price) for bid in round_.bids],
    )
    lots = "lots of 1 kg" if summary.programme.lot_kg == 1 else "lots"
    figure = drawn_book(book, month_name(round_.period), lots, currency, WIDTH, 290)
    title = f"Supply and demand of round {round_.number}, {month_name(round_.period)}"
    return inline_svg(figure, f"round-{round_.number}", title, book.words(currency))


def supply_plot(summary: Summary) -> str:
    """Where the vintage's credits are at the end, as one bar."""
    supply = summary.supply
    parts = (
        ("retired", supply.retired, "accent"),
        ("held", supply.held, "below"),
        ("reserve", supply.reserve, "reserve"),
    )
    with mpl.rc_context(STYLE):
        figure = drawing(460, 96)
        axes = figure.subplots()
        left = 0.0
        for label, amount, colour in parts:
            width = float(amount)  # a float only to draw with
            axes.barh(0, width, left=left, color=C[colour], edgecolor=C["panel"], linewidth=1.5, label=label)
            left += width
        axes.set_xlim(0, left or 1)
        axes.set_axis_off()
        handles, _ = axes.get_legend_handles_labels()
        texts = [f"{label} {figure_text(amount)}" for label, amount, _ in parts]
        figure.legend(handles, texts, loc="outside lower center", ncols=3, frameon=False, fontsize=11.5, handlelength=1)
        words = ", ".join(f"{label} {figure_text(amount)} credits" for label, amount, _ in parts)
        return inline_svg(figure, "supply", "Where the credits are", f"{words} of {figure_text(supply.issued)} issued")
