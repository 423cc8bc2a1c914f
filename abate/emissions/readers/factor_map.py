"""Gives each row its factor: the manifest's one, or the one that the row's codes have in a map."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from abate.emissions.factors import factor_pattern
from abate.emissions.manifest import Manifest, Source
from abate.emissions.readers.dropped import UNMAPPED, drop
from abate.emissions.readers.files import given, read_csv
from abate.errors import InputError


def with_factors(frame: pl.DataFrame, source: Source, manifest: Manifest, path: Path) -> pl.DataFrame:
    """Add ``factor``, the pattern ``set/{year}/name`` of each row.

    The map is a CSV with the columns ``factor_columns`` and ``factor``; a blank factor drops its rows on purpose. With
    ``factor_match = "longest-prefix"`` its one column holds beginnings of codes and the longest that fits a row wins.

    Raises:
        InputError: the map is not such a table, or a row that would count is not in it and ``unmapped`` is ``error``.
    """
    if source.factor_map is None:
        return frame.with_columns(pl.lit(source.factor).alias("factor"))
    table = _read_map(manifest.folder / source.factor_map, source)
    codes = [given(column) for column in source.factor_columns]
    if source.factor_match == "exact":
        frame = frame.join(table, on=codes, how="left", maintain_order="left")
    else:
        frame = _longest_prefix(frame, table, codes[0])
    unmapped = frame.filter(pl.col("factor").is_null() & pl.col("dropped").is_null())
    if len(unmapped) and source.unmapped == "error":
        row = unmapped.row(0, named=True)
        raise InputError(
            f"no factor for {', '.join(repr(row[code]) for code in codes)}",
            file=path, row=row["row"], field=", ".join(source.factor_columns),
            mend=f'add it to {source.factor_map} or say unmapped = "drop"',
        )  # fmt: skip
    frame = frame.with_columns(pl.col("factor").replace("", None))
    return drop(frame, pl.col("factor").is_null(), UNMAPPED)


def _read_map(path: Path, source: Source) -> pl.DataFrame:
    table = read_csv(path, (*source.factor_columns, "factor"))
    table = table.rename({given("factor"): "factor"})
    twice = table.filter(pl.struct(given(column) for column in source.factor_columns).is_duplicated())
    if len(twice):
        row = twice.row(len(twice) - 1)
        raise InputError("these codes stand here twice", file=path, row=row[0], field=", ".join(source.factor_columns))
    named = table.filter(pl.col("factor") != "")
    for row, factor in named.select(pl.col("row").first().over("factor"), "factor").unique().iter_rows():
        try:
            factor_pattern(factor)
        except InputError as problem:
            raise InputError(problem.what, file=path, row=row, field="factor", mend=problem.mend) from None
    return table.drop("row")


def _longest_prefix(frame: pl.DataFrame, table: pl.DataFrame, code: str) -> pl.DataFrame:
    best = pl.lit(None, pl.String)
    for length in sorted(table[code].str.len_chars().unique().to_list()):
        some = table.filter(pl.col(code).str.len_chars() == length)
        found = pl.col(code).str.slice(0, length).replace_strict(some[code], some["factor"], default=None)
        best = pl.coalesce(found, best)
    return frame.with_columns(best.alias("factor"))
