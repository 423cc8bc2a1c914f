"""Plots of the emission side: emissions against baseline, per month and for the vintage to date."""

from __future__ import annotations

import matplotlib as mpl
from matplotlib.axes import Axes

from abate.report.figures import figure_text
from abate.report.palette import STAND_INS as C
from abate.report.summary import Summary
from abate.report.summary_homes import Home, side_of
from abate.report.svg import STYLE, drawing, inline_svg
from abate.report.words import month_name, signed

COLOURS = {"below": C["below"], "even": C["muted"], "above": C["above"]}
ROW = 26  # height of one home, in pixels
WIDTH = 336
FINE = 20  # kg: where the widest is less, labels have a decimal


def month_plot(summary: Summary, period: str) -> str:
    """One month: a bar for the emissions of each home, and the baseline that all of them share or their own."""
    homes = summary.homes
    widest = _widest(homes) * 1.18
    with mpl.rc_context(STYLE):
        figure = drawing(WIDTH, ROW * len(homes) + 62)
        axes = figure.subplots()
        for row, home in enumerate(homes):
            _month_bar(axes, row, home, period, widest)
        axes.set_xlim(0, widest)
        _rows(axes, homes)
        axes.set_xlabel(f"kg CO₂e in the {summary.programme.words.period}")
        return inline_svg(
            figure,
            f"homes-{period}",
            f"Emissions against baseline in {month_name(period)}",
            "; ".join(_month_words(home, period) for home in homes),
        )


def _month_bar(axes: Axes, row: int, home: Home, period: str, widest: float) -> None:
    month = home.month(period)
    if month.kg is None:
        axes.text(4, row, "no reading", va="center", color=C["muted"], fontsize=10.5)
        return
    kg = float(month.kg)  # a float only to draw with
    if not month.counted or month.baseline_kg is None:
        axes.barh(row, kg, height=0.62, color="none", edgecolor=C["muted"], hatch="////", linewidth=0.8)
        axes.annotate(
            "not counted",
            (kg, row),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=10.5,
            color=C["muted"],
        )
        return
    baseline = float(month.baseline_kg)
    axes.barh(row, kg, height=0.62, color=COLOURS[side_of(month.kg, month.baseline_kg)])
    axes.plot([baseline, baseline], [row - 0.46, row + 0.46], color=C["ink"], linewidth=2.2, solid_capstyle="butt")
    axes.annotate(
        f"{month.kg:.{1 if widest < FINE else 0}f}",
        (baseline if kg < baseline < kg + 0.15 * widest else kg, row),  # the label stays clear of the baseline
        xytext=(5, 0),
        textcoords="offset points",
        va="center",
        fontsize=10.5,
        color=C["ink"],
    )


def _month_words(home: Home, period: str) -> str:
    month = home.month(period)
    if not month.counted or month.kg is None or month.baseline_kg is None:
        return f"{home.person}: not counted"
    return f"{home.person}: {figure_text(month.kg)} kg, baseline {figure_text(month.baseline_kg)} kg"


def to_date_plot(summary: Summary) -> str:
    """The vintage to date: from each home's baseline to its emissions, largest reduction first."""
    words = summary.programme.words
    none = f" no {words.period} counts{' in both years' if summary.looks_back else ''}"
    homes = sorted(summary.homes, key=lambda home: home.kg - home.baseline_kg)
    widest = max(float(max(home.kg, home.baseline_kg)) for home in homes)
    with mpl.rc_context(STYLE):
        figure = drawing(460, (ROW + 4) * len(homes) + 66)
        axes = figure.subplots()
        for row, home in enumerate(homes):
            if home.months_counted == 0:
                axes.text(0, row, none, va="center", color=C["muted"], fontsize=10.5)
                continue
            _dumbbell(axes, row, home, 1 if widest < FINE else 0)
        axes.set_xlim(-min(20.0, widest / 25), widest * 1.2 + min(1.0, widest / 25))
        _rows(axes, homes)
        axes.set_xlabel(f"kg CO₂e, vintage to date (counted {words.period}s)")
        figures = (
            f"{home.person}: {figure_text(home.kg)} kg against {figure_text(home.baseline_kg)} kg" for home in homes
        )
        return inline_svg(figure, "homes-to-date", "Emissions against baseline, vintage to date", "; ".join(figures))


def _dumbbell(axes: Axes, row: int, home: Home, places: int) -> None:
    kg, baseline = float(home.kg), float(home.baseline_kg)  # floats only to draw with
    colour = COLOURS[side_of(home.kg, home.baseline_kg)]
    axes.plot([baseline, kg], [row, row], color=colour, linewidth=5, alpha=0.38, solid_capstyle="butt")
    axes.plot([baseline], [row], marker="|", markersize=15, markeredgewidth=2.4, color=C["ink"])
    axes.plot([kg], [row], marker="o", markersize=8.5, color=colour)
    axes.annotate(
        f"{signed(home.kg - home.baseline_kg, places)} kg",
        (max(kg, baseline), row),
        xytext=(10, 0),
        textcoords="offset points",
        va="center",
        fontsize=11,
        color=C["ink"],
    )


def _rows(axes: Axes, homes: tuple[Home, ...] | list[Home]) -> None:
    axes.set_yticks(range(len(homes)), [home.person for home in homes])
    axes.set_ylim(len(homes) - 0.4, -0.6)
    axes.tick_params(length=0)
    axes.grid(axis="x")
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_visible(False)


def _widest(homes: tuple[Home, ...]) -> float:
    amounts = [
        float(value) for home in homes for month in home.months for value in (month.kg, month.baseline_kg) if value
    ]
    return max(amounts, default=1.0)
