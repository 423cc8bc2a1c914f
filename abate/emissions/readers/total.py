"""Totals: each row is an amount of a whole period, or an event such as a trip or a meal."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from abate.emissions.decimals import ACTIVITY, SHARE
from abate.emissions.manifest import Manifest, Source
from abate.emissions.period import Period
from abate.emissions.readers.dropped import UNMAPPED, UNUSABLE, drop_outside
from abate.emissions.readers.duplicates import drop_duplicates
from abate.emissions.readers.files import given
from abate.emissions.readers.flags import flags, shares
from abate.emissions.readers.times import with_month, with_utc_start
from abate.errors import InputError

ALONE = ["period", "person", "source"]


def total_lines(
    frame: pl.DataFrame, source: Source, manifest: Manifest, period: Period
) -> tuple[pl.DataFrame, pl.DataFrame, None]:
    """Sums per period, person, source and factor, and the rows with their reasons.

    A row counts when its period is the asked one or a month of the asked year; a year is never split into months. A
    total speaks for its whole period unless a column says otherwise: ``complete_column``, ``coverage_column``, or
    ``sampled_days_column``, which makes the sum an estimate for the period from the days that were recorded.
    """
    path = manifest.folder / source.file
    frame = _with_period(frame, source, manifest, period, path)
    if source.duplicates != "all":
        frame = drop_duplicates(frame, [*ALONE, "factor"], source, path)
    if source.complete_column is not None:
        frame = frame.with_columns(flags(frame, source.complete_column, path).cast(SHARE).alias("share"))
    elif source.coverage_column is not None:
        frame = frame.with_columns(shares(frame, source, path).alias("share"))
    else:
        frame = frame.with_columns(pl.lit(1, SHARE).alias("share"))
    used = frame.filter(pl.col("dropped").is_null())
    keys = [*ALONE, "factor"]
    lines = used.group_by(keys, maintain_order=True).agg(pl.col("value").sum(), pl.col("share").min().alias("coverage"))
    lines = lines.join(_unusable(frame), on=ALONE, how="left", maintain_order="left")
    if source.complete_column is not None:
        marked = pl.when(pl.col("coverage") == 0).then(pl.lit(f"{source.complete_column} is false in the data"))
        lines = lines.with_columns(pl.coalesce("reason", marked).alias("reason"))
    if source.sampled_days_column is not None:
        lines = _scaled_up(lines, frame, source)
    return lines, frame, None


def _with_period(frame: pl.DataFrame, source: Source, manifest: Manifest, period: Period, path: Path) -> pl.DataFrame:
    if source.time is not None:
        return with_month(with_utc_start(frame, source, path), manifest, period)
    if source.period is not None:
        frame = frame.with_columns(pl.lit(source.period).alias("period"))
    else:
        frame = frame.with_columns(pl.col(given(source.period_column or "")).str.strip_chars().alias("period"))
        for text in frame["period"].unique():
            try:
                Period.parse(text)
            except InputError as problem:
                row = frame.filter(pl.col("period") == text)["row"][0]
                raise InputError(
                    problem.what, file=path, row=row, field=source.period_column, mend=problem.mend
                ) from None
    wanted = [str(period), *(str(month) for month in period.months())]
    return drop_outside(frame, ~pl.col("period").is_in(wanted))


def _unusable(frame: pl.DataFrame) -> pl.DataFrame:
    """Per period, person and source the rows that should have counted and could not: the sum lacks them."""
    lost = frame.filter(pl.col("dropped").is_in(list(UNUSABLE))).group_by(ALONE).agg(pl.len().alias("lost"))
    return lost.select(*ALONE, pl.format("{} of its rows cannot be used", "lost").alias("reason"))


def _scaled_up(lines: pl.DataFrame, frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    # a day of which nothing could be priced was recorded all the same
    recorded = frame.filter(pl.col("dropped").is_null() | pl.col("dropped").is_in([UNMAPPED, *UNUSABLE]))
    days = recorded.group_by(ALONE).agg(
        pl.col(given(source.sampled_days_column or "")).n_unique().cast(pl.Int64).alias("days")
    )
    whole = Period.parse(source.period or "").days()
    return (
        lines.join(days, on=ALONE, how="left", maintain_order="left")
        .with_columns(
            (pl.col("value").cast(ACTIVITY) * whole / pl.col("days").cast(pl.Decimal(38, 0)))
            .cast(ACTIVITY)
            .alias("value"),
            (pl.col("days").cast(SHARE) / whole).cast(SHARE).alias("coverage"),
        )
        .drop("days")
    )
