import pytest

from abate.auction.pricing import highest_tick, tick_price
from tests.library.auction.terms import TERMS


def test_ticks_zero_and_one_are_the_opening_price():
    assert [tick_price(10_000, tick, 1_000) for tick in range(4)] == [10_000, 10_000, 11_000, 12_000]


@pytest.mark.parametrize(
    ("limit", "tick"), [(9_999, 0), (10_000, 1), (10_999, 1), (11_000, 2), (109_000, 100), (10**9, 100)]
)
def test_the_highest_tick_within_a_limit_price(limit, tick):
    assert highest_tick(limit, 10_000, TERMS) == tick
