"""Bids of several steps: placed together, topped up, outbid in part, settled as one."""

import pytest

from tests.chain.errors import reverts


@pytest.fixture(scope="module")
def offered(market, seller, alice, bob):
    market.offer(seller, 100)
    market.fund(alice, 10**9)
    market.fund(bob, 10**9)


def test_steps_are_placed_together(auction, market, offered, alice):
    tx = auction.bidCurve(1, [(3, 10), (5, 20), (9, 30), (3, 5)], {"from": alice})

    assert tx.events["CurvePlaced"] == {
        "round": 1,
        "bidder": alice,
        "steps": ((3, 10), (5, 20), (9, 30), (3, 5)),
    }
    assert "BidPlaced" not in tx.events
    steps, retires = auction.stepsOf(alice)
    assert steps == ((1, 3, 10, 0), (1, 5, 20, 0), (1, 9, 30, 0), (1, 3, 5, 10))
    assert retires is False
    escrow = 15 * 12_000 + 20 * 14_000 + 30 * 18_000
    assert (auction.escrowOf(alice), auction.vaultOf(alice)) == (escrow, 10**9 - escrow)
    assert (market.state()["demand"], market.state()["demandAbove"]) == (65, 65)


def test_topping_up_adds_a_step_and_changes_none(auction, offered, alice):
    auction.bid(1, 3, 10, {"from": alice})
    auction.bid(1, 3, 10, {"from": alice})
    auction.bid(1, 2, 10, {"from": alice})
    assert auction.stepsOf(alice)[0] == ((1, 3, 10, 0), (1, 3, 10, 10), (1, 2, 10, 0))
    assert auction.escrowOf(alice) == 20 * 12_000 + 10 * 11_000


def test_a_bid_has_at_most_four_standing_steps(auction, offered, alice):
    auction.bidCurve(1, [(2, 1), (3, 1), (4, 1)], {"from": alice})
    with reverts("CurveFull", 5):
        auction.bidCurve(1, [(5, 1), (6, 1)], {"from": alice})
    auction.bid(1, 5, 1, {"from": alice})
    with reverts("CurveFull", 5):
        auction.bid(1, 6, 1, {"from": alice})


@pytest.mark.parametrize("steps", [[], [(1, 1)] * 5, [(0, 0)], [(3, 10), (0, 0)]])
def test_a_curve_has_one_to_four_steps_above_tick_0(auction, offered, alice, steps):
    with reverts("InvalidCurve", len(steps)):
        auction.bidCurve(1, steps, {"from": alice})


def test_one_bad_step_refuses_the_curve(auction, market, offered, alice):
    for bad, error in (
        ((101, 1), ("TickAboveLadder", 101, 100)),
        ((4, 0), ("LotsOutOfRange", 0, 1, 100)),
        ((4, 101), ("LotsOutOfRange", 101, 1, 100)),
    ):
        with reverts(*error):
            auction.bidCurve(1, [(3, 10), bad], {"from": alice})
    with reverts("PurchaseLimitExceeded", 110, 100):
        auction.bidCurve(1, [(3, 50), (4, 60)], {"from": alice})
    assert (market.state()["demand"], auction.vaultOf(alice)) == (0, 10**9)


def test_all_steps_are_paid_for_or_none(auction, market, offered, carol):
    market.fund(carol, 25_999)
    with reverts("InsufficientVault", 25_999, 26_000):
        auction.bidCurve(1, [(3, 1), (5, 1)], {"from": carol})
    market.fund(carol, 1)
    auction.bidCurve(1, [(3, 1), (5, 1)], {"from": carol})
    assert auction.vaultOf(carol) == 0


def test_the_clock_moves_once_and_steps_below_it_may_leave(auction, market, offered, alice, bob):
    auction.bidCurve(1, [(3, 30), (5, 30), (8, 30)], {"from": alice})
    tx = auction.bid(1, 6, 50, {"from": bob})
    # on and above tick 5: 30 + 50 + 30 > 100; above it 80
    assert (tx.events["ClockMoved"]["clockTick"], tx.events["ClockMoved"]["demandAbove"]) == (5, 80)
    vault = auction.vaultOf(alice)

    tx = auction.exit(1, {"from": alice})

    assert tx.events["BidWithdrawn"] == {"round": 1, "bidder": alice, "tick": 3, "lots": 30}
    assert tx.events.count("BidWithdrawn") == 1
    assert auction.vaultOf(alice) == vault + 30 * 12_000
    assert auction.stepsOf(alice)[0] == ((1, 5, 30, 0), (1, 8, 30, 0))
    assert market.state()["demand"] == 110
    with reverts("BidStands", 1, 5, 5):
        auction.exit(1, {"from": alice})


def test_outbid_steps_pay_for_new_ones(auction, market, offered, carol, bob):
    market.fund(carol, 30 * 12_000 + 30 * 14_000)
    auction.bidCurve(1, [(3, 30), (5, 30)], {"from": carol})
    auction.bid(1, 6, 80, {"from": bob})
    tx = auction.bid(1, 9, 10, {"from": carol})
    assert tx.events["BidWithdrawn"] == {"round": 1, "bidder": carol, "tick": 3, "lots": 30}
    assert auction.stepsOf(carol)[0] == ((1, 5, 30, 0), (1, 9, 10, 0))
    assert auction.vaultOf(carol) == 30 * 12_000 - 10 * 18_000


def test_all_steps_are_settled_together(auction, market, offered, credit, alice, bob, stranger):
    auction.bidCurve(1, [(3, 30), (5, 30), (8, 30)], {"from": alice})
    auction.bid(1, 6, 50, {"from": bob})
    market.end()
    tx = auction.claim(alice, {"from": stranger})

    # 80 above the clock, so 20 of the 30 lots on tick 5, and all 30 on tick 8, at 14,000
    cost = 50 * 14_000
    refund = 30 * 12_000 + 30 * 14_000 + 30 * 17_000 - cost
    assert tx.events["BidSettled"] == {"round": 1, "bidder": alice, "filled": 50, "cost": cost, "refund": refund}
    assert auction.vaultOf(alice) == 10**9 - cost
    assert credit.balanceOf(alice) == 50 * market.lot
    assert auction.stepsOf(alice) == ((), False)


def test_steps_of_an_old_bid_do_not_come_back(auction, market, offered, seller, alice, stranger):
    auction.bidCurve(1, [(3, 1), (5, 2), (8, 3)], {"from": alice})
    market.end()
    auction.claim(alice, {"from": stranger})
    market.offer(seller, 100)
    auction.bid(2, 4, 7, {"from": alice})
    assert auction.stepsOf(alice)[0] == ((2, 4, 7, 0),)
    auction.bid(2, 6, 8, {"from": alice})
    assert auction.stepsOf(alice)[0] == ((2, 4, 7, 0), (2, 6, 8, 0))
