"""Intervals: each row is the amount used since its label, or up to it, for one step of time."""

from __future__ import annotations

import polars as pl

from abate.emissions.manifest import Manifest, Source
from abate.emissions.period import Period
from abate.emissions.readers.dropped import drop
from abate.emissions.readers.duplicates import drop_duplicates
from abate.emissions.readers.flags import flags, shares
from abate.emissions.readers.steps import DAY_SECONDS, coverage, month_seconds, with_steps
from abate.emissions.readers.times import with_instants, with_labels, with_month
from abate.emissions.readers.zero_runs import drop_zero_runs, with_zero_runs

READING = ["person", "source", "start"]


def interval_lines(
    frame: pl.DataFrame, source: Source, manifest: Manifest, period: Period
) -> tuple[pl.DataFrame, pl.DataFrame, int]:
    """Sums per month, person, source and factor; the rows with their reasons; the longest run of zeros in hours.

    A reading belongs to the month in which it starts. Coverage is the time of the readings that count over the month's
    own length, with its 23- and 25-hour days; a reading whose own row is only partly covered counts with that share of
    its time.
    """
    path = manifest.folder / source.file
    frame = with_steps(with_labels(frame, source, path), source, path)
    # whole days are counted on the calendar, shorter steps on the clock: a day of 23 hours is a day, not 24 hours
    daily = pl.col("step") % DAY_SECONDS == 0
    step = pl.duration(seconds="step")
    ends = source.label == "end"
    frame = frame.with_columns(pl.when(daily & ends).then(pl.col("label") - step).otherwise("label").alias("label"))
    frame = with_instants(frame, source)
    frame = frame.with_columns(pl.when(~daily & ends).then(pl.col("start") - step).otherwise("start").alias("start"))
    if source.complete_column is not None:
        frame = drop(frame, pl.lit(flags(frame, source.complete_column, path)) == 0, "marked incomplete")
    frame = with_month(with_zero_runs(frame), manifest, period)
    frame = drop_duplicates(frame, READING, source, path)
    frame, zero_run = drop_zero_runs(frame, source)
    seconds = pl.col("step")
    if source.coverage_column is not None:
        frame = frame.with_columns(shares(frame, source, path).alias("share"))
        seconds = (pl.col("step") * pl.col("share")).cast(pl.Int64)
    return _sums(frame, seconds, manifest, period), frame, zero_run


def _sums(frame: pl.DataFrame, seconds: pl.Expr, manifest: Manifest, period: Period) -> pl.DataFrame:
    alone = ["period", "person", "source"]
    counts = pl.col("dropped").is_null()
    inside = frame.filter(pl.col("period").is_not_null())
    covered = inside.group_by(alone, maintain_order=True).agg(
        seconds.filter(counts).sum().alias("covered"), pl.col("step").first()
    )
    expected = pl.when(pl.col("step") % DAY_SECONDS == 0).then("by_day").otherwise("by_clock")
    covered = covered.join(month_seconds(manifest, period), on="period", how="left", maintain_order="left").select(
        *alone, coverage(pl.col("covered"), expected)
    )
    sums = inside.filter(counts).group_by([*alone, "factor"], maintain_order=True).agg(pl.col("value").sum())
    return sums.join(covered, on=alone, how="left", maintain_order="left").with_columns(
        pl.lit(None, pl.String).alias("reason")
    )
