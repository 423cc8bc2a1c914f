"""The book of a round as a drawing: supply and demand, opening and clearing price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from abate.report.figures import figure_text
from abate.report.palette import STAND_INS as C
from abate.report.svg import STYLE, drawing


@dataclass(frozen=True)
class Book:
    """What is drawn; prices in the currency per lot.

    Attributes:
        supply, demand, sold: lots.
        opening_price, clearing_price: of the round.
        bids: lots and limit price of each bid.
    """

    supply: int
    demand: int
    sold: int
    opening_price: Decimal
    clearing_price: Decimal
    bids: Sequence[tuple[int, Decimal]]

    def words(self, currency: str) -> str:
        """What can be read from the drawing."""
        return (
            f"Supply {self.supply} lots, demand {self.demand} lots; opening price "
            f"{figure_text(self.opening_price)} {currency}, clearing price {figure_text(self.clearing_price)} "
            f"{currency} per lot, {self.sold} lots sold."
        )


def drawn_book(book: Book, title: str, lots: str, currency: str, width: float, height: float) -> Drawing:
    """The drawing of a book.

    Args:
        book: the round's.
        title: stands above.
        lots: name of the horizontal axis.
        currency: of the prices.
        width, height: in CSS pixels.
    """
    with mpl.rc_context(STYLE):
        figure = drawing(width, height)
        axes = figure.subplots()
        _curves(axes, book)
        axes.set_xlabel(lots)
        axes.set_ylabel(f"{currency} per lot")
        axes.set_title(title, fontweight="bold")
        axes.grid()
        axes.tick_params(length=0, labelcolor=C["muted"])
        figure.legend(
            loc="outside lower center", ncols=2, frameon=False, fontsize=10.5, handlelength=1.8, columnspacing=1.4
        )
        return figure


def demand_steps(bids: Sequence[tuple[int, Decimal]]) -> list[tuple[int, float]]:
    """The demand curve's corners: lots asked for at or above a price, from the highest limit price down."""
    ordered = sorted(bids, key=lambda bid: bid[1], reverse=True)
    ends = list(accumulate(lots for lots, _ in ordered))
    corners: list[tuple[int, float]] = []
    start = 0
    for (_, limit), end in zip(ordered, ends, strict=True):
        price = float(limit)  # a float only to draw with
        corners += [(start, price), (end, price)]
        start = end
    return corners


def _curves(axes: Axes, book: Book) -> None:
    opening, clearing = float(book.opening_price), float(book.clearing_price)
    corners = demand_steps(book.bids)
    highest = max([opening, clearing, *(price for _, price in corners)]) * 1.22
    widest = max(book.supply, book.demand, 1) * 1.12
    if corners:
        lots, prices = zip(*[*corners, (corners[-1][0], 0.0)], strict=True)
        axes.plot(lots, prices, color=C["above"], linewidth=2.2, label="demand (bids)")
    axes.plot(
        [0, book.supply, book.supply],
        [opening, opening, highest],
        color=C["below"],
        linewidth=2.2,
        label="supply (consigned)",
    )
    axes.plot([0, widest], [opening, opening], color=C["muted"], linewidth=1.2, dashes=(2, 2), label="opening price")
    axes.plot(
        [book.sold],
        [clearing],
        "D",
        markersize=8.5,
        color=C["ink"],
        markeredgecolor=C["panel"],
        label="clearing price",
        clip_on=False,
        zorder=5,
    )
    axes.annotate(
        f"{figure_text(book.clearing_price)}\n{book.sold} lots",
        (book.sold, clearing),
        xytext=(-8, -9),
        textcoords="offset points",
        ha="right",
        va="top",
        fontsize=11,
        color=C["ink"],
        bbox={"facecolor": C["panel"], "edgecolor": "none", "pad": 1.5},
        zorder=4,
    )
    axes.set_xlim(0, widest)
    axes.set_ylim(0, highest)
