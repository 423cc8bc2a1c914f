"""The plots of `make bench`: bars beside other systems, and lines over the amount of work."""

from __future__ import annotations

import matplotlib as mpl
from bench_peers import Peer
from bench_tables import Growth
from matplotlib.ticker import FuncFormatter

from abate.report.palette import STAND_INS
from abate.report.svg import STYLE, drawing, inline_svg

WIDTH, LINE, HEAD = 920, 27, 40
SMALL = 440, 250


def short(number: float, _: object = None) -> str:
    """A number as an axis shows it."""
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if abs(number) >= size:
            return f"{number / size:g}{letter}"
    return f"{number:g}"


def beside_peers(name: str, title: str, ours: list[tuple[str, float]], others: list[Peer], unit: str) -> str:
    """Our figures above, those of others below, on one scale; the shortest bar is the cheapest."""
    bars = [(label, number, "below") for label, number in ours] + [(p.system, p.number, "idle") for p in others]
    bars.reverse()
    with mpl.rc_context(STYLE):
        figure = drawing(WIDTH, HEAD + LINE * len(bars))
        axes = figure.subplots()
        labels, numbers, colours = zip(*bars, strict=True)
        axes.barh(range(len(bars)), numbers, color=[STAND_INS[colour] for colour in colours], height=0.66)
        axes.set_yticks(range(len(bars)), labels)
        axes.set_ylim(-0.6, len(bars) - 0.4)
        axes.tick_params(axis="y", length=0)
        if max(numbers) > 40 * min(numbers):
            axes.set_xscale("log")
        axes.xaxis.set_major_formatter(FuncFormatter(short))
        axes.grid(axis="x")
        axes.set_xlabel(unit)
        for place, number in enumerate(numbers):
            text = f"{number:,.0f}" if number >= 100 else f"{number:g}"
            beside = {"xytext": (5, 0), "textcoords": "offset points", "va": "center"}
            axes.annotate(text, (number, place), fontsize=11, color=STAND_INS["muted"], **beside)
        axes.margins(x=0.14)
    described = "; ".join(f"{label}: {number:,g} {unit}" for label, number, _ in reversed(bars))
    return inline_svg(figure, name, title, described)


def growth_plot(growth: Growth) -> str:
    """One figure over the amount of its work; the vertical axis begins at 0."""
    with mpl.rc_context(STYLE):
        figure = drawing(*SMALL)
        axes = figure.subplots()
        axes.plot(growth.amounts, growth.figures, "o-", color=STAND_INS["below"], markersize=5, linewidth=1.8)
        if growth.amounts[0] > 0 and growth.amounts[-1] > 20 * growth.amounts[0]:
            axes.set_xscale("log")
        axes.set_ylim(0, max(growth.figures) * 1.15)
        axes.xaxis.set_major_formatter(FuncFormatter(short))
        axes.xaxis.set_minor_formatter(FuncFormatter(lambda *_: ""))
        axes.yaxis.set_major_formatter(FuncFormatter(short))
        axes.grid(axis="y")
        axes.set_xlabel(growth.work)
        axes.set_ylabel(growth.unit)
    points = "; ".join(
        f"{a:,} {growth.work}: {f:,.6g} {growth.unit}" for a, f in zip(growth.amounts, growth.figures, strict=True)
    )
    return inline_svg(figure, growth.name, growth.title, points)
