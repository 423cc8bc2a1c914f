import pytest

from tests.chain.auction.clock import next_block_at
from tests.chain.auction.deployments import deploy_auction
from tests.chain.auction.market import Market
from tests.chain.errors import reverts


def test_a_bid_draws_its_limit_from_the_vault_and_joins_the_book(auction, market, seller, alice, bob):
    market.offer(seller, 100)
    market.bid(bob, 3, 10)
    market.fund(alice, 500_000)

    tx = auction.bid(1, 3, 40, {"from": alice})

    # tick 3 costs 10,000 + 2 x 1,000
    assert tx.events["BidPlaced"] == {"round": 1, "bidder": alice, "tick": 3, "lots": 40}
    assert "ClockMoved" not in tx.events
    assert auction.vaultOf(alice) == 500_000 - 480_000
    assert auction.escrowOf(alice) == 480_000
    assert auction.bidOf(alice).dict() == {"round": 1, "tick": 3, "lots": 40, "before": 10}
    assert auction.demandAt(3) == 50
    assert (market.state()["demand"], market.state()["demandAbove"]) == (50, 50)


def test_prices_climb_the_ladder_from_the_opening_price(auction, market):
    market.open()
    assert [auction.priceOf(1, tick) for tick in (0, 1, 2, 100)] == [10_000, 10_000, 11_000, 109_000]
    with reverts("TickAboveLadder", 101, 100):
        auction.priceOf(1, 101)
    with reverts("TickAboveLadder", 101, 100):
        auction.demandAt(101)


def test_bids_are_taken_from_start_until_before_the_end(auction, market, seller, alice):
    market.open()
    market.consign(seller, 100)
    market.fund(alice)
    start, end = market.state()["start"], market.state()["end"]

    next_block_at(start - 1)
    with reverts("BiddingClosed", 1, start, end):
        auction.bid(1, 1, 10, {"from": alice})
    next_block_at(end)
    with reverts("BiddingClosed", 1, start, end):
        auction.bid(1, 1, 10, {"from": alice})


@pytest.mark.parametrize("after_start", [0, 7_199])
def test_the_first_and_the_last_second_count(auction, market, seller, alice, after_start):
    market.open()
    market.consign(seller, 100)
    market.fund(alice)
    next_block_at(market.state()["start"] + after_start)
    auction.bid(1, 1, 10, {"from": alice})
    assert auction.demandAt(1) == 10


def test_an_undersupplied_round_takes_no_bids(auction, market, seller, alice):
    market.offer(seller, 9)
    market.fund(alice)
    with reverts("SupplyTooLow", 9, 10):
        auction.bid(1, 1, 5, {"from": alice})


def test_unknown_rounds_take_no_bids(auction, market, alice):
    with reverts("UnknownRound", 1):
        auction.bid(1, 1, 5, {"from": alice})


def test_the_tick_must_be_above_the_clock_and_on_the_ladder(auction, market, seller, alice, bob, carol):
    market.offer(seller, 100)
    market.fund(carol)
    with reverts("TickNotAboveClock", 0, 0):
        auction.bid(1, 0, 10, {"from": carol})
    with reverts("TickAboveLadder", 101, 100):
        auction.bid(1, 101, 10, {"from": carol})

    market.bid(alice, 4, 100)
    market.bid(bob, 5, 10)
    for tick in (3, 4):
        with reverts("TickNotAboveClock", tick, 4):
            auction.bid(1, tick, 10, {"from": carol})
    auction.bid(1, 100, 10, {"from": carol})


def test_lots_are_at_most_the_supply(auction, market, seller, alice):
    market.offer(seller, 100)
    market.fund(alice)
    with reverts("LotsOutOfRange", 101, 1, 100):
        auction.bid(1, 1, 101, {"from": alice})
    auction.bid(1, 1, 100, {"from": alice})


def test_lots_are_at_least_one_percent_or_what_is_left(auction, market, seller, alice, bob, carol):
    market.offer(seller, 1_099)
    market.fund(alice)
    market.fund(carol)
    assert auction.minimumBidOf(1) == 10
    with reverts("LotsOutOfRange", 9, 10, 1_099):
        auction.bid(1, 1, 9, {"from": alice})

    market.bid(bob, 2, 1_095)
    assert auction.minimumBidOf(1) == 4
    with reverts("LotsOutOfRange", 3, 4, 1_099):
        auction.bid(1, 1, 3, {"from": alice})
    auction.bid(1, 1, 4, {"from": alice})


def test_where_nothing_is_left_whoever_overtakes_bids_for_one_percent(auction, market, seller, alice, bob):
    market.offer(seller, 1_200)
    market.bid(bob, 2, 1_200)
    assert auction.minimumBidOf(1) == 12
    market.fund(alice)
    with reverts("LotsOutOfRange", 11, 12, 1_200):
        auction.bid(1, 3, 11, {"from": alice})
    auction.bid(1, 3, 12, {"from": alice})
    assert auction.minimumBidOf(1) == 12


def test_in_a_small_round_single_lots_are_enough(auction, market, seller, alice):
    market.offer(seller, 10)
    assert auction.minimumBidOf(1) == 1
    market.fund(alice)
    with reverts("LotsOutOfRange", 0, 1, 10):
        auction.bid(1, 1, 0, {"from": alice})
    auction.bid(1, 1, 1, {"from": alice})


def test_the_smallest_bid_is_a_setting(deployer, credit, currency, stranger, seller, alice):
    market = Market(deploy_auction(deployer, credit, currency, minimumBidBps=0), credit, currency, stranger)
    market.offer(seller, 10_000)
    market.bid(alice, 1, 1)
    assert market.state()["demand"] == 1


def test_the_vault_must_hold_the_limit(auction, market, seller, alice):
    market.offer(seller, 100)
    market.fund(alice, 119_999)
    with reverts("InsufficientVault", 119_999, 120_000):
        auction.bid(1, 3, 10, {"from": alice})
    assert auction.vaultOf(alice) == 119_999


def test_a_bid_that_stands_gets_a_second_step(auction, market, seller, alice):
    market.offer(seller, 100)
    market.bid(alice, 3, 10)
    market.bid(alice, 4, 10)
    assert auction.stepsOf(alice)[0] == ((1, 3, 10, 0), (1, 4, 10, 0))


def test_an_old_rounds_bid_must_be_claimed_first(auction, market, seller, alice):
    market.offer(seller, 100)
    market.bid(alice, 3, 10)
    market.end()
    market.offer(seller, 100)
    market.fund(alice)
    with reverts("UnsettledBid", 1):
        auction.bid(2, 3, 10, {"from": alice})

    auction.claim(alice, {"from": alice})
    auction.bid(2, 3, 10, {"from": alice})
    assert auction.bidOf(alice)["round"] == 2
