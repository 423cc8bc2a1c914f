"""``abate credits``: everybody's emissions, baseline and credits of a period."""

from __future__ import annotations

import json
from pathlib import Path

import click

from abate.credits import load_methodology, period_figures, vintage_to_date
from abate.credits.show import as_json, print_tables
from abate.emissions import FactorLibrary, Period, load_manifest


@click.command(name="credits")
@click.argument("manifest", type=click.Path(path_type=Path))
@click.option("--period", "period_text", required=True, metavar="YYYY[-MM]", help="A month or a year.")
@click.option(
    "--methodology", required=True, type=click.Path(path_type=Path), metavar="FILE", help="The rules, a TOML file."
)
@click.option("--to-date", is_flag=True, help="From January through the period, as batches report it.")
@click.option(
    "--factors", type=click.Path(path_type=Path), metavar="FOLDER", help="Factor sets, if not those of Abate."
)
@click.option("--months", is_flag=True, help="Also show every month, and why it counts or not.")
@click.option("--json", "as_text", is_flag=True, help="For machines: decimal strings, exact.")
def credits(
    manifest: Path,
    period_text: str,
    methodology: Path,
    to_date: bool,
    factors: Path | None,
    months: bool,
    as_text: bool,
) -> None:
    """Show emissions, baseline, reduction, index and credits of everybody in MANIFEST.

    Credits are shown before and after the share that the correction reserve withholds. Only months that are complete in
    the data count.
    """
    period, rules, library = Period.parse(period_text), load_methodology(methodology), FactorLibrary.load(factors)
    read = load_manifest(manifest)
    if to_date:
        figures = vintage_to_date(read, rules, library, period.year, period)
    else:
        figures = period_figures(read, rules, library, period)
    if as_text:
        click.echo(json.dumps(as_json(figures), ensure_ascii=False, indent=2))
    else:
        print_tables(figures, months=months)
