"""Everybody's complete months, all years of the data, at the factors of one year: what a forecast is made from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from abate.credits.months import measured, month_rows
from abate.emissions import ActivityReport, FactorLibrary, Manifest, Period, measure
from abate.errors import InputError

MonthNumber = int
"""Months since the year 0, so that a year earlier is twelve less."""


def month_number(period: str) -> MonthNumber:
    """The number of a month.

    >>> month_number("2013-02") - month_number("2012-12")
    2
    """
    found = Period.parse(period)
    return found.year * 12 + (found.month or 1) - 1


def month_period(number: MonthNumber) -> Period:
    """The period of a month's number."""
    return Period(number // 12, number % 12 + 1)


@dataclass(frozen=True)
class Months:
    """Complete months.

    Attributes:
        rows: ``month_rows`` of all years, months only, complete and not.
        reports: the activity of each year.
        kg: per person the kilograms of each complete month; floats, since they only feed a forecast.
        factor_year: whose factors all months are put at.
    """

    rows: pl.DataFrame
    reports: Mapping[int, ActivityReport]
    kg: Mapping[str, Mapping[MonthNumber, float]]
    factor_year: int


def years_of(manifest: Manifest) -> list[int]:
    """The years that the manifest's files reach over.

    Raises:
        InputError: as ``abate.emissions.measure``.
    """
    reach = measure(manifest, Period(1900)).reach
    years = [int(year) for span in reach for year in re.findall(r"\b(\d{4})\b", span)]
    return list(range(min(years), max(years) + 1)) if years else []


def months_of(
    manifest: Manifest, library: FactorLibrary, threshold: Decimal, scope: frozenset[str] = frozenset()
) -> Months:
    """Measure every year, at the newest year's factors.

    Args:
        manifest: where the data is.
        library: the factor sets.
        threshold: coverage from which a month is complete.
        scope: categories; empty for all.

    Raises:
        InputError: as ``abate.emissions.measure``, or there is no factor for the newest year.
    """
    reports = {year: measured(manifest, year, threshold, Period(year), scope) for year in years_of(manifest)}
    filled = {year: report for year, report in reports.items() if len(report.lines)}
    if not filled:
        raise InputError("no usable reading", file=manifest.path)
    newest = max(filled)
    frames = [month_rows(report, library, newest) for report in filled.values()]
    rows = pl.concat(frames).filter(pl.col("period").str.len_chars() == 7).sort("person", "period", "category")
    whole = rows.group_by("person", "period").agg(pl.col("kg").sum(), pl.col("complete").all())
    kg: dict[str, dict[MonthNumber, float]] = {}
    for person, period, amount, complete in whole.sort("person", "period").iter_rows():
        if complete and amount > 0:
            kg.setdefault(person, {})[month_number(period)] = float(amount)
    return Months(rows, filled, kg, newest)
