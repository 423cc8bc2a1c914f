"""Reads one source of a manifest with the reader of its kind."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from abate.emissions.decimals import ACTIVITY, SHARE
from abate.emissions.manifest import Manifest, Source
from abate.emissions.period import Period
from abate.emissions.readers.dropped import LOST
from abate.emissions.readers.interval import interval_lines
from abate.emissions.readers.register import register_lines
from abate.emissions.readers.table import read_rows
from abate.emissions.readers.total import total_lines

LINES = (
    "period", "person", "category", "source", "factor", "factor_year", "activity", "unit", "coverage", "reason", "lost",
)  # fmt: skip
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

    def reach(self) -> str:
        """From when to when the file has rows, such as ``2012-02 to 2014-03``."""
        when = self.rows["start"].dt.strftime("%Y-%m") if "start" in self.rows.columns else self.rows["period"]
        known = [str(each) for each in when.drop_nulls().unique().sort()]
        return "no rows" if not known else known[0] if len(known) == 1 else f"{known[0]} to {known[-1]}"

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
            "coverage": _mean(lines["coverage"]),
            "incomplete": int((~lines["complete"]).sum()),
            "longest_zero_run_hours": self.longest_zero_run_hours,
        }


def _lost(rows: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """A line of no activity and no coverage for each source that has rows in a period and none of use.

    Without it a person's other sources would pass for all there is.
    """
    lost = rows.filter(
        pl.col("dropped").is_in(list(LOST)) & pl.all_horizontal(pl.col("period", "factor").is_not_null())
    )
    keys = ["period", "person", "source"]
    return (
        lost.join(lines, on=keys, how="anti")
        .group_by(keys, maintain_order=True)
        .agg(
            pl.col("factor").first(),
            pl.lit(0, pl.Decimal(38, 0)).alias("value"),
            pl.lit(0, SHARE).alias("coverage"),
            pl.format("no usable reading ({})", pl.col("dropped").first()).alias("reason"),
            pl.lit(True).alias("lost"),
        )
    )


def _mean(coverage: pl.Series) -> Decimal | None:
    if not len(coverage):
        return None
    # a column of decimals adds up to a Decimal
    return (Decimal(coverage.sum()) / len(coverage)).quantize(Decimal("0.000001"))


def read_source(source: Source, manifest: Manifest, people: pl.DataFrame | None, period: Period) -> SourceReading:
    """Read one source's file for a period.

    Raises:
        InputError: see ``abate.emissions.measure``.
    """
    rows = read_rows(source, manifest, people)
    lines, rows, zero_run = READERS[source.kind](rows, source, manifest, period)
    lines = pl.concat([lines.with_columns(pl.lit(False).alias("lost")), _lost(rows, lines)], how="diagonal_relaxed")
    lines = lines.with_columns(
        pl.lit(source.category).alias("category"),
        pl.lit(source.factor_year, pl.Int32).alias("factor_year"),
        pl.lit(source.unit).alias("unit"),
        pl.col("value").cast(ACTIVITY).alias("activity"),
        pl.col("coverage").cast(SHARE),
    ).select(LINES)
    return SourceReading(source, lines, rows, zero_run)
