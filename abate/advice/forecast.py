"""The next month from the months before: a ridge regression on how the months compare with a year earlier.

It stands beside the seasonal-naive forecast (the same month a year earlier) in a rolling back-test: each month is
foretold from earlier months only, and whichever was the closer is used. Its interval is made of the errors of the
back-test, and how often such intervals held the truth there is counted. Binary floats: a forecast is no claim to a
credit.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from sklearn.linear_model import Ridge

from abate.advice.months import MonthNumber

Series = Mapping[str, Mapping[MonthNumber, float]]
YEAR: Final = 12
LEAST_TRAINING: Final = 8
"""Months (of all people together) that the regression is fitted to at least."""
LEAST_ERRORS: Final = 5
"""Earlier errors that an interval is made of at least; an 80 % interval of fewer would be the widest error."""
LEVEL: Final = 0.8
PENALTY: Final = 1.0
RIDGE, NAIVE = "ridge", "seasonal-naive"


@dataclass(frozen=True)
class Tested:
    """One forecast of the back-test, in kilograms.

    Attributes:
        person, month: of what.
        actual: what it was.
        forecast: what was foretold.
        held: whether the interval held it; None while too few errors were known.
    """

    person: str
    month: MonthNumber
    actual: float
    forecast: float
    held: bool | None

    @property
    def error(self) -> float:
        """How far off, as a logarithm: what a forecast must be multiplied by."""
        return abs(math.log(self.actual / self.forecast))


@dataclass(frozen=True)
class BackTest:
    """A method on the months that could be foretold.

    Attributes:
        method: ``ridge`` or ``seasonal-naive``.
        tested: its forecasts, by month.
    """

    method: str
    tested: Sequence[Tested]

    @property
    def mean_error(self) -> float:
        """Mean absolute error in kilograms."""
        return sum(abs(each.actual - each.forecast) for each in self.tested) / len(self.tested)

    @property
    def relative_error(self) -> float:
        """Mean absolute error as a share of the mean month."""
        return self.mean_error * len(self.tested) / sum(each.actual for each in self.tested)

    @property
    def coverage(self) -> tuple[int, int]:
        """How many intervals held the truth, of how many."""
        counted = [each.held for each in self.tested if each.held is not None]
        return sum(counted), len(counted)


def features(months: Mapping[MonthNumber, float], at: MonthNumber) -> list[float] | None:
    """What is known before a month: how the last month, and the last three, compare with a year earlier."""
    ratios = [
        math.log(months[each] / months[each - YEAR])
        for each in (at - 1, at - 2, at - 3)
        if each in months and each - YEAR in months
    ]
    if at - YEAR not in months or at - 1 not in months or at - 1 - YEAR not in months:
        return None
    return [ratios[0], sum(ratios) / len(ratios)]


def fitted(series: Series, before: MonthNumber) -> Any | None:
    """The regression on all months before one; None where there are too few."""
    inputs, outputs = [], []
    for months in series.values():
        for at, amount in months.items():
            known = features(months, at) if at < before else None
            if known is not None:
                inputs.append(known)
                outputs.append(math.log(amount / months[at - YEAR]))
    if len(outputs) < LEAST_TRAINING:
        return None
    return Ridge(alpha=PENALTY).fit(np.array(inputs), np.array(outputs))


def predicted(model: Any, months: Mapping[MonthNumber, float], at: MonthNumber) -> float | None:
    """The regression's forecast of a month."""
    known = features(months, at)
    return None if known is None else months[at - YEAR] * math.exp(float(model.predict(np.array([known]))[0]))


def back_test(series: Series) -> list[BackTest]:
    """Both methods on the same months, in order of time; empty where there are too few."""
    found: dict[str, list[Tested]] = {RIDGE: [], NAIVE: []}
    for at in sorted({at for months in series.values() for at in months}):
        model = fitted(series, at)
        if model is None:
            continue
        widths = {method: width(tested) for method, tested in found.items()}
        for person, months in series.items():
            forecast = predicted(model, months, at) if at in months else None
            if forecast is None:
                continue
            for method, value in ((RIDGE, forecast), (NAIVE, months[at - YEAR])):
                one = Tested(person, at, months[at], value, None)
                reach = widths[method]
                held = None if reach is None else one.error <= reach
                found[method].append(Tested(person, at, months[at], value, held))
    return [BackTest(method, tested) for method, tested in found.items() if tested]


def width(tested: Sequence[Tested]) -> float | None:
    """The error that ``LEVEL`` of future ones should stay below (split conformal); None where too few are known."""
    if len(tested) < LEAST_ERRORS:
        return None
    errors = sorted(each.error for each in tested)
    return errors[min(len(errors), math.ceil((len(errors) + 1) * LEVEL)) - 1]


@dataclass(frozen=True)
class Forecast:
    """The next month, in kilograms.

    Attributes:
        month: which.
        method: that was used.
        value: what is foretold.
        low, high: the interval; None where the back-test is too short for one.
    """

    month: MonthNumber
    method: str
    value: float
    low: float | None
    high: float | None


def forecast(series: Series, person: str, tests: Sequence[BackTest]) -> Forecast | None:
    """The month after the person's last complete one; None where the same month a year earlier is not complete."""
    months = series.get(person, {})
    at = max(months, default=0) + 1
    if at - YEAR not in months:
        return None
    method = better(tests)
    value = months[at - YEAR]
    if method == RIDGE:
        model = fitted(series, at)
        foretold = predicted(model, months, at) if model is not None else None
        method, value = (NAIVE, value) if foretold is None else (RIDGE, foretold)
    reach = next((width(each.tested) for each in tests if each.method == method), None)
    if reach is None:
        return Forecast(at, method, value, None, None)
    return Forecast(at, method, value, value * math.exp(-reach), value * math.exp(reach))


def better(tests: Sequence[BackTest]) -> str:
    """The method with the smaller mean error; the naive one where nothing could be tested, and in a tie."""
    return min(tests, key=lambda each: (each.mean_error, each.method != NAIVE)).method if tests else NAIVE
