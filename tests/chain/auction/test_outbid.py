import pytest

from tests.chain.auction.market import VAULT_MAX
from tests.chain.errors import reverts


@pytest.fixture(scope="module")
def outbid(market, seller, alice, bob, carol):
    """Alice bid 60 on tick 3 and was outbid: the clock stands on tick 5."""
    market.offer(seller, 100)
    market.bid(alice, 3, 60)
    market.bid(bob, 5, 60)
    market.bid(carol, 6, 60)
    assert market.state()["clockTick"] == 5


def test_whoever_was_outbid_may_leave_with_all_the_money(auction, market, outbid, alice):
    tx = auction.exit(1, {"from": alice})

    assert tx.events["BidWithdrawn"] == {"round": 1, "bidder": alice, "tick": 3, "lots": 60}
    assert auction.vaultOf(alice) == 60 * 12_000
    assert auction.escrowOf(alice) == 0
    assert auction.bidOf(alice) == (0, 0, 0, 0)
    assert (market.state()["demand"], market.state()["demandAbove"]) == (120, 60)
    assert market.state()["clockTick"] == 5


def test_a_new_bid_takes_the_outbid_ones_place_and_money(auction, market, outbid, alice):
    market.fund(alice, 60 * 4_000 - 1)
    with reverts("InsufficientVault", 60 * 16_000 - 1, 60 * 16_000):
        auction.bid(1, 7, 60, {"from": alice})
    market.fund(alice, 1)

    tx = auction.bid(1, 7, 60, {"from": alice})

    assert tx.events["BidWithdrawn"] == {"round": 1, "bidder": alice, "tick": 3, "lots": 60}
    assert tx.events["BidPlaced"] == {"round": 1, "bidder": alice, "tick": 7, "lots": 60}
    assert auction.vaultOf(alice) == 0
    assert auction.escrowOf(alice) == 60 * 16_000
    # carol's 60 on tick 6 and alice's 60 exceed 100
    assert market.state()["clockTick"] == 6
    assert (market.state()["demand"], market.state()["demandAbove"]) == (180, 60)


def test_a_new_bid_waits_until_the_vault_has_room_for_what_it_leaves_of_the_outbid_one(auction, market, outbid, alice):
    refund, price = 60 * 12_000, 20 * 16_000
    market.fund(alice, VAULT_MAX)
    with reverts("VaultOverflow", VAULT_MAX, refund):
        auction.bid(1, 7, 20, {"from": alice})
    assert auction.stepsOf(alice)[0][0][1:3] == (3, 60)

    auction.withdraw(refund - price, {"from": alice})
    auction.bid(1, 7, 20, {"from": alice})
    assert auction.vaultOf(alice) == VAULT_MAX
    assert auction.escrowOf(alice) == price


def test_a_bid_on_the_clock_or_above_it_stands(auction, market, outbid, bob, carol):
    for bidder, tick in ((bob, 5), (carol, 6)):
        with reverts("BidStands", 1, tick, 5):
            auction.exit(1, {"from": bidder})
        market.fund(bidder)
        auction.bid(1, 9, 40, {"from": bidder})
        assert auction.stepsOf(bidder)[0][0][1:3] == (tick, 60)


def test_after_the_end_nobody_leaves_the_book(auction, market, outbid, alice):
    start, end = market.state()["start"], market.state()["end"]
    market.end()
    with reverts("BiddingClosed", 1, start, end):
        auction.exit(1, {"from": alice})
    assert market.state()["demand"] == 180


def test_only_who_bid_in_the_round_can_leave_it(auction, market, outbid, dave, alice):
    with reverts("NoBid", dave):
        auction.exit(1, {"from": dave})
    with reverts("UnknownRound", 2):
        auction.exit(2, {"from": alice})


def test_an_old_rounds_bid_does_not_leave_a_new_round(auction, market, outbid, seller, alice):
    market.end()
    market.offer(seller, 100)
    with reverts("UnsettledBid", 1):
        auction.exit(2, {"from": alice})
