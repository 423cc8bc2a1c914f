"""Plots of the oracle: what each operator saw, and the median that counts."""

from __future__ import annotations

import matplotlib as mpl

from abate.report.figures import figure_text
from abate.report.palette import STAND_INS as C
from abate.report.summary_oracle import Misreading
from abate.report.svg import STYLE, drawing, inline_svg
from abate.report.words import month_name


def misreading_plot(case: Misreading, number: int) -> str:
    """A bar for each operator's figure, and the median as a line through all of them.

    Args:
        case: one home that the operators did not see alike.
        number: which of the page's it is.
    """
    with mpl.rc_context(STYLE):
        figure = drawing(460, 34 * len(case.observed) + 62)
        axes = figure.subplots()
        median = float(case.median_kg)  # floats only to draw with
        widest = max(float(seen.kg) for seen in case.observed)
        for row, seen in enumerate(case.observed):
            kg = float(seen.kg)
            if seen.operator == case.outlier:
                axes.barh(row, kg, height=0.56, color="none", edgecolor=C["above"], hatch="////", linewidth=1.2)
            else:
                axes.barh(row, kg, height=0.56, color=C["accent"])
            axes.annotate(
                figure_text(seen.kg),
                (kg, row),
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
                fontsize=11,
                color=C["ink"],
            )
        ends = [-0.55, len(case.observed) - 0.45]
        axes.plot([median, median], ends, color=C["ink"], linewidth=2.2, solid_capstyle="butt")
        axes.set_xlim(0, widest * 1.22)
        axes.set_ylim(ends[1], ends[0])
        axes.set_yticks(range(len(case.observed)), [seen.operator for seen in case.observed])
        axes.set_xlabel("kg CO₂e, vintage to date")
        axes.tick_params(length=0)
        axes.grid(axis="x")
        axes.spines["left"].set_visible(False)
        axes.spines["bottom"].set_visible(False)
        seen_words = "; ".join(f"{seen.operator}: {figure_text(seen.kg)} kg" for seen in case.observed)
        return inline_svg(
            figure,
            f"misreading-{number}",
            f"What each operator saw of home {case.person} in {month_name(case.period)}",
            f"{seen_words}; median {figure_text(case.median_kg)} kg",
        )
