"""Operators agree on whose figures make a batch from the files alone, whoever is late or away."""

import pytest

from abate.daemon.gathering import group, said_by, whose_figures, with_figures, with_roots
from tests.library.oracle.conftest import (  # noqa: F401 - fixtures
    JULY,
    desks,
    enrolment,
    figures_of,
    moment,
    operator_set,
)


@pytest.fixture
def observed(desks, moment):  # noqa: F811
    """Lay the roots of these desks; what each gathered."""
    return lambda *places: {place: desks[place].observe(moment, figures_of(JULY), None)[1] for place in places}


@pytest.fixture
def shows(desks, moment, operator_set):  # noqa: F811
    """One desk does what its daemon would do; after whose roots it shows, None where it waits."""
    folder = desks[0].folder(moment)

    def go(place, gathered, roots_late=False, figures_late=False):
        if group(folder, moment, operator_set) is not None:
            return None
        wanted = whose_figures(folder, moment, operator_set.operators, roots_late, figures_late)
        if wanted is None or len(wanted) < operator_set.quorum or wanted == said_by(folder, desks[place].operator):
            return None
        desks[place].show(moment, gathered[place], wanted)
        return [[desk.operator for desk in desks].index(one) for one in wanted]

    return go


@pytest.fixture
def agreed(desks, moment, operator_set):  # noqa: F811
    """Places of those whose figures make the batch; None while there is no quorum."""

    def look():
        found = group(desks[0].folder(moment), moment, operator_set)
        names = [desk.operator for desk in desks]
        return None if found is None else [names.index(one) for one in found.operators]

    return look


def test_all_show_after_all_roots(observed, shows, agreed):
    gathered = observed(0, 1, 2)
    assert [shows(place, gathered) for place in (0, 1, 2)] == [[0, 1, 2]] * 3
    assert agreed() == [0, 1, 2]


def test_nobody_shows_while_a_root_may_still_come(observed, shows, agreed):
    gathered = observed(0, 1)
    assert [shows(place, gathered) for place in (0, 1)] == [None, None]
    assert agreed() is None


def test_who_lays_no_root_in_time_is_left_out(observed, shows, agreed):
    gathered = observed(0, 2)
    assert [shows(place, gathered, roots_late=True) for place in (0, 2)] == [[0, 2]] * 2
    assert agreed() == [0, 2]


def test_who_shows_no_figures_in_time_is_left_out(observed, shows, agreed):
    gathered = observed(0, 1, 2)
    assert [shows(place, gathered) for place in (0, 1)] == [[0, 1, 2]] * 2
    assert agreed() is None
    assert [shows(place, gathered, True, True) for place in (0, 1)] == [[0, 1]] * 2
    assert agreed() == [0, 1]


def test_figures_that_come_at_the_last_moment_lead_to_one_answer(observed, shows, agreed):
    gathered = observed(0, 1, 2)
    shows(0, gathered)
    shows(1, gathered)
    assert shows(0, gathered, True, True) == [0, 1]
    # the third shows before the second has left it out
    assert shows(2, gathered) == [0, 1, 2]
    assert agreed() is None
    assert shows(0, gathered, True, True) == [0, 1, 2]
    assert agreed() == [0, 1, 2]


def test_a_root_that_comes_after_the_batch_is_agreed_changes_nothing(observed, shows, agreed):
    gathered = observed(0, 1)
    for place in (0, 1):
        shows(place, gathered, roots_late=True)
    gathered |= observed(2)
    assert [shows(place, gathered, True, True) for place in (0, 1, 2)] == [None] * 3
    assert agreed() == [0, 1]


def test_one_alone_shows_nothing(observed, shows):
    assert shows(0, observed(0), roots_late=True, figures_late=True) is None


def test_roots_that_are_not_of_this_batch_do_not_count(desks, moment, observed, operator_set):  # noqa: F811
    observed(0, 1)
    folder = desks[0].folder(moment)
    folder.root(desks[1].operator).write_text('{"format": "abate-observation-root/1"}')
    folder.root(desks[2].operator).write_text("no JSON")
    assert with_roots(folder, moment, operator_set.operators) == [desks[0].operator]
    assert with_figures(folder, operator_set.operators) == []
