"""``abate emissions``: what people's activity emitted in a period."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import polars as pl
from rich.console import Console
from rich.table import Table

from abate.emissions import EmissionReport, FactorLibrary, Period, calculate, load_manifest
from abate.emissions.decimals import plain
from abate.emissions.report import report_data, summed_lines
from abate.errors import InputError
from abate.units import grams_from_kg, kg_text

WIDTH = 160
"""Columns of a table that does not go to a terminal."""


@click.command()
@click.argument("manifest", type=click.Path(path_type=Path))
@click.option("--period", required=True, metavar="PERIOD", help="A month such as 2021-01, or a year such as 2021.")
@click.option("--people", default=20, show_default=True, type=click.IntRange(0), help="List at most so many people.")
@click.option("--person", help="List this person alone.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON with exact decimal texts.")
def emissions(manifest: Path, period: str, people: int, person: str | None, as_json: bool) -> None:
    """Emissions per person, category and source, from the activity data that MANIFEST describes."""
    library = FactorLibrary.load()
    report = calculate(load_manifest(manifest), Period.parse(period), library)
    if person is not None and person not in report.people["person"]:
        raise InputError(f"nobody called {person!r} has readings in {period}")
    if as_json:
        click.echo(json.dumps(report_data(report, library), ensure_ascii=False))
        return
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    shown = report.people if person is None else report.people.filter(pl.col("person") == person)
    console.print(_lines_table(report, library, shown.head(people)))
    if len(shown) > people:
        console.print(f"… and {len(shown) - people} more people: --people lists more of them, --json all")
    console.print(_totals(report))
    console.print(_sources_table(report))


def _lines_table(report: EmissionReport, library: FactorLibrary, people: pl.DataFrame) -> Table:
    sets = [f"{name}: {library.set(name).source.citation}" for name in report.factor_set_hashes]
    table = Table(title=f"Emissions in {report.period}", caption="Factors of " + "; ".join(sets))
    for column in (
        "Person",
        "Category",
        "Source",
        "Activity",
        "Unit",
        "kg per unit",
        "Factor",
        "Grams CO2e",
        "Complete",
    ):
        table.add_column(column, justify="right" if column in ("Activity", "kg per unit", "Grams CO2e") else "left")
    lines = summed_lines(report).filter(pl.col("person").is_in(people["person"].implode()))
    of_person: dict[str, list[dict[str, Any]]] = {}
    for line in lines.iter_rows(named=True):
        of_person.setdefault(line["person"], []).append(line)
    for person, grams, complete in people.iter_rows():
        for line in of_person.get(person, []):
            table.add_row(
                person, line["category"], line["source"], plain(line["activity"]), line["unit"], plain(line["factor"]),
                line["factor_id"], f"{grams_from_kg(Decimal(plain(line['kg'])))}",
                "yes" if line["complete"] else f"no: {line['reason']}",
            )  # fmt: skip
        # one line's rounded grams are the total already
        if len(of_person.get(person, [])) != 1:
            total = "" if complete else "no"
            table.add_row(person, "all", "", "", "", "", "", str(grams), total or "yes", style="bold", end_section=True)
    return table


def _totals(report: EmissionReport) -> str:
    grams = int(report.people["grams"].sum())
    complete = int(report.people["complete"].sum())
    people = "1 person" if len(report.people) == 1 else f"{len(report.people)} people"
    return f"{people}, {kg_text(grams)} kg CO2e in all; {complete} with complete data"


def _sources_table(report: EmissionReport) -> Table:
    table = Table(title="Sources")
    for column in (
        "Source",
        "File",
        "Kind",
        "Rows read",
        "used",
        "dropped",
        "Coverage",
        "Incomplete",
        "Longest zero run",
    ):
        table.add_column(
            column, justify="right" if column in ("Rows read", "used", "Coverage", "Incomplete") else "left"
        )
    for source in report.sources.iter_rows(named=True):
        dropped = ", ".join(f"{each['rows']} {each['reason']}" for each in source["dropped"])
        coverage, zeros = source["coverage"], source["longest_zero_run_hours"]
        table.add_row(
            source["source"], source["file"], source["kind"], str(source["rows_read"]), str(source["rows_used"]),
            dropped or "none", "" if coverage is None else f"{plain(coverage * 100)} %", str(source["incomplete"]),
            "" if zeros is None else f"{zeros} h",
        )  # fmt: skip
    return table
