from collections import Counter

from abate.auction.reference import clock_of
from tests.library.auction.rounds import after, round_with


def test_the_clock_is_the_highest_tick_where_demand_exceeds_supply():
    assert clock_of(Counter({5: 4, 4: 4, 3: 4, 1: 9}), 10) == 3


def test_exactly_subscribed_is_not_exceeded():
    assert clock_of(Counter({5: 4, 4: 6}), 10) == 0
    assert clock_of(Counter({5: 4, 4: 6, 2: 1}), 10) == 2


def test_without_excess_all_pay_the_opening_price():
    outcome = after(round_with(100), ("ann", 50, 60), ("ben", 20, 40)).outcome()

    assert outcome.clock_tick == 0
    assert outcome.clearing_price == outcome.opening_price == 10_000
    assert [fill.filled for fill in outcome.fills] == [60, 40]


def test_demand_met_exactly_above_the_clock_leaves_nothing_on_it():
    outcome = after(round_with(100), ("ann", 3, 10), ("ben", 5, 100)).outcome()

    assert outcome.clock_tick == 3
    assert outcome.clock_supply == 0
    assert [(fill.bidder, fill.filled) for fill in outcome.fills] == [("ann", 0), ("ben", 100)]
    assert outcome.clearing_price == 12_000


def test_bids_on_the_clock_share_what_is_left_exactly():
    outcome = after(round_with(100), ("ann", 3, 33), ("ben", 3, 33), ("cleo", 3, 33), ("dan", 4, 51)).outcome()

    # 49 lots left for 99: floors of 16 1/3, 32 2/3 and 49
    assert outcome.clock_tick == 3
    assert [fill.filled for fill in outcome.fills] == [16, 16, 17, 51]
