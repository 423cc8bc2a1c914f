"""What one operator can do for all is done by one; the next waits its turn."""

import pytest

from abate.daemon.turns import MOST, Turns, rank


@pytest.fixture
def clock():
    """Seconds that a test moves."""
    return [100.0]


@pytest.fixture
def turns(clock):
    return Turns(60, lambda: clock[0])


def test_the_first_comes_at_once_and_each_other_after_the_one_before(turns, clock):
    assert [turns.has_come("post", place) for place in (0, 1, 2)] == [True, False, False]
    clock[0] += 60
    assert [turns.has_come("post", place) for place in (0, 1, 2)] == [True, True, False]
    assert not turns.has_come("relay", 1)
    assert turns.waited("post") == 60


def test_what_was_due_long_ago_is_forgotten(turns, clock):
    turns.waited("first")
    clock[0] += 5
    for number in range(MOST):
        turns.waited(number)
    assert turns.waited("first") == 0


def test_each_batch_begins_with_another_operator():
    operators = ["0xa", "0xb", "0xc"]
    assert [[rank(one, operators, sequence) for one in operators] for sequence in (1, 2, 3)] == [
        [2, 0, 1],
        [1, 2, 0],
        [0, 1, 2],
    ]
    assert rank("0xd", operators, 1) == 3
