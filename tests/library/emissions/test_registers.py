from collections.abc import Callable
from decimal import Decimal

from abate.emissions import Manifest, Period, measure
from tests.library.emissions.conftest import REGISTER

Build = Callable[..., Manifest]
APRIL = Period(2021, 4)


def daily(*readings: tuple[str, object]) -> str:
    return "t,kwh\n" + "".join(f"{day},{value}\n" for day, value in readings)


def month(**changed: object) -> str:
    days = [f"2021-04-{day:02d}" for day in range(1, 31)] + ["2021-05-01", "2021-05-02"]
    rows = {day: 100 + 2 * place for place, day in enumerate(days)}
    rows.update({f"2021-04-{day[1:]}": value for day, value in changed.items()})  # type: ignore[misc]
    return daily(*((day, value) for day, value in rows.items() if value is not None))


def measured(manifest: Manifest, period: Period = APRIL) -> dict[str, object]:
    (line,) = measure(manifest, period).lines.to_dicts()
    return line


def dropped(manifest: Manifest) -> dict[str, int]:
    return {each["reason"]: each["rows"] for each in measure(manifest, APRIL).sources["dropped"][0]}


def test_what_was_used_is_the_difference_to_the_next_reading(one_source: Build) -> None:
    line = measured(one_source(month(), REGISTER))
    assert (line["activity"], line["coverage"]) == (Decimal(60), Decimal(1))


def test_a_difference_belongs_to_the_month_it_starts_in(one_source: Build) -> None:
    csv = daily(("2021-03-31", 0), ("2021-04-01", 1), ("2021-04-02", 3), ("2021-05-01", 7), ("2021-05-02", 15))
    assert measured(one_source(csv, REGISTER), Period(2021, 3))["activity"] == Decimal(1)


def test_a_gap_inside_a_month_loses_nothing(one_source: Build) -> None:
    line = measured(one_source(month(d10=None, d11=None, d12=None), REGISTER))
    assert (line["activity"], line["coverage"], line["complete"]) == (Decimal(60), Decimal(1), True)


def test_a_gap_over_the_month_s_end_is_dropped(one_source: Build) -> None:
    csv = month(d30=None).replace("2021-05-01,160\n", "")
    manifest = one_source(csv, REGISTER)
    line = measured(manifest)
    assert (line["activity"], line["coverage"], line["complete"]) == (Decimal(56), Decimal("0.933333"), False)
    assert dropped(manifest) == {"a gap over the month's end": 1, "outside the period": 1}


def test_a_register_that_falls_is_dropped_and_not_covered(one_source: Build) -> None:
    rows = {f"d{day:02d}": 2 * (day - 15) for day in range(15, 31)}
    csv = month(**rows).replace("2021-05-01,160", "2021-05-01,32").replace("2021-05-02,162", "2021-05-02,34")
    manifest = one_source(csv, REGISTER)
    line = measured(manifest)
    assert (line["activity"], line["coverage"]) == (Decimal(58), Decimal("0.966666"))
    assert dropped(manifest)["the register falls"] == 1


def test_a_reading_below_both_neighbours_is_left_out(one_source: Build) -> None:
    manifest = one_source(month(d10=50), REGISTER)
    line = measured(manifest)
    # the register went from 116 to 120 over that reading, whatever it showed
    assert (line["activity"], line["coverage"], line["complete"]) == (Decimal(60), Decimal(1), True)
    assert dropped(manifest)["below both neighbours"] == 1


def test_a_register_that_starts_anew_is_no_misreading(one_source: Build) -> None:
    rows = {f"d{day:02d}": 2 * (day - 15) for day in range(15, 31)}
    csv = month(**rows).replace("2021-05-01,160", "2021-05-01,32").replace("2021-05-02,162", "2021-05-02,34")
    assert "below both neighbours" not in dropped(one_source(csv, REGISTER))


def test_two_low_readings_in_a_row_are_a_fall(one_source: Build) -> None:
    # nobody knows which is wrong: the rise from 1 to 122 counts, so the month is overstated, never understated
    manifest = one_source(month(d10=0, d11=1), REGISTER)
    assert measured(manifest)["activity"] == Decimal(60 - 6 + 1 + 121)
    assert dropped(manifest)["the register falls"] == 1
    assert "below both neighbours" not in dropped(manifest)


def test_a_misread_last_day_before_the_month_s_end_leaves_a_gap_over_it(one_source: Build) -> None:
    manifest = one_source(month(d30=10).replace("2021-05-01,160\n", ""), REGISTER)
    assert measured(manifest)["activity"] == Decimal(56)
    assert dropped(manifest) == {"below both neighbours": 1, "a gap over the month's end": 1, "outside the period": 1}


def test_the_last_reading_starts_nothing(one_source: Build) -> None:
    manifest = one_source(daily(("2021-04-01", 1), ("2021-04-02", 3)), REGISTER)
    assert measured(manifest)["activity"] == Decimal(2)
    assert dropped(manifest) == {"no later reading": 1}


def test_a_missing_reading_is_a_gap(one_source: Build) -> None:
    assert measured(one_source(month(d10=""), REGISTER))["activity"] == Decimal(60)


def test_the_longest_standstill_is_reported(one_source: Build) -> None:
    manifest = one_source(month(d11=118, d12=118, d13=118), REGISTER)
    assert measure(manifest, APRIL).sources["longest_zero_run_hours"].to_list() == [72]


def test_a_difference_of_one_step_over_the_month_s_end_counts_where_it_starts(one_source: Build) -> None:
    csv = "t,kwh\n" + "".join(f"2021-04-{day:02d} 18:00,{day}\n" for day in range(1, 31)) + "2021-05-01 18:00,40\n"
    line = measured(one_source(csv, REGISTER))
    assert (line["activity"], line["coverage"]) == (Decimal(39), Decimal(1))


def test_a_month_of_days_of_23_hours_is_whole(one_source: Build) -> None:
    days = [(f"2021-03-{day:02d}", day) for day in range(1, 32)]
    csv = daily(*days, ("2021-04-01", 32))
    line = measured(one_source(csv, REGISTER, zone="Europe/London", timezone="Europe/London"), Period(2021, 3))
    assert (line["activity"], line["coverage"]) == (Decimal(31), Decimal(1))


def test_a_day_of_25_hours_over_the_month_s_end_is_no_gap(one_source: Build) -> None:
    # in 2021 the clocks of London went back on the last day of October
    csv = "t,kwh\n" + "".join(f"2021-10-{day:02d} 00:30,{day}\n" for day in range(1, 32)) + "2021-11-01 00:30,32\n"
    line = measured(one_source(csv, REGISTER, zone="Europe/London", timezone="Europe/London"), Period(2021, 10))
    assert (line["activity"], line["coverage"]) == (Decimal(31), Decimal(1))
