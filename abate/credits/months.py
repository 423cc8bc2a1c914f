"""From activity lines to one row per period, person and category, with what makes a month count or not."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import polars as pl

from abate.emissions import ActivityReport, FactorLibrary, Manifest, Period, apply_factors, measure
from abate.emissions.decimals import ACTIVITY, FACTOR, KG

METERED: Final = ("electricity", "gas", "heat")
"""Categories of which a source, once seen, is expected in every later month: a meter does not pause, a car may."""

ROW: Final = ["period", "person", "category"]


def measured(
    manifest: Manifest, year: int, threshold: Decimal, through: Period, scope: frozenset[str]
) -> ActivityReport:
    """The activity of a year up to the end of `through`, in the categories of `scope` (all where it is empty).

    Amounts that are known per year only are in it when `through` is the year.

    Raises:
        InputError: as ``abate.emissions.measure``.
    """
    report = measure(manifest, Period(year), threshold)
    known = [str(month) for month in Period(year).months() if through.is_year or month <= through]
    keep = pl.col("period").is_in([*known, str(year)] if through.is_year else known)
    if scope:
        keep &= pl.col("category").is_in(list(scope))
    return ActivityReport(report.period, report.lines.filter(keep), report.sources, report.known_zero)


def month_rows(report: ActivityReport, library: FactorLibrary, year: int | None = None) -> pl.DataFrame:
    """One row per period, person and category.

    Columns: ``activity`` and ``unit`` (null where the category's lines have several units), ``kg``, ``factor`` and
    ``factor_id`` (null where there are several), ``complete``, ``why`` (null where complete).

    Args:
        report: the activity.
        library: the factors.
        year: put the activity at the factors of this year instead of its own.

    Raises:
        InputError: a factor does not exist for the year or the unit.
    """
    lines = apply_factors(report.lines, library, year)
    one_unit, one_factor = pl.col("unit").n_unique() == 1, pl.col("factor_id").n_unique() == 1
    rows = lines.group_by(ROW).agg(
        pl.when(one_unit).then(pl.col("activity").sum()).cast(ACTIVITY).alias("activity"),
        pl.when(one_unit).then(pl.col("unit").first()).alias("unit"),
        pl.col("kg").sum().cast(KG),
        pl.when(one_factor).then(pl.col("factor").first()).cast(FACTOR).alias("factor"),
        pl.when(one_factor).then(pl.col("factor_id").first()).alias("factor_id"),
        pl.col("complete").all(),
        pl.col("reason").drop_nulls().first().alias("why"),
    )
    rows = _with_known_zero(rows, report)
    missing = _missing_sources(lines)
    return (
        rows.join(missing, on=["period", "person"], how="left")
        .with_columns(
            (pl.col("complete") & pl.col("missing").is_null()).alias("complete"),
            pl.coalesce("why", "missing", pl.when(~pl.col("complete")).then(pl.lit("not complete"))).alias("why"),
        )
        .drop("missing")
        .sort("person", "period", "category")
    )


def _missing_sources(lines: pl.DataFrame) -> pl.DataFrame:
    """Months in which a meter that was read in an earlier month has no readings: it concerns all the person's rows."""
    metered = lines.filter(pl.col("category").is_in(METERED) & (pl.col("period").str.len_chars() == 7))
    first = metered.group_by("person", "category", "source").agg(pl.col("period").min().alias("since"))
    expected = first.join(lines.select("period", "person").unique(), on="person").filter(
        pl.col("period") >= pl.col("since")
    )
    gone = expected.join(metered.select(*ROW, "source").unique(), on=[*ROW, "source"], how="anti")
    text = pl.format("no readings of {}", pl.col("source").sort().first())
    return gone.group_by("period", "person").agg(text.alias("missing"))


def _with_known_zero(rows: pl.DataFrame, report: ActivityReport) -> pl.DataFrame:
    """Adds people who are known to have emitted nothing: in each period and category that others have."""
    if not report.known_zero:
        return rows
    people = pl.DataFrame({"person": report.known_zero}, schema={"person": pl.String})
    zero = rows.select("period", "category").unique().join(people, how="cross")
    values = {"activity": pl.lit(0, ACTIVITY), "kg": pl.lit(0, KG), "complete": pl.lit(True)}
    typed = {name: values.get(name, pl.lit(None, rows.schema[name])) for name in rows.columns if name not in ROW}
    return pl.concat([rows, zero.with_columns(**typed).select(rows.columns)])
