"""Opens a source's file: people, sources, values and factors of every row, all still in the file's order.

Columns of the frame: ``row`` (line number), every column that the manifest names (text, called ``given(name)``),
``person``, ``source`` (what must not be counted twice), ``value`` (exact decimal in the source's unit, null where
there is none), ``factor`` (pattern) and ``dropped`` (the reason, or null).
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from abate.emissions.manifest import Manifest, Source
from abate.emissions.readers.dropped import drop
from abate.emissions.readers.factor_map import with_factors
from abate.emissions.readers.files import given, read_csv, read_whole_csv
from abate.emissions.readers.numbers import with_values
from abate.errors import InputError


def read_people(manifest: Manifest) -> pl.DataFrame | None:
    """The people file with its person column renamed ``person``, all columns text; None where the manifest has none.

    Raises:
        InputError: the file or its person column is missing, or somebody stands in it twice.
    """
    if manifest.people is None:
        return None
    path = manifest.folder / manifest.people
    column = manifest.people_column
    ids = read_csv(path, (column,))
    twice = ids.filter(pl.col(given(column)).is_duplicated())
    if len(twice):
        row, person = twice.row(len(twice) - 1)
        raise InputError(f"{person!r} stands here twice", file=path, row=row, field=column)
    frame = read_whole_csv(path)
    if column != "person" and "person" in frame.columns:
        raise InputError("is another column than people_column", file=path, field="person", mend="give it another name")
    return frame.rename({column: "person"})


def read_rows(source: Source, manifest: Manifest, people: pl.DataFrame | None) -> pl.DataFrame:
    """All rows of a source's file, each with what counts of it or why it does not.

    Raises:
        InputError: a file or column is missing, a number cannot be read, or a row's factor is not in the map.
    """
    path = manifest.folder / source.file
    frame = read_csv(path, source.columns(), manifest.obtain, source.separator).with_columns(
        pl.lit(None, pl.String).alias("dropped")
    )
    for column, allowed in source.where.items():
        frame = drop(frame, ~pl.col(given(column)).is_in(list(allowed)), f"{column} is none of {', '.join(allowed)}")
    frame = _with_people(frame, source, path)
    if people is not None:
        frame = drop(frame, ~pl.col("person").is_in(people["person"].implode()), "not in the people list")
    frame = with_values(frame, source, path)
    return with_factors(frame, source, manifest, path)


def _with_people(frame: pl.DataFrame, source: Source, path: Path) -> pl.DataFrame:
    for column in filter(None, (source.person_column, *source.source_columns)):
        blank = frame.filter(pl.col("dropped").is_null() & (pl.col(given(column)) == ""))
        if len(blank):
            raise InputError("is blank", file=path, row=blank["row"][0], field=column)
    person = pl.lit(source.person) if source.person is not None else pl.col(given(source.person_column or ""))
    frame = frame.with_columns(person.alias("person"))
    if source.source_columns:
        parts = [pl.lit(source.source_id)] if source.source_id else []
        named: pl.Expr = pl.concat_str(
            [*parts, *(pl.col(given(column)) for column in source.source_columns)], separator="/"
        )
    elif source.source_id and source.person is not None:
        named = pl.lit(source.source_id)
    else:
        named = pl.concat_str([pl.lit(source.source_id or source.category), pl.col("person")], separator="/")
    return frame.with_columns(named.alias("source"))
