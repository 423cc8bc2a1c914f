"""Periods are reported in order, each once, by the clocks of the programme."""

import pytest

from abate.daemon.schedule import Schedule
from abate.emissions import Period, load_manifest
from abate.oracle.computed import end_of
from tests.library.docs.pages import REPO

DAY = 24 * 3600
JULY, AUGUST = 1_375_279_200, 1_377_957_600  # the months' ends in Sydney's standard time


@pytest.fixture(scope="module")
def manifest():
    return load_manifest(REPO / "samples" / "sydney-homes" / "manifest.toml")


@pytest.fixture
def schedule(manifest):
    def make(opened=JULY, since=None, yearly=False):
        return Schedule.of(manifest, 2013, yearly, opened, since, DAY)

    return make


def test_the_first_period_is_the_last_that_had_ended_when_the_vintage_was_opened(schedule):
    assert schedule(opened=JULY).following(0) == (Period(2013, 7), JULY)
    assert schedule(opened=JULY - 1).following(0)[0] == Period(2013, 6)
    assert schedule(opened=AUGUST + DAY).following(0) == (Period(2013, 8), AUGUST)


def test_a_vintage_that_was_opened_before_its_year_begins_with_january(schedule):
    assert schedule(opened=0).following(0)[0] == Period(2013, 1)


def test_the_first_period_can_be_given(schedule):
    assert schedule(opened=AUGUST, since=Period(2013, 3)).following(0)[0] == Period(2013, 3)


def test_the_next_period_follows_what_is_final(schedule, manifest):
    assert schedule().following(JULY) == (Period(2013, 8), AUGUST)
    # after a gap too, none is left out
    assert schedule(opened=AUGUST).following(JULY)[0] == Period(2013, 8)
    december = end_of(manifest, Period(2013, 12))
    assert schedule().following(december) is None


def test_a_period_is_due_when_its_data_had_time_to_come(schedule):
    one = schedule()
    assert not one.is_due(JULY, JULY + DAY - 1)
    assert one.is_due(JULY, JULY + DAY)


def test_a_year_can_be_the_period(schedule, manifest):
    end = end_of(manifest, Period(2013))
    assert schedule(yearly=True).following(0) == (Period(2013), end)
    assert schedule(yearly=True).following(end) is None
