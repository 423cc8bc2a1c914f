"""Plots of the market side: supply and demand of a round, and where the vintage's credits are."""

from __future__ import annotations

from itertools import accumulate

import matplotlib as mpl
from matplotlib.axes import Axes

from abate.report.figures import figure_text
from abate.report.palette import STAND_INS as C
from abate.report.summary import Summary
from abate.report.summary_market import Bid, Round
from abate.report.svg import STYLE, drawing, inline_svg
from abate.report.words import month_name

WIDTH = 336


def round_plot(summary: Summary, round_: Round) -> str:
    """Supply and demand curve of one round, with its opening and its clearing price."""
    currency = summary.programme.currency
    with mpl.rc_context(STYLE):
        figure = drawing(WIDTH, 290)
        axes = figure.subplots()
        _curves(axes, round_)
        axes.set_xlabel("lots of 1 kg" if summary.programme.lot_kg == 1 else "lots")
        axes.set_ylabel(f"{currency} per lot")
        axes.set_title(month_name(round_.period), fontweight="bold")
        axes.grid()
        axes.tick_params(length=0, labelcolor=C["muted"])
        figure.legend(
            loc="outside lower center", ncols=2, frameon=False, fontsize=10.5, handlelength=1.8, columnspacing=1.4
        )
        return inline_svg(
            figure,
            f"round-{round_.number}",
            f"Supply and demand of round {round_.number}, {month_name(round_.period)}",
            f"Supply {round_.supply_lots} lots, demand {round_.demand_lots} lots; opening price "
            f"{figure_text(round_.opening_price)} {currency}, clearing price {figure_text(round_.clearing_price)} "
            f"{currency} per lot, {round_.sold_lots} lots sold.",
        )


def demand_steps(bids: tuple[Bid, ...]) -> list[tuple[int, float]]:
    """The demand curve's corners: lots asked for at or above a price, from the highest limit price down."""
    ordered = sorted(bids, key=lambda bid: bid.limit_price, reverse=True)
    ends = list(accumulate(bid.lots for bid in ordered))
    corners: list[tuple[int, float]] = []
    start = 0
    for bid, end in zip(ordered, ends, strict=True):
        price = float(bid.limit_price)  # a float only to draw with
        corners += [(start, price), (end, price)]
        start = end
    return corners


def _curves(axes: Axes, round_: Round) -> None:
    opening, clearing = float(round_.opening_price), float(round_.clearing_price)
    corners = demand_steps(round_.bids)
    highest = max([opening, clearing, *(price for _, price in corners)]) * 1.22
    widest = max(round_.supply_lots, round_.demand_lots, 1) * 1.12
    if corners:
        lots, prices = zip(*[*corners, (corners[-1][0], 0.0)], strict=True)
        axes.plot(lots, prices, color=C["above"], linewidth=2.2, label="demand (bids)")
    axes.plot(
        [0, round_.supply_lots, round_.supply_lots],
        [opening, opening, highest],
        color=C["below"],
        linewidth=2.2,
        label="supply (consigned)",
    )
    axes.plot([0, widest], [opening, opening], color=C["muted"], linewidth=1.2, dashes=(2, 2), label="opening price")
    axes.plot(
        [round_.sold_lots],
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
        f"{figure_text(round_.clearing_price)}\n{round_.sold_lots} lots",
        (round_.sold_lots, clearing),
        xytext=(-8, -9),
        textcoords="offset points",
        ha="right",
        va="top",
        fontsize=11,
        color=C["ink"],
    )
    axes.set_xlim(0, widest)
    axes.set_ylim(0, highest)


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
