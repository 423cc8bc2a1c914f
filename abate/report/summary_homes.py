"""The emission side of a summary: the homes, the factors, and where both come from."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from abate.report.figures import Figure, Record


class ActivitySource(Record):
    """Where the meter readings come from, and under which licence."""

    title: str
    publisher: str
    licence: str
    note: str


class Factor(Record):
    """One emission factor that was used, with its source, version and year."""

    factor_id: str
    title: str
    value: Figure
    unit: str
    publisher: str
    version: str
    year: int
    licence: str
    basis: str


Side = Literal["below", "even", "above"]


def side_of(kg: Decimal, baseline_kg: Decimal) -> Side:
    """On which side of a baseline emissions are."""
    return "below" if kg < baseline_kg else "above" if kg > baseline_kg else "even"


class HomeMonth(Record):
    """One home in one month.

    Figures are None where the data has none; ``reason`` says why a month does not count. Only counted months enter
    the totals of a home and the group's mean.
    """

    period: str
    counted: bool
    reason: str | None = None
    kwh: Figure | None = None
    kwh_year_earlier: Figure | None = None
    kg: Figure | None = None
    baseline_kg: Figure | None = None


class Home(Record):
    """One home, vintage to date: the sums run over its counted months.

    ``kwh`` is the activity, in the unit that the programme's words name (``unit``).
    ``change_percent`` compares its own kWh with its own kWh of the same months a year earlier, rounded to 0.1.
    ``credits`` is what it was issued, after the reserve's share; ``excess_kg`` is what it is above its baseline.
    """

    person: str
    account: str
    months: tuple[HomeMonth, ...]
    months_counted: int
    kwh: Figure
    kwh_year_earlier: Figure
    change_percent: Figure | None
    kg: Figure
    baseline_kg: Figure
    credits: Figure
    excess_kg: Figure

    @property
    def side(self) -> Side | None:
        """On which side of its baseline it is, vintage to date; None where no period counts."""
        return side_of(self.kg, self.baseline_kg) if self.months_counted else None

    @property
    def netted(self) -> tuple[str, ...]:
        """Counted periods above the baseline of a home that earned credits all the same, for the sum."""
        if not self.credits:
            return ()
        return tuple(m.period for m in self.months if m.counted and m.kg and m.baseline_kg and m.kg > m.baseline_kg)

    def month(self, period: str) -> HomeMonth:
        """The home's figures of one period; KeyError where it has none."""
        return {month.period: month for month in self.months}[period]
