"""What one operator can do for all is done by one; the next waits its turn."""

import pytest

from abate.daemon.turns import MOST, Place, Turns, place_of


@pytest.fixture
def clock():
    """Seconds that a test moves."""
    return [100.0]


@pytest.fixture
def turns(clock):
    made = Turns(60, lambda: clock[0])
    clock[0] += 60
    return made


def who_may(turns, what, **more):
    return [turns.has_come(what, Place(number, 3), **more) for number in (0, 1, 2)]


def test_the_first_comes_at_once_and_each_other_after_the_one_before(turns, clock):
    assert who_may(turns, "post") == [True, False, False]
    clock[0] += 60
    assert who_may(turns, "post") == [True, True, False]
    assert not turns.has_come("tree", Place(1, 3))
    assert turns.waited("post") == 60


def test_what_takes_long_has_long_turns(turns, clock):
    assert who_may(turns, "relay", long=4) == [True, False, False]
    clock[0] += 239
    assert who_may(turns, "relay", long=4) == [True, False, False]
    clock[0] += 1
    assert who_may(turns, "relay", long=4) == [True, True, False]


def test_who_comes_back_takes_its_turn_behind_all_others(turns, clock):
    assert turns.has_come("before", Place(0, 3))
    turns.join()
    assert who_may(turns, "post") == [False, False, False]
    clock[0] += 180
    assert who_may(turns, "post") == [True, False, False]
    clock[0] += 120
    assert who_may(turns, "post") == [True, True, True]
    # what becomes due later, all see at the same time; and what it saw before is not put off
    assert who_may(turns, "next") == [True, False, False]
    assert turns.has_come("before", Place(0, 3))


def test_nobody_begins_where_another_one_is_at_it(turns, clock):
    assert who_may(turns, "relay", behind=True) == [False, False, False]
    clock[0] += 180
    assert who_may(turns, "relay", behind=True) == [True, False, False]


def test_what_was_due_long_ago_is_forgotten(turns, clock):
    turns.waited("first")
    clock[0] += 5
    for number in range(MOST):
        turns.waited(number)
    assert turns.waited("first") == 0


def test_each_batch_begins_with_another_operator():
    operators = ["0xa", "0xb", "0xc"]
    assert [[place_of(one, operators, sequence).number for one in operators] for sequence in (1, 2, 3)] == [
        [2, 0, 1],
        [1, 2, 0],
        [0, 1, 2],
    ]


def test_who_is_no_operator_comes_after_them_by_its_address():
    operators = ["0xa", "0xb", "0xc"]
    assert [place_of(one, operators, 1) for one in ("0xd", "0xe", "0xf")] == [Place(4, 3), Place(5, 3), Place(3, 3)]
    assert place_of("0xd", [], 1) == Place(0, 0)
