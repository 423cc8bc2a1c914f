"""Registers: each row is what a meter has counted in all; what was used is the difference to the next row."""

from __future__ import annotations

import polars as pl

from abate.emissions.manifest import Manifest, Source
from abate.emissions.period import Period
from abate.emissions.readers.dropped import drop
from abate.emissions.readers.duplicates import drop_duplicates
from abate.emissions.readers.steps import DAY_SECONDS, coverage, month_seconds, with_steps
from abate.emissions.readers.times import with_instants, with_labels, with_month

READING = ["person", "source", "start"]


def register_lines(
    frame: pl.DataFrame, source: Source, manifest: Manifest, period: Period
) -> tuple[pl.DataFrame, pl.DataFrame, int]:
    """Sums of the differences per month, person, source and factor; the rows with their reasons; the longest
    standstill.

    A difference belongs to the month in which it starts. Over a gap inside a month it is as good as any other, for a
    register forgets nothing; a gap over a month's end is dropped, because nobody knows how to split it. A register that
    falls was reset, changed or misread: that difference is dropped. Dropped differences lower the coverage. One reading
    below both its neighbours, of which the later is not below the earlier, was misread: it is left out like a missing
    one, for its fall is no reset and its rise no consumption.
    """
    path = manifest.folder / source.file
    frame = with_instants(with_steps(with_labels(frame, source, path), source, path), source)
    frame = drop_duplicates(frame, READING, source, path)
    frame = _drop_misread(frame)
    counted = frame.filter(pl.col("dropped").is_null()).sort("person", "source", "start")
    following = pl.col("value", "start").shift(-1).over("person", "source").name.prefix("next_")
    used = counted.with_columns(following).select(
        "row", "next_start", (pl.col("next_value") - pl.col("value")).alias("used"),
        (pl.col("next_start") - pl.col("start")).dt.total_seconds().alias("seconds"),
    )  # fmt: skip
    frame = frame.join(used, on="row", how="left", maintain_order="left")
    frame = with_month(frame, manifest, period)
    frame = drop(frame, pl.col("used").is_null(), "no later reading")
    frame = drop(frame, pl.col("used") < 0, "the register falls")
    frame = _drop_gaps_over_month_ends(frame, manifest, period)
    return _sums(frame, manifest, period), frame, _longest_standstill(frame)


def _drop_misread(frame: pl.DataFrame) -> pl.DataFrame:
    """A register that was reset stays below its old figure for a while; one that is back at once was misread."""
    before, after = (pl.col("value").shift(by).over("person", "source") for by in (1, -1))
    misread = (
        frame.filter(pl.col("dropped").is_null())
        .sort("person", "source", "start")
        .filter((pl.col("value") < before) & (before <= after))
    )
    return drop(frame, pl.col("row").is_in(misread["row"].implode()), "below both neighbours")


def _drop_gaps_over_month_ends(frame: pl.DataFrame, manifest: Manifest, period: Period) -> pl.DataFrame:
    end = pl.lit(None, pl.Datetime("us"))
    for month in period.months():
        closes = month.bounds(manifest.period_timezone)[1].replace(tzinfo=None)
        end = pl.when(pl.col("period") == str(month)).then(pl.lit(closes)).otherwise(end)
    # one step may be a day of 25 hours
    longest = pl.col("step") + pl.when(pl.col("step") % DAY_SECONDS == 0).then(3600).otherwise(0)
    gap = (pl.col("seconds") > longest) & (pl.col("next_start") > end)
    return drop(frame, gap, "a gap over the month's end")


def _sums(frame: pl.DataFrame, manifest: Manifest, period: Period) -> pl.DataFrame:
    alone = ["period", "person", "source"]
    counts = pl.col("dropped").is_null()
    inside = frame.filter(pl.col("period").is_not_null())
    covered = inside.group_by(alone, maintain_order=True).agg(pl.col("seconds").filter(counts).sum())
    covered = covered.join(month_seconds(manifest, period), on="period", how="left", maintain_order="left").select(
        *alone, coverage(pl.col("seconds"), pl.col("by_clock"))
    )
    sums = (
        inside.filter(counts).group_by([*alone, "factor"], maintain_order=True).agg(pl.col("used").sum().alias("value"))
    )
    return sums.join(covered, on=alone, how="left", maintain_order="left").with_columns(
        pl.lit(None, pl.String).alias("reason")
    )


def _longest_standstill(frame: pl.DataFrame) -> int:
    still = (
        frame.filter(pl.col("dropped").is_null())
        .sort("person", "source", "start")
        .with_columns((pl.col("used") == 0).alias("still"))
        .with_columns(pl.struct("person", "source", "still").rle_id().alias("run"))
        .filter("still")
        .group_by("run")
        .agg(pl.col("seconds").sum())
    )
    longest = still["seconds"].max()
    return longest // 3600 if isinstance(longest, int) else 0
