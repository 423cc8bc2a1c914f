from collections.abc import Callable
from decimal import Decimal

from abate.emissions import Manifest, Period, measure
from tests.library.emissions.conftest import INTERVAL, hours

Build = Callable[..., Manifest]
APRIL = Period(2021, 4)
CSV = "t,kwh\n" + hours("2021-04-01", [1, 0, "0.000", 0, 2, 0, 3, 0, 0, 0, 0, 4])


def test_zeros_count_and_the_longest_run_is_reported(one_source: Build) -> None:
    source = measure(one_source(CSV, INTERVAL), APRIL).sources.row(0, named=True)
    assert (source["rows_used"], source["longest_zero_run_hours"]) == (12, 4)


def test_a_run_longer_than_the_manifest_allows_is_missing(one_source: Build) -> None:
    report = measure(one_source(CSV, INTERVAL, longest_zero_run_hours=3), APRIL)
    source = report.sources.row(0, named=True)
    assert source["dropped"] == [{"reason": "zero for too long", "rows": 4}]
    assert (source["rows_used"], source["longest_zero_run_hours"]) == (8, 3)
    assert report.lines["coverage"].to_list() == [Decimal("0.011111")]


def test_a_run_does_not_reach_from_one_meter_to_the_next(one_source: Build) -> None:
    rows = [f"{who},2021-04-01 {hour:02d}:00,0\n" for who in "ab" for hour in range(3)]
    manifest = one_source("who,t,kwh\n" + "".join(rows), INTERVAL, person=None, source_id=None, person_column="who")
    assert measure(manifest, APRIL).sources["longest_zero_run_hours"].to_list() == [3]


def test_a_row_that_does_not_count_does_not_break_a_run(one_source: Build) -> None:
    csv = "t,kwh\n" + hours("2021-04-01", [0, 0, -1, 0, 0])
    assert measure(one_source(csv, INTERVAL), APRIL).sources["longest_zero_run_hours"].to_list() == [4]


def test_a_run_over_a_month_s_end_is_as_long_in_the_month_as_in_the_year(one_source: Build) -> None:
    csv = "t,kwh\n" + hours("2021-03-31", [5, 0, 0, 0], first=20) + hours("2021-04-01", [0, 0, 7])
    manifest = one_source(csv, INTERVAL, longest_zero_run_hours=4)
    for period, used in ((Period(2021, 3), 1), (APRIL, 1), (Period(2021), 2)):
        assert measure(manifest, period).sources["rows_used"].to_list() == [used]


def test_a_zero_that_stands_twice_does_not_lengthen_a_run(one_source: Build) -> None:
    csv = CSV + 5 * hours("2021-04-01", [0], first=5)
    assert measure(one_source(csv, INTERVAL), APRIL).sources["longest_zero_run_hours"].to_list() == [4]
