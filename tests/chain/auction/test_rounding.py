"""What the shares of a clock tick, added steps and exits leave: nothing, whoever splits and whoever comes last."""

import itertools

import pytest


@pytest.fixture(scope="module")
def offered(market, seller):
    market.offer(seller, 100)
    return market


@pytest.mark.parametrize("parts", [[(3, 60)], [(3, 15)] * 4, [(3, 1), (3, 58), (3, 1)]])
def test_splitting_a_bid_loses_nothing_to_rounding(offered, alice, bob, stranger, parts):
    """In one piece or in four, alice gets 46 of the 100 lots that are bid for 130 times on one tick."""
    offered.fund(alice)
    offered.auction.bidCurve(1, parts, {"from": alice})
    offered.bid(bob, 3, 70)
    offered.end()
    assert offered.auction.claim(alice, {"from": stranger}).return_value == 60 * 100 // 130
    assert offered.auction.claim(bob, {"from": stranger}).return_value == 100 - 60 * 100 // 130


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_last_to_claim_is_paid_like_the_first(offered, currency, alice, bob, carol, stranger, seller, order):
    """100 lots in shares that do not divide: whoever comes last finds all of its lots and its money."""
    people = [alice, bob, carol]
    for who, lots in zip(people, (33, 33, 100), strict=True):
        offered.bid(who, 3, lots)
    offered.end()
    filled = {i: offered.auction.claim(people[i], {"from": stranger}).return_value for i in order}
    assert filled == {0: 19, 1: 20, 2: 61}
    offered.auction.pay(1 << 32, {"from": stranger})
    assert offered.credit.balanceOf(offered.auction) == 0
    assert currency.balanceOf(offered.auction) == sum(map(offered.auction.vaultOf, [*people, seller]))


def test_steps_and_exits_around_the_clocks_tick_keep_sums_exact(offered, currency, alice, bob, carol, dave, seller):
    auction, operator = offered.auction, {"from": offered.operator}
    offered.bid(alice, 3, 40)
    offered.bid(bob, 5, 50)
    offered.bid(carol, 7, 33)  # the clock: tick 3
    assert offered.state()["clockTick"] == 3
    offered.bid(alice, 5, 11)  # on top of a step that stands on the clock: 94 above it
    offered.bid(dave, 8, 29)  # the clock: tick 5, alice's first step is outbid
    assert (offered.state()["clockTick"], offered.state()["demandAbove"]) == (5, 62)
    auction.exit(1, {"from": alice})
    offered.bid(bob, 6, 7)  # a step just above the clock, beside one on it
    assert offered.state()["demand"] == 50 + 11 + 33 + 29 + 7
    offered.end()

    filled = {who: auction.claim(who, operator).return_value for who in (dave, bob, alice, carol)}
    # above the clock 33 + 29 + 7; on it 31 lots for 50 and 11
    assert filled == {carol: 33, dave: 29, bob: 7 + 50 * 31 // 61, alice: 31 - 50 * 31 // 61}
    auction.pay(1 << 32, operator)
    assert auction.vaultOf(seller) == 100 * 14_000
    assert currency.balanceOf(auction) == sum(map(auction.vaultOf, [alice, bob, carol, dave, seller]))
