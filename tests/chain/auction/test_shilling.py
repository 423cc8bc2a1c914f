"""A seller who bids against the only high bid: what it earns, what it costs, and what limits it.

100 lots, the floor at 10,000, ticks of 1,000. The honest demand: 60 lots at up to 30,000 (tick 21), so that everybody
pays the floor and 40 lots stay unsold.
"""

import pytest

from tests.chain.errors import reverts

HONEST, SHILL_TICK = (21, 60), 20
SHILL_PRICE = 10_000 + 19 * 1_000


@pytest.fixture(scope="module")
def offered(market, seller, alice):
    market.offer(seller, 100)
    market.bid(alice, *HONEST)
    return market


def settled(market, seller, *bidders):
    """What the seller has, in its vault and in lots, when all is settled."""
    market.end()
    market.auction.claimMany([*bidders], {"from": market.operator})
    market.auction.pay(market.round << 32, {"from": market.operator})
    return market.auction.vaultOf(seller), market.lots_of(seller)


def test_against_more_demand_than_supply_it_sells_less(market, seller, alice, bob, carol):
    """With a second bidder the round is full without it: every lot that the shill wins is one that is not sold."""
    market.offer(seller, 100)
    market.bid(alice, 21, 60)
    market.bid(carol, 18, 60)
    market.bid(bob, SHILL_TICK, 60)
    vault, lots = settled(market, seller, alice, bob, carol)
    sold_to_others = market.lots_of(alice) + market.lots_of(carol)
    assert (sold_to_others, lots + market.lots_of(bob)) == (60, 40)
    earned = vault - market.lots_of(bob) * SHILL_PRICE
    # honest: 60 and 40 lots at tick 18, 27,000 each
    assert (earned, 100 * 27_000) == (1_740_000, 2_700_000)


def test_without_it_the_bidder_pays_the_floor(offered, seller, alice):
    assert settled(offered, seller, alice) == (60 * 10_000, 40)
    assert offered.auction.resultOf(1)["clearingPrice"] == 10_000


def test_what_is_left_over_moves_no_price(offered, seller, alice, bob):
    """Demand must exceed supply: a shill of 40 lots fills the round at the floor and buys its own lots back."""
    offered.bid(bob, SHILL_TICK, 40)
    assert settled(offered, seller, alice, bob) == (100 * 10_000, 0)
    assert (offered.auction.resultOf(1)["clearingPrice"], offered.lots_of(bob)) == (10_000, 40)


def test_one_lot_more_than_is_left_drives_the_price_to_the_shills_tick(offered, seller, alice, bob):
    """The seller's other account bids 41: it takes 40 of its own lots back and pays itself for them.

    The bidder pays 60 x 29,000 in place of 60 x 10,000: within its own limit of 30,000, which is all that protects it.
    """
    offered.bid(bob, SHILL_TICK, 41)
    vault, lots = settled(offered, seller, alice, bob)
    shill_paid = 40 * SHILL_PRICE
    assert (vault - shill_paid, lots + offered.lots_of(bob)) == (60 * SHILL_PRICE, 40)
    assert offered.auction.vaultOf(alice) == 60 * (30_000 - SHILL_PRICE)


def test_a_shill_that_bids_too_high_buys_its_own_lots_and_loses_the_sale(offered, seller, alice, bob):
    """It cannot know the limit of a bid that comes later, nor leave when it is wrong: here it outbids the bidder."""
    offered.bid(bob, 22, 41)
    vault, lots = settled(offered, seller, alice, bob)
    # the clock stands on the honest bid's own tick: 41 lots for the shill, 59 of 60 for the bidder, at 30,000
    assert vault - 41 * 30_000 == 59 * 30_000
    assert (lots + offered.lots_of(bob), offered.lots_of(alice)) == (41, 59)


def test_a_shill_cannot_leave_while_it_stands(offered, bob):
    offered.bid(bob, SHILL_TICK, 41)
    with reverts("BidStands", 1, SHILL_TICK, SHILL_TICK):
        offered.auction.exit(1, {"from": bob})
