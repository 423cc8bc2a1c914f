"""Metered readings priced one by one, with the hour, weekday and date that the clocks of the manifest's zone showed."""

from __future__ import annotations

from datetime import timezone

import polars as pl

from abate.emissions import FactorLibrary, Manifest, Period, apply_factors
from abate.emissions.decimals import ACTIVITY
from abate.emissions.period import parse_zone
from abate.emissions.readers.kinds import SourceReading, read_source
from abate.emissions.readers.table import read_people

COLUMNS = ["person", "category", "source", "date", "month", "weekday", "hour", "kg"]


def readings(manifest: Manifest, period: Period) -> list[SourceReading]:
    """Every source of the manifest, read for a period.

    Raises:
        InputError: as ``abate.emissions.measure``.
    """
    people = read_people(manifest)
    return [read_source(source, manifest, people, period) for source in manifest.sources]


def priced(reading: SourceReading, library: FactorLibrary) -> pl.DataFrame:
    """The rows of a source that count, each with its ``activity``, ``unit``, ``factor_id`` and ``kg``.

    Raises:
        InputError: a factor does not exist for the year or the unit.
    """
    source = reading.source
    rows = reading.rows.filter(pl.col("dropped").is_null() & pl.col("period").is_not_null())
    return apply_factors(
        rows.with_columns(
            pl.lit(source.category).alias("category"),
            pl.lit(source.factor_year, pl.Int32).alias("factor_year"),
            pl.lit(source.unit).alias("unit"),
            pl.col("used" if source.kind == "register" else "value").cast(ACTIVITY).alias("activity"),
        ),
        library,
    )


def timed(read: list[SourceReading], manifest: Manifest, library: FactorLibrary) -> pl.DataFrame:
    """``COLUMNS`` of every reading of a meter; ``weekday`` is 1 for Monday, ``hour`` null for readings of a day."""
    parts = []
    for reading in read:
        if reading.source.kind == "total":
            continue
        rows = priced(reading, library)
        local = _local(pl.col("start"), manifest.period_timezone)
        daily = pl.col("step") >= 86_400
        parts.append(
            rows.with_columns(local.alias("local")).select(
                "person",
                "category",
                "source",
                pl.col("local").dt.date().alias("date"),
                pl.col("local").dt.strftime("%Y-%m").alias("month"),
                pl.col("local").dt.weekday().cast(pl.Int32).alias("weekday"),
                pl.when(~daily).then(pl.col("local").dt.hour().cast(pl.Int32)).alias("hour"),
                "kg",
            )
        )
    return pl.concat(parts) if parts else pl.DataFrame()


def _local(start: pl.Expr, zone: str) -> pl.Expr:
    where = parse_zone(zone)
    if isinstance(where, timezone):
        return start + pl.lit(where.utcoffset(None))
    return start.dt.replace_time_zone("UTC").dt.convert_time_zone(zone).dt.replace_time_zone(None)
