"""The forecast: no look ahead, the better method, intervals that count their own misses."""

import math

import pytest

from abate.advice.forecast import NAIVE, RIDGE, back_test, better, forecast, width
from abate.advice.forecast import Tested as One

START = 2015 * 12


def seasons(months, growth=0.0, wobble=0.0):
    """A year that repeats, growing by a factor a year, with a wobble that repeats in no year."""
    return {
        START + at: 100 * (2 + math.cos(at * math.pi / 6)) * math.exp(growth * at / 12 + wobble * math.sin(at * at))
        for at in range(months)
    }


def test_a_year_that_repeats_is_foretold_exactly_and_the_naive_method_is_kept():
    series = {"a": seasons(40)}
    tests = back_test(series)

    assert better(tests) == NAIVE
    assert [each.mean_error for each in tests] == pytest.approx([0, 0])
    found = forecast(series, "a", tests)
    assert found.value == pytest.approx(series["a"][START + 28])


def test_steady_growth_is_what_the_regression_sees():
    series = {"a": seasons(48, growth=0.2)}
    tests = back_test(series)

    assert better(tests) == RIDGE
    found = forecast(series, "a", tests)
    truth = seasons(49, growth=0.2)[START + 48]
    assert (found.month, found.method) == (START + 48, RIDGE)
    assert abs(found.value - truth) < abs(truth - series["a"][START + 36])


def test_no_forecast_of_the_back_test_knows_what_came_later():
    series = seasons(40, growth=0.1, wobble=0.2)
    cut = {month: amount for month, amount in series.items() if month < START + 30}
    changed = {month: amount * (5 if month >= START + 30 else 1) for month, amount in series.items()}

    for one, other in ((cut, series), (changed, series)):
        early = [
            [(each.month, each.forecast, each.held) for each in test.tested if each.month < START + 30]
            for test in back_test({"a": one})
        ]
        expected = [
            [(each.month, each.forecast, each.held) for each in test.tested if each.month < START + 30]
            for test in back_test({"a": other})
        ]
        assert early == expected


def test_the_interval_is_the_error_that_four_of_five_stay_below():
    tested = [One("a", at, 100 * math.exp(error / 100), 100, None) for at, error in enumerate(range(1, 10))]

    assert width(tested) == pytest.approx(0.08)  # the eighth of nine
    assert width(tested[:4]) is None


def test_intervals_hold_about_what_they_promise():
    series = {
        str(home): {m: v * math.exp(0.1 * math.sin(m * home)) for m, v in seasons(60).items()} for home in range(1, 9)
    }
    for test in back_test(series):
        held, of = test.coverage
        assert of > 200
        assert 0.7 < held / of < 0.9


def test_without_the_month_a_year_earlier_there_is_no_forecast():
    months = seasons(40)
    del months[START + 28]

    assert forecast({"a": months}, "a", back_test({"a": months})) is None
    assert forecast({}, "nobody", []) is None


def test_too_few_months_give_the_naive_forecast_without_an_interval():
    months = seasons(14)
    found = forecast({"a": months}, "a", back_test({"a": months}))

    assert (found.method, found.low, found.high) == (NAIVE, None, None)
    assert found.value == months[START + 2]
