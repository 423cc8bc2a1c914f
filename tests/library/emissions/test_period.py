from datetime import UTC, datetime

import pytest

from abate.emissions import Period
from abate.errors import InputError


def test_a_month_and_a_year_are_read_and_written_alike() -> None:
    assert [str(Period.parse(text)) for text in ("2013-07", "2013")] == ["2013-07", "2013"]


@pytest.mark.parametrize("text", ["2013-13", "2013-00", "13-07", "2013-7", "2013-07-01", "", "0000"])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(InputError) as error:
        Period.parse(text)
    assert str(error.value) == f"{text!r} is not a period; write a month as 2021-01 or a year as 2021"


def test_a_year_has_its_twelve_months_in_order() -> None:
    months = Period(2013).months()
    assert [str(month) for month in months] == [f"2013-{month:02d}" for month in range(1, 13)]
    assert sorted(months, reverse=True)[-1] == months[0]
    assert max(months) < Period(2013)


def test_bounds_follow_the_clocks_of_the_zone() -> None:
    assert Period(2021, 7).bounds("Europe/London") == (
        datetime(2021, 6, 30, 23, tzinfo=UTC),
        datetime(2021, 7, 31, 23, tzinfo=UTC),
    )
    assert Period(2021, 12).bounds("+10:00")[1] == datetime(2021, 12, 31, 14, tzinfo=UTC)


def test_the_month_of_the_clock_change_is_an_hour_longer() -> None:
    start, end = Period(2021, 10).bounds("Europe/London")
    assert (end - start).total_seconds() == 31 * 86_400 + 3600


def test_days_count_leap_years() -> None:
    assert (Period(2012, 2).days(), Period(2013, 2).days(), Period(2012).days()) == (29, 28, 366)


def test_a_year_earlier_keeps_the_month() -> None:
    assert (Period(2013, 7).year_earlier(), Period(2013).year_earlier()) == (Period(2012, 7), Period(2012))


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "+25:00", "10:00", "../etc"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(InputError, match=r"is not a time zone"):
        Period(2013).bounds(zone)
