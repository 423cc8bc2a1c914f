"""The rating of an account: facts from the index and from opened reports, graded; as table, JSON, CSV and drawing."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import matplotlib as mpl
from rich.table import Table

from abate.records.declared import HONOURED, LAPSED
from abate.records.grading import GRADES, Facts, Rating, decimal_text
from abate.records.reports import Opened
from abate.report.palette import STAND_INS as C
from abate.report.svg import STYLE, drawing, standalone_svg
from abate.terminal import table_console
from abate.units import GRAMS_PER_KG, kg_text


def facts_from(
    issued: Sequence[int], retired: int, reference: int, reports: Sequence[Opened], kinds: Sequence[str]
) -> Facts:
    """What is graded; the newest report speaks for the vintage to date.

    Args:
        issued, retired, reference: as in ``Facts``.
        reports: the person's own, by batch.
        kinds: of the account's entries.
    """
    newest = (reports[-1].baseline, reports[-1].emissions) if reports else None
    return Facts(issued, retired, reference, newest, kinds.count(HONOURED), kinds.count(LAPSED))


def rows(rating: Rating) -> list[dict[str, str]]:
    """One row for each component."""
    return [
        {
            "component": each.name,
            "arithmetic": each.arithmetic,
            "share": "" if each.share is None else decimal_text(each.share, 4),
            "weight": str(each.weight),
            "points": "" if each.share is None else decimal_text(each.weight * each.share, 2),
        }
        for each in rating.components
    ]


def sum_text(rating: Rating) -> str:
    """The last line of the arithmetic."""
    if rating.score is None:
        return "no score: no batch is final yet"
    weights = sum(each.weight for each in rating.components)
    points = rating.score * weights / 100
    least = next(bound for name, bound in GRADES if name == rating.grade)
    return (
        f"100 x {decimal_text(points, 2)} / {weights} = {decimal_text(rating.score, 1)}: "
        f"grade {rating.grade} (from {least})"
    )


def as_json(account: str, rating: Rating, reports: Sequence[Opened], block: int) -> dict[str, Any]:
    """The rating with its arithmetic, all figures as exact or stated decimals."""
    return {
        "account": account,
        "block": block,
        "grade": rating.grade,
        "score": None if rating.score is None else decimal_text(rating.score, 1),
        "components": rows(rating),
        "reports": [
            {
                "sequence": each.sequence,
                "through": each.through,
                "periods": each.periods,
                "baseline_kg": kg_text(each.baseline),
                "emissions_kg": kg_text(each.emissions),
                "credits": kg_text(each.credits),
            }
            for each in reports
        ],
    }


def csv_text(rating: Rating) -> str:
    """The components as CSV."""
    out = io.StringIO()
    table = rows(rating)
    writer = csv.DictWriter(out, list(table[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return out.getvalue()


def print_rating(account: str, rating: Rating) -> None:
    """The arithmetic line by line, and the grade."""
    console = table_console(140)
    table = Table(box=None, padding=(0, 2, 0, 0), title=f"Rating of {account}", title_justify="left")
    for heading in ("component", "arithmetic", "share", "weight", "points"):
        table.add_column(heading, justify="right" if heading in ("share", "weight", "points") else "left")
    for row in rows(rating):
        table.add_row(*row.values())
    console.print(table)
    console.print(sum_text(rating), highlight=False, soft_wrap=True)


def footprint_plot(reports: Sequence[Opened], account: str) -> str:
    """Footprint against baseline, vintage to date, one pair of bars for each report."""
    with mpl.rc_context(STYLE):
        figure = drawing(560, 340)
        axes = figure.subplots()
        places = range(len(reports))
        emissions = [each.emissions / GRAMS_PER_KG for each in reports]  # floats only to draw with
        baselines = [each.baseline / GRAMS_PER_KG for each in reports]
        colours = [C["below"] if e < b else C["above"] for e, b in zip(emissions, baselines, strict=True)]
        axes.bar(places, emissions, width=0.55, color=colours)
        for place, (emitted, baseline) in enumerate(zip(emissions, baselines, strict=True)):
            axes.plot([place - 0.38, place + 0.38], [baseline] * 2, color=C["ink"], linewidth=2.4)
            share = f"{(emitted - baseline) / baseline:+.0%}" if baseline else ""
            axes.annotate(
                share.replace("-", "−"),
                (place, max(emitted, baseline)),
                xytext=(0, 5),
                textcoords="offset points",
                ha="center",
                fontsize=11,
                color=C["ink"],
            )
        names = [f"{datetime.fromtimestamp(each.through - 1, UTC):%b %Y}" for each in reports]
        axes.set_xticks(list(places), names)
        axes.set_xlim(-0.75, max(len(reports), 3) - 0.25)
        axes.set_ylim(0, max([*emissions, *baselines, 0.001]) * 1.15)
        axes.set_ylabel("kg CO₂e, vintage to date")
        axes.set_title("Footprint (bars) against baseline (lines)", fontweight="bold")
        axes.grid(axis="y")
        axes.tick_params(length=0, labelcolor=C["muted"])
        words = "; ".join(
            f"through {name}: {kg_text(each.emissions)} kg against {kg_text(each.baseline)} kg"
            for name, each in zip(names, reports, strict=True)
        )
        return standalone_svg(figure, f"Footprint of {account} against its baseline", words)
