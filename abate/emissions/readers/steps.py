"""How long one reading lasts, and how much of a month the readings cover."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import polars as pl

from abate.emissions.decimals import SHARE
from abate.emissions.manifest import Manifest, Source
from abate.emissions.period import Period
from abate.emissions.readers.dropped import UNUSABLE
from abate.errors import InputError

DAY_SECONDS: Final = 86_400


def with_steps(frame: pl.DataFrame, source: Source, path: Path) -> pl.DataFrame:
    """Add ``step``, seconds between readings: the commonest distance between neighbouring labels of the same source.

    A source with a single label takes the commonest distance of the file.

    Raises:
        InputError: no two labels differ, or readings are more than a day apart (such rows are totals).
    """
    known = frame.filter(pl.col("dropped").is_null() | pl.col("dropped").is_in(list(UNUSABLE)))
    if not len(known):
        return frame.with_columns(pl.lit(DAY_SECONDS, pl.Int64).alias("step"))
    labels = known.select("person", "source", "label").unique().sort("person", "source", "label")
    apart = labels.with_columns(pl.col("label").diff().over("person", "source").dt.total_seconds().alias("step"))
    counted = apart.drop_nulls("step").group_by("person", "source", "step").len()
    if not len(counted):
        raise InputError(
            "one reading alone does not say how long it lasts", file=path, mend='kind = "total" needs no step'
        )
    common = counted.group_by("step").agg(pl.col("len").sum()).sort(-pl.col("len").cast(pl.Int64), "step")["step"][0]
    own = counted.sort(-pl.col("len").cast(pl.Int64), "step").unique(["person", "source"], keep="first").drop("len")
    if max(own["step"]) > DAY_SECONDS and source.kind == "interval":
        raise InputError(
            f"readings are {max(own['step']) // DAY_SECONDS} days apart", file=path, field=source.time,
            mend='intervals are at most a day; longer ones are kind = "total"',
        )  # fmt: skip
    return frame.join(own, on=["person", "source"], how="left", maintain_order="left").with_columns(
        pl.col("step").fill_null(common)
    )


def month_seconds(manifest: Manifest, period: Period) -> pl.DataFrame:
    """Per month of the period its length in seconds: by the clock (23- and 25-hour days), and in whole days."""
    rows = []
    for month in period.months():
        start, end = month.bounds(manifest.period_timezone)
        rows.append((str(month), int((end - start).total_seconds()), month.days() * DAY_SECONDS))
    return pl.DataFrame(rows, schema=["period", "by_clock", "by_day"], orient="row")


def coverage(covered: pl.Expr, expected: pl.Expr) -> pl.Expr:
    """``covered / expected`` (whole seconds) rounded down to six decimals, at most 1."""
    millionths = (covered * 1_000_000 // expected).clip(0, 1_000_000)
    return (millionths.cast(pl.Decimal(38, 6)) * pl.lit("0.000001").cast(SHARE)).alias("coverage")
