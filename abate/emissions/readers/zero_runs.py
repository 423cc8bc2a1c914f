"""Runs of readings that are exactly zero: a house that stands empty, or a meter that stands still."""

from __future__ import annotations

import polars as pl

from abate.emissions.manifest import Source
from abate.emissions.readers.dropped import drop


def with_zero_runs(frame: pl.DataFrame) -> pl.DataFrame:
    """Add ``zero_run``, the seconds of the run of zeros that a reading is part of; null where it is not zero.

    Runs are those of the whole file, so that a month finds the same ones as its year. Rows that do not count neither
    make nor break a run.
    """
    counted = frame.filter(pl.col("dropped").is_null()).select("row", "person", "source", "start", "step", "value")
    runs = (
        counted.unique(["person", "source", "start"], keep="first", maintain_order=True)
        .sort("person", "source", "start")
        .with_columns((pl.col("value") == 0).alias("zero"))
        .with_columns(pl.struct("person", "source", "zero").rle_id().alias("run"))
        .filter("zero")
        .select("person", "source", "start", pl.col("step").sum().over("run").alias("zero_run"))
    )
    return frame.join(runs, on=["person", "source", "start"], how="left", maintain_order="left")


def drop_zero_runs(frame: pl.DataFrame, source: Source) -> tuple[pl.DataFrame, int]:
    """Mark the readings of runs longer than ``longest_zero_run_hours``; and tell the longest run that counts, in hours.

    Without that key every zero counts: a boiler in summer and a holiday home read zero for weeks.
    """
    if source.longest_zero_run_hours is not None:
        frame = drop(frame, pl.col("zero_run") > source.longest_zero_run_hours * 3600, "zero for too long")
    longest = frame.filter(pl.col("dropped").is_null())["zero_run"].max()
    return frame, longest // 3600 if isinstance(longest, int) else 0
