"""Reads one source of a manifest with the reader of its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from abate.emissions.decimals import ACTIVITY, SHARE
from abate.emissions.manifest import Manifest, Source
from abate.emissions.period import Period
from abate.emissions.readers.interval import interval_lines
from abate.emissions.readers.register import register_lines
from abate.emissions.readers.table import read_rows
from abate.emissions.readers.total import total_lines

LINES = ("period", "person", "category", "source", "factor", "factor_year", "activity", "unit", "coverage", "reason")
READERS = {"interval": interval_lines, "register": register_lines, "total": total_lines}


@dataclass(frozen=True)
class SourceReading:
    """What one ``[[source]]`` gave: its lines, and every row of its file with the reason why it does not count."""

    source: Source
    lines: pl.DataFrame
    rows: pl.DataFrame
    longest_zero_run_hours: int | None

    @property
    def people(self) -> pl.Series:
        """Everybody who has a row, used or not."""
        return self.rows["person"].unique()

    def report(self, lines: pl.DataFrame) -> dict[str, Any]:
        """The row of ``ActivityReport.sources``; ``lines`` are this source's, with ``complete``."""
        dropped = self.rows.filter(pl.col("dropped").is_not_null()).group_by(pl.col("dropped").alias("reason"))
        return {
            "source": self.source.source_id or self.source.file,
            "file": self.source.file,
            "category": self.source.category,
            "kind": self.source.kind,
            "rows_read": len(self.rows),
            "rows_used": self.rows["dropped"].null_count(),
            "dropped": dropped.agg(pl.len().alias("rows").cast(pl.Int64)).sort("reason").to_dicts(),
            "coverage": lines["coverage"].mean() if len(lines) else None,
            "incomplete": int((~lines["complete"]).sum()),
            "longest_zero_run_hours": self.longest_zero_run_hours,
        }


def read_source(source: Source, manifest: Manifest, people: pl.DataFrame | None, period: Period) -> SourceReading:
    """Read one source's file for a period.

    Raises:
        InputError: see ``abate.emissions.measure``.
    """
    rows = read_rows(source, manifest, people)
    lines, rows, zero_run = READERS[source.kind](rows, source, manifest, period)
    lines = lines.with_columns(
        pl.lit(source.category).alias("category"),
        pl.lit(source.factor_year, pl.Int32).alias("factor_year"),
        pl.lit(source.unit).alias("unit"),
        pl.col("value").cast(ACTIVITY).alias("activity"),
        pl.col("coverage").cast(SHARE),
    ).select(LINES)
    return SourceReading(source, lines, rows, zero_run)
