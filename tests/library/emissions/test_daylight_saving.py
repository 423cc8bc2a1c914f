from collections.abc import Callable
from decimal import Decimal

from abate.emissions import Manifest, Period, measure
from tests.library.emissions.conftest import INTERVAL, hours

Build = Callable[..., Manifest]
MARCH, OCTOBER = Period(2021, 3), Period(2021, 10)
LONDON = {"timezone": "Europe/London", "zone": "Europe/London"}


def month_with(day: str, rows: str, days: int, year_month: str) -> str:
    other = [hours(f"{year_month}-{n:02d}", [1] * 24) for n in range(1, days + 1) if f"{n:02d}" != day]
    return "t,kwh\n" + "".join(other) + rows


def test_the_hour_that_is_shown_twice_counts_twice(one_source: Build) -> None:
    rows = hours("2021-10-31", [1, 10]) + hours("2021-10-31", [20], first=1) + hours("2021-10-31", [1] * 22, first=2)
    (line,) = measure(
        one_source(month_with("31", rows, 31, "2021-10"), INTERVAL, **LONDON), Period(2021, 10)
    ).lines.to_dicts()
    assert (line["activity"], line["coverage"]) == (Decimal(30 * 24 + 23 + 30), Decimal(1))


def test_a_third_row_of_that_hour_is_a_duplicate(one_source: Build) -> None:
    rows = hours("2021-10-31", [1, 5]) + 2 * hours("2021-10-31", [5], first=1) + hours("2021-10-31", [1] * 22, first=2)
    report = measure(one_source(month_with("31", rows, 31, "2021-10"), INTERVAL, **LONDON), OCTOBER)
    assert report.lines["activity"].to_list() == [Decimal(30 * 24 + 23 + 10)]
    assert report.sources["dropped"].to_list() == [[{"reason": "duplicate", "rows": 1}]]


def test_the_hour_that_is_skipped_is_not_missed(one_source: Build) -> None:
    rows = hours("2021-03-28", [1]) + hours("2021-03-28", [1] * 22, first=2)
    (line,) = measure(
        one_source(month_with("28", rows, 31, "2021-03"), INTERVAL, **LONDON), Period(2021, 3)
    ).lines.to_dicts()
    assert (line["activity"], line["coverage"]) == (Decimal(31 * 24 - 1), Decimal(1))


def test_a_label_within_the_skipped_hour_does_not_exist(one_source: Build) -> None:
    csv = month_with("28", hours("2021-03-28", [1] * 24), 31, "2021-03")
    report = measure(one_source(csv, INTERVAL, **LONDON), MARCH)
    assert report.lines["activity"].to_list() == [Decimal(31 * 24 - 1)]
    assert report.sources["dropped"].to_list() == [[{"reason": "a local time that the clocks leave out", "rows": 1}]]


def test_days_of_23_and_25_hours_are_whole_days(one_source: Build) -> None:
    csv = "t,kwh\n" + "".join(f"2021-{month}-{day:02d},1\n" for month in ("03", "10") for day in range(1, 32))
    lines = measure(one_source(csv, INTERVAL, **LONDON), Period(2021)).lines
    assert lines.select("activity", "coverage").rows() == [(Decimal(31), Decimal(1))] * 2


def test_a_meter_that_ignores_daylight_saving_has_a_fixed_offset(one_source: Build) -> None:
    csv = "t,kwh\n" + "".join(hours(f"2013-04-{day:02d}", [1] * 24) for day in range(1, 31))
    (line,) = measure(one_source(csv, INTERVAL, zone="+10:00", timezone="+10:00"), Period(2013, 4)).lines.to_dicts()
    assert (line["activity"], line["coverage"]) == (Decimal(720), Decimal(1))
