"""Refuses a source that is counted twice: a meter, a vehicle, whatever has an id."""

from __future__ import annotations

import polars as pl

from abate.emissions.manifest import Manifest
from abate.errors import InputError


def refuse_double_counting(lines: pl.DataFrame, manifest: Manifest) -> None:
    """A source counts for one person, in one ``[[source]]`` block, and either by the year or by the month.

    Args:
        lines: with ``period``, ``person``, ``source`` and ``block``, the position of their ``[[source]]``.
        manifest: named in the error.

    Raises:
        InputError: one does not; the text names the source and what counts it.
    """
    year = pl.col("period").str.slice(0, 4)
    by_year = (pl.col("period").str.len_chars() == 4).any().over(year, "source")
    lines = lines.with_columns(pl.when(by_year).then(year).otherwise("period").alias("span"), pl.col("block") + 1)
    counted = lines.group_by("span", "source").agg(pl.col("person", "block", "period").n_unique())
    for column, what in (("person", "people"), ("block", "[[source]] blocks"), ("period", "periods")):
        clash = counted.filter(pl.col(column) > 1).sort("span", "source")
        if len(clash):
            span, source = clash.select("span", "source").row(0)
            values = lines.filter((pl.col("span") == span) & (pl.col("source") == source))[column].unique().sort()
            raise InputError(
                f"source {source!r} is counted twice in {span}, by the {what} {values[0]} and {values[1]}",
                file=manifest.path, field="source_id",
                mend="give each meter or vehicle an id of its own, and count each once",
            )  # fmt: skip
