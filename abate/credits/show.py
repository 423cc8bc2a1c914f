"""Figures of a vintage for people (tables) and for machines (JSON with exact decimal strings)."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, Final

import polars as pl
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from abate.credits.vintage import VintageFigures
from abate.emissions.decimals import plain
from abate.terminal import table_console
from abate.units import kg_text

SHOWN_PEOPLE: Final = 40
"""People in a table; with more, only the sums follow (the JSON has everybody)."""


def index_text(emissions: int, baseline: int, decimals: int) -> str | None:
    """Emissions / baseline; None where the baseline is 0.

    >>> index_text(140_000, 200_000, 3)
    '0.700'
    """
    if baseline == 0:
        return None
    return str((Decimal(emissions) / baseline).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN))


def as_json(figures: VintageFigures) -> dict[str, Any]:
    """All figures; kilograms and credits as decimal strings, grams as whole numbers."""
    methodology = figures.methodology
    return {
        "period": str(figures.through),
        "since": str(figures.since),
        "methodology": {
            "name": methodology.name,
            "version": methodology.version,
            "id": f"0x{methodology.methodology_id.hex()}",
            "policy": methodology.policy,
            "coefficient": plain(methodology.coefficient),
            "reserve_share": plain(methodology.reserve_share),
        },
        "factor_sets": {name: f"0x{value.hex()}" for name, value in sorted(figures.factor_set_hashes.items())},
        "people": [_person(row) for row in figures.people.iter_rows(named=True)],
        "months": [_month(row) for row in figures.months.iter_rows(named=True)],
    }


def _person(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "person": row["person"],
        "periods": row["periods"],
        "emissions_kg": plain(row["emissions_kg"]),
        "baseline_kg": plain(row["baseline_kg"]),
        "reduction_kg": plain(row["baseline_kg"] - row["emissions_kg"]),
        "index": index_text(row["emissions"], row["baseline"], 6),
        "emissions_grams": row["emissions"],
        "baseline_grams": row["baseline"],
        "gross_credits": kg_text(row["gross"]),
        "reserve_share": kg_text(row["gross"] - row["credits"]),
        "credits": kg_text(row["credits"]),
    }


def _month(row: dict[str, Any]) -> dict[str, Any]:
    amounts = ("activity", "kg", "baseline_kg", "earlier")
    return {key: plain(value) if key in amounts and value is not None else value for key, value in row.items()}


def print_tables(figures: VintageFigures, *, months: bool = False, console: Console | None = None) -> None:
    """Print the table of people, what did not count, and the sums."""
    console = table_console(120, console)
    console.print(_people_table(figures))
    if months:
        console.print(_months_table(figures))
    idle = figures.months.filter(~pl.col("counted")).unique(["person", "period"])
    if len(idle):
        console.print("What does not count:")
        keys = ["why", (pl.col("period").str.len_chars() == 4).alias("yearly")]
        reasons = (
            idle.group_by(keys).agg(pl.len().alias("rows"), pl.col("person").n_unique().alias("people")).sort("why")
        )
        for why, yearly, rows, people in reasons.iter_rows():
            what = _count(rows, "year" if yearly else "month")
            console.print(f"  {what} of {_count(people, 'person')}: {why}", highlight=False, markup=False)


def _count(number: int, noun: str) -> str:
    """``1 person``, ``2 people``, ``3 months``."""
    plural = {"person": "people"}.get(noun, f"{noun}s")
    return f"{number} {noun if number == 1 else plural}"


def _people_table(figures: VintageFigures) -> Table:
    methodology, people = figures.methodology, figures.people
    span = (
        str(figures.through)
        if figures.since in figures.through.months()[:1]
        else f"{figures.since} to {figures.through}"
    )
    share = plain(methodology.reserve_share * 100)
    title = f"{span}, {methodology.name} (version {methodology.version}, 0x{methodology.methodology_id.hex()[:8]}…)"
    table = Table(
        title=title,
        show_footer=True,
        box=SIMPLE,
        title_justify="left",
        caption="kg CO2e; one credit is 1 kg",
        caption_justify="left",
    )
    table.add_column("person", footer=_count(len(people), "person"))
    table.add_column("months", justify="right")
    sums = people.select(pl.sum("emissions", "baseline", "gross", "credits")).row(0)
    emissions, baseline, gross, credits = sums
    footers = [
        ("emissions", kg_text(emissions)),
        ("baseline", kg_text(baseline)),
        ("reduction", kg_text(baseline - emissions)),
        ("index", index_text(emissions, baseline, 3) or "-"),
        ("gross", kg_text(gross)),
        (f"reserve {share} %", kg_text(gross - credits)),
        ("credits", kg_text(credits)),
    ]
    for name, footer in footers:
        table.add_column(name, footer=footer, justify="right", no_wrap=True)
    for row in people.head(SHOWN_PEOPLE).iter_rows(named=True):
        if row["periods"] == 0:
            table.add_row(row["person"], "none", *["-"] * 7)
            continue
        table.add_row(
            row["person"],
            str(row["periods"]),
            kg_text(row["emissions"]),
            kg_text(row["baseline"]),
            kg_text(row["baseline"] - row["emissions"]),
            index_text(row["emissions"], row["baseline"], 3) or "-",
            kg_text(row["gross"]),
            kg_text(row["gross"] - row["credits"]),
            kg_text(row["credits"]),
        )
    if len(people) > SHOWN_PEOPLE:
        table.add_row(f"… {len(people) - SHOWN_PEOPLE} more", *[""] * 8)
    return table


def _months_table(figures: VintageFigures) -> Table:
    table = Table(title="Months", box=SIMPLE, title_justify="left")
    for name in ("person", "period", "category"):
        table.add_column(name)
    for name in ("activity", "kg", "baseline kg"):
        table.add_column(name, justify="right")
    table.add_column("counts")
    for row in figures.months.head(SHOWN_PEOPLE * 12).iter_rows(named=True):
        activity = f"{plain(row['activity'])} {row['unit']}" if row["activity"] is not None else "several units"
        table.add_row(
            row["person"],
            row["period"],
            row["category"],
            activity,
            plain(row["kg"]),
            plain(row["baseline_kg"]) if row["baseline_kg"] is not None else "-",
            "yes" if row["counted"] else f"no: {row['why']}",
        )
    return table
