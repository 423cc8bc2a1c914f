from collections.abc import Callable
from decimal import Decimal

import pytest

from abate.emissions import Manifest, Period, measure
from abate.errors import InputError
from tests.library.emissions.conftest import INTERVAL, hours, whole_month

Build = Callable[..., Manifest]


APRIL = Period(2021, 4)


def line(manifest: Manifest, period: Period = APRIL) -> dict[str, object]:
    (only,) = measure(manifest, period).lines.to_dicts()
    return only


def test_a_month_is_the_exact_sum_of_its_readings(one_source: Build) -> None:
    found = line(one_source(whole_month("2021-04", 30, "0.1"), INTERVAL))
    assert (found["period"], found["activity"], found["unit"]) == ("2021-04", Decimal(72), "kWh")
    assert (found["coverage"], found["complete"], found["reason"]) == (Decimal(1), True, None)


def test_a_label_at_the_start_of_a_reading_decides_its_month(one_source: Build) -> None:
    csv = "t,kwh\n" + hours("2021-03-31", [5, 7], first=22) + hours("2021-04-01", [1, 2])
    assert line(one_source(csv, INTERVAL))["activity"] == Decimal(3)


def test_a_label_at_the_end_belongs_to_the_hour_before(one_source: Build) -> None:
    csv = "t,kwh\n" + hours("2021-03-31", [5], first=23) + hours("2021-04-01", [1, 2, 4])
    assert line(one_source(csv, INTERVAL, label="end"))["activity"] == Decimal(6)
    assert line(one_source(csv, INTERVAL, label="end"), Period(2021, 3))["activity"] == Decimal(6)


def test_midnight_may_carry_the_day_that_ends(one_source: Build) -> None:
    csv = "t,kwh\n" + hours("2021-04-30", [1, 2], first=22) + "2021-04-30 00:00,4\n" + hours("2021-05-01", [8], first=1)
    manifest = one_source(csv, INTERVAL, label="end", midnight="ends-day")
    assert line(manifest)["activity"] == Decimal(7)
    assert line(manifest, Period(2021, 5))["activity"] == Decimal(8)


def test_a_day_labelled_at_its_end_belongs_to_the_month_that_ends(one_source: Build) -> None:
    csv = "t,kwh\n2021-04-29,1\n2021-04-30,2\n2021-05-01,4\n2021-05-02,8\n"
    assert line(one_source(csv, INTERVAL, label="end"))["activity"] == Decimal(7)


def test_half_hours_and_hours_of_two_meters_are_told_apart(one_source: Build) -> None:
    half = "".join(f"a,2021-04-01 {h:02d}:{m:02d},1\n" for h in range(24) for m in (0, 30))
    whole = "".join(f"b,2021-04-01 {h:02d}:00,1\n" for h in range(24))
    manifest = one_source("who,t,kwh\n" + half + whole, INTERVAL, person=None, source_id=None, person_column="who")
    lines = measure(manifest, Period(2021, 4)).lines
    assert lines.select("person", "activity").rows() == [("a", Decimal(48)), ("b", Decimal(24))]
    assert lines["coverage"].to_list() == [Decimal("0.033333")] * 2


def test_months_are_those_of_the_period_timezone(one_source: Build) -> None:
    csv = "t,kwh\n" + hours("2021-05-31", [1, 2], first=22) + hours("2021-06-01", [4])
    manifest = one_source(csv, INTERVAL, zone="Europe/London")
    assert line(manifest, Period(2021, 6))["activity"] == Decimal(6)


def test_timestamps_with_an_offset_need_no_other_zone(one_source: Build) -> None:
    csv = "t,kwh\n2021-04-30T23:00:00+02:00,1\n2021-05-01T00:00:00+02:00,2\n2021-05-01T00:00:00Z,4\n"
    manifest = one_source(csv, INTERVAL, timezone="Asia/Tokyo")
    assert line(manifest)["activity"] == Decimal(3)


def test_a_fixed_offset_is_taken_from_the_label(one_source: Build) -> None:
    csv = "t,kwh\n" + hours("2021-05-01", [1, 2, 4], first=9)
    assert line(one_source(csv, INTERVAL, timezone="+10:00"))["activity"] == Decimal(1)
    assert line(one_source(csv, INTERVAL, timezone="+09:30"))["activity"] == Decimal(1)


def test_a_written_format_is_read(one_source: Build) -> None:
    csv = "t,kwh\n4/1/2021 13:00,1\n04/02/2021 13:00,2\n04/03/2021 13:00,4\n"
    assert line(one_source(csv, INTERVAL, time_format="%m/%d/%Y %H:%M"))["activity"] == Decimal(7)


def test_a_year_is_reported_month_by_month(one_source: Build) -> None:
    csv = "t,kwh\n" + hours("2021-01-31", [1, 2], first=22) + hours("2021-02-01", [4, 8]) + hours("2022-01-01", [16])
    lines = measure(one_source(csv, INTERVAL), Period(2021)).lines
    assert lines.select("period", "activity").rows() == [("2021-01", Decimal(3)), ("2021-02", Decimal(12))]


def test_readings_more_than_a_day_apart_are_refused(one_source: Build) -> None:
    manifest = one_source("t,kwh\n2021-01-01,1\n2021-02-01,1\n2021-03-04,1\n", INTERVAL)
    with pytest.raises(InputError, match=r'readings are 31 days apart; intervals are at most a day; longer .* "total"'):
        measure(manifest, Period(2021, 1))


def test_a_single_reading_is_refused(one_source: Build) -> None:
    with pytest.raises(InputError, match=r"one reading alone does not say how long it lasts"):
        measure(one_source("t,kwh\n2021-01-01,1\n", INTERVAL), Period(2021, 1))


def test_a_semicolon_and_a_decimal_comma_are_read(one_source: Build) -> None:
    csv = "t;kwh\n2021-04-01 00:00;1,25\n2021-04-01 01:00;2\n"
    assert line(one_source(csv, INTERVAL, separator=";", decimal=","))["activity"] == Decimal("3.25")


def test_a_written_format_may_hold_the_offset(one_source: Build) -> None:
    csv = "t,kwh\n30.04.2021 23:00 +0200,1\n01.05.2021 00:00 +0200,2\n01.05.2021 02:00 +0200,4\n"
    assert line(one_source(csv, INTERVAL, time_format="%d.%m.%Y %H:%M %z"))["activity"] == Decimal(3)
