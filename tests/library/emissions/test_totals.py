from collections.abc import Callable
from decimal import Decimal

import pytest

from abate.emissions import Manifest, Period, measure
from abate.errors import InputError
from tests.library.emissions.conftest import TOTAL

Build = Callable[..., Manifest]


def activity(manifest: Manifest, period: Period) -> list[tuple[object, ...]]:
    return measure(manifest, period).lines.select("period", "person", "activity", "complete").rows()


def test_rows_of_the_month_count(one_source: Build) -> None:
    manifest = one_source("who,month,kwh\nann,2021-03,1\nann,2021-04,2\nbob,2021-04,4\n", TOTAL)
    assert activity(manifest, Period(2021, 4)) == [
        ("2021-04", "ann", Decimal(2), True),
        ("2021-04", "bob", Decimal(4), True),
    ]


def test_a_year_s_total_is_not_split_into_months(one_source: Build) -> None:
    manifest = one_source("who,month,kwh\nann,2021,12\nbob,2021-04,1\n", TOTAL)
    assert activity(manifest, Period(2021, 4)) == [("2021-04", "bob", Decimal(1), True)]
    assert activity(manifest, Period(2021)) == [
        ("2021", "ann", Decimal(12), True),
        ("2021-04", "bob", Decimal(1), True),
    ]


def test_all_rows_may_be_of_one_period(one_source: Build) -> None:
    manifest = one_source("who,kwh\nann,12\n", TOTAL, period_column=None, period="2021")
    assert activity(manifest, Period(2021)) == [("2021", "ann", Decimal(12), True)]
    assert activity(manifest, Period(2022)) == []


def test_events_with_a_time_belong_to_its_local_month(one_source: Build) -> None:
    csv = "who,t,kwh\nann,2021-04-30 23:30,1\nann,2021-05-01 00:30,2\nann,2021-05-01 01:30,4\n"
    keys = {"period_column": None, "time": "t", "timezone": "Europe/Paris", "duplicates": "all"}
    manifest = one_source(csv, TOTAL, zone="Europe/London", **keys)
    assert activity(manifest, Period(2021, 4)) == [("2021-04", "ann", Decimal(3), True)]


def test_a_column_may_say_whether_a_total_is_complete(one_source: Build) -> None:
    csv = "who,month,kwh,ok\nann,2021-04,1,True\nbob,2021-04,2,false\n"
    lines = measure(one_source(csv, TOTAL, complete_column="ok"), Period(2021, 4)).lines
    assert lines.select("complete", "coverage", "reason").rows() == [
        (True, Decimal(1), None),
        (False, Decimal(0), "ok is false in the data"),
    ]


def test_a_column_may_say_how_much_was_measured(one_source: Build) -> None:
    csv = "who,month,kwh,days\nann,2021-04,1,30\nbob,2021-04,2,27\ncid,2021-04,3,\n"
    manifest = one_source(csv, TOTAL, coverage_column="days", coverage_expected=30)
    lines = measure(manifest, Period(2021, 4)).lines
    assert lines["coverage"].to_list() == [Decimal(1), Decimal("0.9"), Decimal(0)]
    assert lines["complete"].to_list() == [True, False, False]


def test_a_text_that_is_neither_true_nor_false_is_refused(one_source: Build) -> None:
    manifest = one_source("who,month,kwh,ok\nann,2021-04,1,maybe\n", TOTAL, complete_column="ok")
    with pytest.raises(InputError, match=r"data.csv: line 2: ok: 'maybe' is neither true nor false$"):
        measure(manifest, Period(2021, 4))


def test_a_text_that_is_no_period_is_refused(one_source: Build) -> None:
    manifest = one_source("who,month,kwh\nann,2021-04,1\nann,Apr 2021,1\n", TOTAL)
    with pytest.raises(InputError, match=r"data.csv: line 3: month: 'Apr 2021' is not a period; write a month as"):
        measure(manifest, Period(2021, 4))


def test_a_sum_is_covered_like_its_least_covered_row(one_source: Build) -> None:
    csv = "who,month,kwh,days\nann,2021-04,1,30\nann,2021-04,2,27\nann,2021-04,4,30\n"
    keys = {"coverage_column": "days", "coverage_expected": 30, "duplicates": "all"}
    lines = measure(one_source(csv, TOTAL, **keys), Period(2021, 4)).lines
    assert lines.select("activity", "coverage").rows() == [(Decimal(7), Decimal("0.9"))]
