"""``abate factors``: which emission factors there are."""

from __future__ import annotations

import json
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from abate.emissions.decimals import plain
from abate.emissions.factors import Factor, FactorLibrary, FactorSet

WIDTH = 160
"""Columns of a table that does not go to a terminal."""


@click.command()
@click.argument("set_name", metavar="[SET]", required=False)
@click.option("--year", type=int, help="Only factors of this year.")
@click.option("--find", metavar="TEXT", help="Only factors whose name or title holds this text.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON with exact decimal texts.")
def factors(set_name: str | None, year: int | None, find: str | None, as_json: bool) -> None:
    """List the factor sets, or the factors of one SET with unit, year and source."""
    library = FactorLibrary.load()
    if set_name is None:
        sets = list(library)
        _print([_set_data(each) for each in sets] if as_json else _sets_table(sets))
        return
    chosen = library.set(set_name)
    listed = [
        factor
        for factor in chosen.factors
        if year in (None, factor.year) and (find or "").lower() in f"{factor.name} {factor.title}".lower()
    ]
    if as_json:
        _print({**_set_data(chosen), "factors": [_factor_data(factor) for factor in listed]})
        return
    _print(_factors_table(chosen, listed))


def _print(what: object) -> None:
    if isinstance(what, Table):
        console = Console()
        (console if console.is_terminal else Console(width=WIDTH)).print(what)
    else:
        click.echo(json.dumps(what, ensure_ascii=False, indent=2))


def _sets_table(sets: list[FactorSet]) -> Table:
    table = Table(title="Factor sets", caption="abate factors SET lists a set's factors")
    table.add_column("Set", no_wrap=True)
    table.add_column("Factors", justify="right")
    for column in ("Years", "Counts", "Source", "Licence"):
        table.add_column(column, overflow="fold")
    table.add_column("Hash", no_wrap=True)
    for each in sets:
        years = "-".join(str(year) for year in sorted(set(each.source.valid_years)))
        digest = f"0x{each.hash.hex()[:8]}…"
        source = each.source
        table.add_row(each.name, str(len(each.factors)), years, source.gases, source.citation, source.licence, digest)
    return table


def _factors_table(chosen: FactorSet, listed: list[Factor]) -> Table:
    source = chosen.source
    table = Table(
        title=f"{source.title}; {source.version}",
        caption=f"{source.gas_basis}. {source.attribution} Licence: {source.licence}. Hash 0x{chosen.hash.hex()}",
    )
    table.add_column("Factor", overflow="fold")
    table.add_column("What")
    table.add_column(f"kg {source.gases}", justify="right", no_wrap=True)
    for column in ("per", "Year", "From"):
        table.add_column(column)
    for factor in listed:
        table.add_row(factor.id, factor.title, plain(factor.kg), factor.unit, str(factor.year), factor.origin)
    return table


def _set_data(chosen: FactorSet) -> dict[str, Any]:
    return {
        "set": chosen.name,
        "hash": "0x" + chosen.hash.hex(),
        **chosen.source.model_dump(mode="json", exclude={"gwp"}),
        "gwp": {gas: plain(potential) for gas, potential in chosen.source.gwp.items()},
    }


def _factor_data(factor: Factor) -> dict[str, Any]:
    return {
        "id": factor.id, "title": factor.title, "kg": plain(factor.kg), "unit": factor.unit, "year": factor.year,
        "origin": factor.origin, "source": factor.source,
    }  # fmt: skip
