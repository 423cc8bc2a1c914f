"""What goes in comes out: a result whose lots or money do not add up is named."""

from dataclasses import replace

import pytest

from abate.errors import IntegrityError
from tests.library.auction.rounds import OPENING, after, round_with


@pytest.fixture
def outcome():
    """60 of 100 lots are sold at the opening price."""
    return after(round_with(100), ("ann", 1, 60)).outcome()


def test_a_result_adds_up(outcome):
    outcome.check_sums()
    assert (outcome.sold, outcome.revenue) == (60, 60 * OPENING)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (lambda it: {"fills": (replace(it.fills[0], filled=61),)}, "lots filled and sold differ: 61 and 60"),
        (lambda it: {"sales": (replace(it.sales[0], sold=59),)}, "lots sold by sellers and sold differ: 59 and 60"),
        (lambda it: {"demand": 61}, "lots sold and the smaller one of supply and demand differ: 60 and 61"),
        (lambda it: {"fills": (replace(it.fills[0], cost=1),)}, "money of winners and revenue differ: 1 and 600000"),
        (lambda it: {"revenue": 2}, "money of winners and revenue differ: 600000 and 2"),
        (
            lambda it: {"sales": (replace(it.sales[0], proceeds=2),)},
            "proceeds of sellers and revenue differ: 2 and 600000",
        ),
    ],
    ids=["filled", "sold by sellers", "demand", "cost", "revenue", "proceeds"],
)
def test_a_result_that_does_not_add_up_is_caught(outcome, changed, said):
    with pytest.raises(IntegrityError, match=rf"^{said}$"):
        replace(outcome, **changed(outcome)).check_sums()
