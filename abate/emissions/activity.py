"""Measures activity: reads every source of a manifest and gives activity per period, person and source."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import polars as pl

from abate.emissions.decimals import SHARE, plain
from abate.emissions.double_counting import refuse_double_counting
from abate.emissions.manifest import Manifest
from abate.emissions.period import Period
from abate.emissions.readers.kinds import read_source
from abate.emissions.readers.table import read_people

COVERAGE_THRESHOLD: Final = Decimal("0.99")
"""Below this share of a period's time with usable readings, the period is not complete.

No gap is ever filled, so what is missing counts as nothing used; one part in a hundred (seven hours of a month) bounds
the error that a complete month can hold. A methodology may ask for more or less.
"""


@dataclass(frozen=True)
class ActivityReport:
    """Activity of one period; a year is reported month by month where the data say which month.

    ``lines``: one row per period, person, source and factor.

    ============= ================ ==============================================================================
    period        String           month, or year for amounts that are known per year only
    person        String
    category      String
    source        String           what must not be counted twice: a meter, a vehicle
    factor        String           pattern from the manifest, ``{year}`` not filled in
    factor_year   Int32, nullable  the year that fills it where the manifest insists on one; else the period's
    activity      Decimal(38, 12)  in ``unit``
    unit          String           the manifest's unit
    coverage      Decimal(38, 6)   share of the period's time with usable readings, 0 to 1
    complete      Boolean          coverage reaches the threshold
    reason        String, nullable why it is not complete
    ============= ================ ==============================================================================

    ``sources``: one row per ``[[source]]`` of the manifest:
    ``source``, ``file``, ``category``, ``kind``, ``rows_read``,
    ``rows_used``, ``dropped`` (list of ``reason`` and ``rows``), ``coverage`` (of all its lines), ``incomplete`` (how
    many lines are), ``longest_zero_run_hours`` (null for totals).

    ``known_zero``: people of the manifest's list without any row, where the manifest says that this means nothing
    emitted.
    """

    period: Period
    lines: pl.DataFrame
    sources: pl.DataFrame
    known_zero: tuple[str, ...]
    reach: tuple[str, ...] = ()


def measure(manifest: Manifest, period: Period, threshold: Decimal = COVERAGE_THRESHOLD) -> ActivityReport:
    """Read the manifest's sources and sum the activity of ``period``.

    Args:
        manifest: where the data lie and how to read them.
        period: a month, or a year (read once, reported month by month).
        threshold: least coverage of a complete line, 0 to 1.

    Raises:
        InputError: a file or column is missing, something in it cannot be read, rows contradict each other, or a
            source is counted twice.
    """
    people = read_people(manifest)
    read = [read_source(source, manifest, people, period) for source in manifest.sources]
    lines = pl.concat([each.lines.with_columns(pl.lit(index).alias("block")) for index, each in enumerate(read)])
    # somebody of whom nothing can be used is absent, not a person of zero
    lines = lines.filter((~pl.col("lost")).any().over("period", "person")).drop("lost")
    refuse_double_counting(lines, manifest)
    lines = lines.with_columns(
        ((pl.col("coverage") >= pl.lit(threshold, SHARE)) & pl.col("reason").is_null()).alias("complete")
    )
    low = pl.format("covered to {} %, less than {} %", _percent("coverage"), pl.lit(plain(threshold * 100)))
    lines = lines.with_columns(pl.when(~pl.col("complete")).then(pl.coalesce("reason", low)).alias("reason"))
    lines = lines.sort("person", "period", "category", "source", "factor", maintain_order=True)
    reports = [each.report(lines.filter(pl.col("block") == index)) for index, each in enumerate(read)]
    lines = lines.drop("block")
    zero: tuple[str, ...] = ()
    if manifest.without_rows == "zero" and people is not None:
        seen = pl.concat([each.people for each in read]).unique()
        zero = tuple(people["person"].filter(~people["person"].is_in(seen.implode())))
    return ActivityReport(
        period, lines, pl.DataFrame(reports, schema=SOURCES), zero, tuple(each.reach() for each in read)
    )


SOURCES: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "source": pl.String,
    "file": pl.String,
    "category": pl.String,
    "kind": pl.String,
    "rows_read": pl.Int64,
    "rows_used": pl.Int64,
    "dropped": pl.List(pl.Struct({"reason": pl.String, "rows": pl.Int64})),
    "coverage": SHARE,
    "incomplete": pl.Int64,
    "longest_zero_run_hours": pl.Int64,
}
"""Columns of ``ActivityReport.sources``."""


def _percent(share: str) -> pl.Expr:
    return (pl.col(share) * 100).cast(pl.String).str.replace(r"\.?0+$", "")
