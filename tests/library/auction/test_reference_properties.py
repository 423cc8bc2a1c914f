"""What must hold of every round, whatever is bid."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from abate.auction.reference import RefusedError, share
from tests.library.auction.rounds import round_with
from tests.library.auction.terms import terms

TERMS = terms(minimum_bid=0, ticks=12, minimum_supply=1)
BIDS = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 12), st.integers(1, 60)), max_size=25)
SUPPLY = st.lists(st.integers(1, 40), min_size=1, max_size=5)


def played(supply, bids):
    """The round after all bids that the rules allow; checks after each that the clock never falls."""
    round_ = round_with(*supply, terms=TERMS)
    for bidder, tick, lots in bids:
        clock = round_.clock
        try:
            round_.bid(f"bidder{bidder}", tick, lots, at=round_.start)
        except RefusedError:
            assert round_.clock == clock
        assert round_.clock >= clock
    return round_


@given(SUPPLY, BIDS)
def test_sums_are_exact(supply, bids):
    played(supply, bids).outcome().check_sums()


@given(SUPPLY, BIDS)
def test_one_price_within_every_winners_limit(supply, bids):
    round_ = played(supply, bids)
    outcome = round_.outcome()
    for fill in outcome.fills:
        assert 0 <= fill.filled <= fill.lots
        assert fill.cost == fill.filled * outcome.clearing_price
        assert fill.refund >= 0
        assert fill.cost + fill.refund == round_.price(fill.tick) * fill.lots
        if fill.filled:
            assert round_.price(fill.tick) >= outcome.clearing_price
    for sale in outcome.sales:
        assert sale.sold + sale.returned == sale.lots
        assert sale.proceeds == sale.sold * outcome.clearing_price


@given(SUPPLY, BIDS)
def test_no_higher_bid_gets_a_smaller_part_than_a_lower_one(supply, bids):
    outcome = played(supply, bids).outcome()
    for fill in outcome.fills:
        if fill.tick > outcome.clock_tick:
            assert fill.filled == fill.lots
        elif fill.tick < outcome.clock_tick:
            assert fill.filled == 0
        else:
            exact = fill.lots * outcome.clock_supply / outcome.clock_demand
            assert abs(fill.filled - exact) < 1


@given(SUPPLY, st.lists(st.tuples(st.integers(1, 12), st.integers(1, 60)), max_size=12), st.randoms())
def test_price_and_volume_do_not_depend_on_the_order_of_bids(supply, bids, dice):
    # bids of different bidders in an order that accepts all of them: from the lowest tick upwards is one
    bids = [(i, tick, min(lots, sum(supply))) for i, (tick, lots) in enumerate(bids)]
    first = played(supply, sorted(bids, key=lambda bid: bid[1]))
    other = list(bids)
    random.Random(dice.random()).shuffle(other)
    second = played(supply, other)

    assert second.clock == first.clock
    assert second.outcome().sold == first.outcome().sold


@given(st.lists(st.integers(1, 2**28), min_size=1, max_size=20), st.integers(0, 2**28))
@settings(max_examples=200)
def test_shares_telescope_to_what_is_available(parts, available):
    total = sum(parts)
    available = min(available, total)
    before, shared = 0, 0
    for lots in parts:
        got = share(before, lots, available, total)
        assert 0 <= got <= lots
        before, shared = before + lots, shared + got
    assert shared == available
