"""From a timestamp's text to the instant it marks and the month it belongs to."""

from __future__ import annotations

from datetime import timedelta, timezone
from pathlib import Path
from typing import Final

import polars as pl

from abate.emissions.manifest import Manifest, Source
from abate.emissions.period import Period, parse_zone
from abate.emissions.readers.dropped import drop, drop_outside
from abate.emissions.readers.files import given
from abate.errors import InputError

DAY: Final = timedelta(days=1)

_OFFSET: Final = r"(?:Z|[+-]\d{2}:?\d{2})$"
_ISO: Final = r"^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(?:\.0+)?)?$"


def with_labels(frame: pl.DataFrame, source: Source, path: Path) -> pl.DataFrame:
    """Add ``label``, the timestamp as written, without a zone, and ``offset``, minutes east of UTC where it states
    them.

    Without a ``time_format`` a timestamp is ISO 8601, date or date and time, with or without an offset.

    Raises:
        InputError: a text is no such timestamp.
    """
    text = pl.col(given(source.time or "")).str.strip_chars()
    if source.time_format is not None:
        label = text.str.to_datetime(source.time_format, strict=False, time_unit="us")
        offset = pl.lit(None, pl.Int32)
        if "%z" in source.time_format or "%:z" in source.time_format:
            # such a label comes out as the UTC instant
            label, offset = label.dt.replace_time_zone(None), pl.lit(0, pl.Int32)
    else:
        zone = text.str.extract(f"({_OFFSET})").str.replace("Z", "+0000").str.replace(":", "")
        minutes = zone.str.slice(1, 2).cast(pl.Int32) * 60 + zone.str.slice(3, 2).cast(pl.Int32)
        offset = pl.when(zone.str.starts_with("-")).then(-minutes).otherwise(minutes)
        bare = text.str.replace(_OFFSET, "")
        parts = [bare.str.extract(_ISO, group) for group in (1, 2, 3)]
        whole = parts[0] + " " + parts[1].fill_null("00:00") + parts[2].fill_null(":00")
        label = whole.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_unit="us")
    frame = frame.with_columns(label.alias("label"), offset.alias("offset"))
    odd = frame.filter(pl.col("label").is_null() & pl.col("dropped").is_null())
    if len(odd):
        mend = None if source.time_format else 'say how it is written, such as time_format = "%d/%m/%Y %H:%M"'
        what = f"{odd[given(source.time or '')][0]!r} is not a time" + (
            f" written as {source.time_format}" if source.time_format else " of ISO 8601"
        )
        raise InputError(what, file=path, row=odd["row"][0], field=source.time, mend=mend)
    if source.midnight == "ends-day":
        at_midnight = pl.col("label").dt.truncate("1d") == pl.col("label")
        frame = frame.with_columns(pl.when(at_midnight).then(pl.col("label") + DAY).otherwise("label").alias("label"))
    return frame


def with_instants(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    """Add ``start``, the UTC instant of ``label``, in the source's time zone where the text states no offset.

    Daylight saving: a label in the hour that the clocks leave out is marked and dropped. In the hour that they show
    twice the first row of a source with that label is the earlier instant and the second the later; a third is a
    duplicate.
    """
    zone = parse_zone(source.timezone or "UTC")
    label = pl.col("label")
    if isinstance(zone, timezone):
        local = label - zone.utcoffset(None)
    else:
        seen = pl.int_range(pl.len()).over("person", "source", "label")
        which = pl.when(seen == 0).then(pl.lit("earliest")).otherwise(pl.lit("latest"))
        local = (
            label.dt.replace_time_zone(source.timezone, ambiguous=which, non_existent="null")
            .dt.convert_time_zone("UTC")
            .dt.replace_time_zone(None)
        )
    stated = label - pl.duration(minutes=pl.col("offset"))
    frame = frame.with_columns(pl.when(pl.col("offset").is_null()).then(local).otherwise(stated).alias("start"))
    return drop(frame, pl.col("start").is_null(), "a local time that the clocks leave out")


def with_utc_start(frame: pl.DataFrame, source: Source, path: Path) -> pl.DataFrame:
    """Both of the above, for rows whose timestamp marks an event."""
    return with_instants(with_labels(frame, source, path), source)


def with_month(frame: pl.DataFrame, manifest: Manifest, period: Period) -> pl.DataFrame:
    """Add ``period``, the month of the asked period that ``start`` lies in by the clocks of ``period_timezone``.

    Rows outside it are marked.
    """
    month = pl.lit(None, pl.String)
    for each in reversed(period.months()):
        start, end = (moment.replace(tzinfo=None) for moment in each.bounds(manifest.period_timezone))
        month = pl.when((pl.col("start") >= start) & (pl.col("start") < end)).then(pl.lit(str(each))).otherwise(month)
    frame = frame.with_columns(month.alias("period"))
    return drop_outside(frame, pl.col("period").is_null() & pl.col("start").is_not_null())
