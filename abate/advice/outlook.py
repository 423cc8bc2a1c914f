"""The next month's emissions and credits of one person: the forecast put against the methodology's baseline."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import polars as pl

from abate.advice.forecast import BackTest, Forecast, back_test, forecast
from abate.advice.months import Months, month_period
from abate.credits import Methodology, less_reserve
from abate.credits.baselines import baselines
from abate.credits.people import People
from abate.credits.records import Records
from abate.emissions import ActivityReport, FactorLibrary, Manifest, Period
from abate.emissions.decimals import ACTIVITY, KG
from abate.errors import InputError
from abate.units import Grams


@dataclass(frozen=True)
class Outlook:
    """What is foretold; grams and base units of credits.

    Attributes:
        tests: both methods in the back-test.
        forecast: of the person; None where there is none.
        emissions: foretold, and the interval's ends.
        baseline: of that month; None where the methodology gives none yet.
        credits: of that month alone, for the emissions in the same order; empty without a baseline.
        why: why there is no forecast or no baseline.
    """

    tests: list[BackTest]
    forecast: Forecast | None
    emissions: tuple[int, ...]
    baseline: int | None
    credits: tuple[int, ...]
    why: str


def outlook(
    manifest: Manifest, methodology: Methodology, library: FactorLibrary, months: Months, person: str
) -> Outlook:
    """Foretell a person's next month."""
    tests = back_test(months.kg)
    found = forecast(months.kg, person, tests)
    if found is None:
        return Outlook(tests, None, (), None, (), "a forecast needs the same month a year earlier, complete")
    values = [found.value] if found.low is None or found.high is None else [found.value, found.low, found.high]
    emissions = tuple(round(1000 * value) for value in values)
    try:
        baseline, why = next_baseline(manifest, methodology, library, months, person, found)
    except InputError as problem:
        baseline, why = None, str(problem)
    credits: tuple[int, ...] = ()
    if baseline is not None:
        policy, share = methodology.credit_policy, methodology.reserve_share_bps
        credits = tuple(less_reserve(policy.credits_of(Grams(baseline), Grams(each), 1), share) for each in emissions)
    return Outlook(tests, found, emissions, baseline, credits, why)


def next_baseline(
    manifest: Manifest,
    methodology: Methodology,
    library: FactorLibrary,
    months: Months,
    person: str,
    found: Forecast,
) -> tuple[int | None, str]:
    """The baseline of the month that is foretold: the methodology's own rules on the person's year-earlier categories.

    Returns:
        grams, or None and why.

    Raises:
        InputError: a table or a factor set does not reach that month yet.
    """
    period = month_period(found.month)
    earlier = str(period.year_earlier())
    mine = (pl.col("person") == person) & (pl.col("period") == earlier)
    rows = months.rows.filter(mine)
    scale = Fraction(found.value) / sum(map(Fraction, rows["kg"]))

    def scaled(column: str, kind: pl.DataType) -> pl.Series:
        values = [
            None if each is None else Decimal(round(Fraction(each) * scale * 10**9)).scaleb(-9) for each in rows[column]
        ]
        return pl.Series(column, values, dtype=kind)

    label = pl.lit(str(period)).alias("period")
    rows = rows.with_columns(label, scaled("kg", KG), scaled("activity", ACTIVITY))
    lines = months.reports[period.year - 1].lines.filter(mine).with_columns(label)
    report = ActivityReport(Period(period.year), lines, pl.DataFrame(), ())
    records = Records(manifest, methodology, library, period.year, period, People.of(manifest), report, rows)
    given = baselines(records)
    missing = given.filter(pl.col("why").is_not_null() | pl.col("numerator").is_null())
    if len(missing):
        return None, missing["why"][0] or "no baseline"
    total = sum(
        (
            Fraction(n) * Fraction(t) / Fraction(d)
            for n, t, d in given.select("numerator", "times", "divisor").iter_rows()
        ),
        Fraction(0),
    )
    return round(total * 1000), ""
