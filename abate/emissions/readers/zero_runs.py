"""Runs of readings that are exactly zero: a house that stands empty, or a meter that stands still."""

from __future__ import annotations

import polars as pl

from abate.emissions.manifest import Source
from abate.emissions.readers.dropped import drop


def drop_zero_runs(frame: pl.DataFrame, source: Source) -> tuple[pl.DataFrame, int]:
    """Mark the readings of runs longer than ``longest_zero_run_hours``; and tell the longest run that counts, in hours.

    Without that key every zero counts: a boiler in summer and a holiday home read zero for weeks. Rows that do not
    count neither make nor break a run.
    """
    counted = frame.filter(pl.col("dropped").is_null()).select("row", "person", "source", "start", "step", "value")
    runs = (
        counted.sort("person", "source", "start")
        .with_columns((pl.col("value") == 0).alias("zero"))
        .with_columns(pl.struct("person", "source", "zero").rle_id().alias("run"))
        .filter("zero")
        .with_columns(pl.col("step").sum().over("run").alias("seconds"))
    )
    if source.longest_zero_run_hours is not None:
        too_long = pl.col("seconds") > source.longest_zero_run_hours * 3600
        frame = drop(frame, pl.col("row").is_in(runs.filter(too_long)["row"].implode()), "zero for too long")
        runs = runs.filter(~too_long)
    longest = runs["seconds"].max()
    return frame, longest // 3600 if isinstance(longest, int) else 0
