"""What a baseline rule may look at: this year's rows and, where it looks back, last year's."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from abate.credits.methodology import Methodology
from abate.credits.months import measured, month_rows
from abate.credits.people import People
from abate.emissions import ActivityReport, FactorLibrary, Manifest, Period


@dataclass(frozen=True)
class Records:
    """The documents, people and activity behind a vintage to date.

    Attributes:
        report: activity of the vintage to date.
        rows: its ``month_rows``.
    """

    manifest: Manifest
    methodology: Methodology
    library: FactorLibrary
    vintage: int
    through: Period
    people: People
    report: ActivityReport
    rows: pl.DataFrame
    _earlier_rows: dict[str, pl.DataFrame] = field(default_factory=dict)

    @cached_property
    def earlier(self) -> ActivityReport:
        """Activity of the same months a year earlier, in the same categories."""
        year, threshold = self.vintage - 1, self.methodology.coverage_threshold
        return measured(self.manifest, year, threshold, self.through.year_earlier(), self.methodology.scope)

    def earlier_rows(self, factors: str) -> pl.DataFrame:
        """``month_rows`` of a year earlier, at this period's factors or at those of then; ``period`` is this year's."""
        if factors not in self._earlier_rows:
            rows = month_rows(self.earlier, self.library, self.vintage if factors == "this-period" else None)
            now = (pl.lit(f"{self.vintage:04d}") + pl.col("period").str.slice(4)).alias("period")
            self._earlier_rows[factors] = rows.with_columns(now)
        return self._earlier_rows[factors]
