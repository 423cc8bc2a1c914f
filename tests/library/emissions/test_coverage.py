from collections.abc import Callable
from decimal import Decimal

from abate.emissions import FactorLibrary, Manifest, Period, calculate, measure
from tests.library.emissions.conftest import INTERVAL, TOTAL, hours, whole_month

Build = Callable[..., Manifest]
APRIL = Period(2021, 4)


def without_hours(count: int) -> str:
    rows = whole_month("2021-04", 30).splitlines(keepends=True)
    return "".join(rows[:100] + rows[100 + count :])


def test_a_gap_is_not_filled_and_lowers_the_coverage(one_source: Build) -> None:
    (line,) = measure(one_source(without_hours(72), INTERVAL), APRIL).lines.to_dicts()
    assert (line["activity"], line["coverage"], line["complete"]) == (Decimal(648), Decimal("0.9"), False)
    assert line["reason"] == "covered to 90 %, less than 99 %"


def test_seven_hours_of_a_month_may_be_missing_and_eight_may_not(one_source: Build) -> None:
    assert measure(one_source(without_hours(7), INTERVAL), APRIL).lines["complete"].to_list() == [True]
    assert measure(one_source(without_hours(8), INTERVAL), APRIL).lines["complete"].to_list() == [False]


def test_another_threshold_may_be_asked_for(one_source: Build) -> None:
    manifest = one_source(without_hours(72), INTERVAL)
    assert measure(manifest, APRIL, Decimal("0.9")).lines["complete"].to_list() == [True]
    (line,) = measure(manifest, APRIL, Decimal("0.905")).lines.to_dicts()
    assert line["reason"] == "covered to 90 %, less than 90.5 %"


def test_a_partly_measured_reading_covers_its_part(one_source: Build) -> None:
    rows = "".join(f"2021-04-{day:02d} {hour:02d}:00,1,45\n" for day in range(1, 31) for hour in range(24))
    manifest = one_source("t,kwh,minutes\n" + rows, INTERVAL, coverage_column="minutes", coverage_expected=60)
    assert measure(manifest, APRIL).lines["coverage"].to_list() == [Decimal("0.75")]


def test_a_row_marked_incomplete_does_not_count(one_source: Build) -> None:
    rows = "".join(f"2021-04-01 {hour:02d}:00,1,{'no' if hour < 6 else 'YES'}\n" for hour in range(24))
    report = measure(one_source("t,kwh,ok\n" + rows, INTERVAL, complete_column="ok"), APRIL)
    assert report.lines["activity"].to_list() == [Decimal(18)]
    assert report.sources["dropped"].to_list() == [[{"reason": "marked incomplete", "rows": 6}]]


def test_a_month_that_is_missing_makes_the_year_incomplete(one_source: Build) -> None:
    rows = "".join(f"ann,2021-{month:02d},10\nbob,2021-{month:02d},10\n" for month in range(1, 12))
    manifest = one_source("who,month,kwh\n" + rows + "bob,2021-12,10\n", TOTAL)
    people = calculate(manifest, Period(2021), FactorLibrary.load()).people
    assert people.select("person", "complete").rows() == [("ann", False), ("bob", True)]


def test_an_incomplete_month_still_shows_what_was_measured(one_source: Build) -> None:
    csv = "t,kwh\n" + hours("2021-04-01", [1] * 24)
    report = calculate(one_source(csv, INTERVAL), APRIL, FactorLibrary.load())
    assert report.people.rows() == [("ann", 5096, False)]


def test_a_month_without_the_car_does_not_make_the_year_incomplete(one_source: Build) -> None:
    keys = {"category": "transport", "unit": "km", "factor": "uk-desnz/{year}/car-average-petrol", "factor_year": 2025}
    manifest = one_source("who,month,kwh\nann,2021-02,10\n", TOTAL, **keys)
    assert calculate(manifest, Period(2021), FactorLibrary.load()).people["complete"].to_list() == [True]


def test_readings_between_the_steps_do_not_cover_more_than_all(one_source: Build) -> None:
    between = "".join(f"2021-04-01 {hour:02d}:30,1\n" for hour in range(24))
    (line,) = measure(one_source(whole_month("2021-04", 30) + between, INTERVAL), APRIL).lines.to_dicts()
    assert (line["activity"], line["coverage"]) == (Decimal(744), Decimal(1))
