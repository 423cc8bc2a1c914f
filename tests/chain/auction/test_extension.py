import pytest

from tests.chain.auction.clock import next_block_at
from tests.chain.auction.deployments import deploy_auction
from tests.chain.auction.market import Market
from tests.chain.errors import reverts

EXTENSION = 600


@pytest.fixture
def full(market, seller, alice, bob, carol, dave):
    """A round that one lot more would move, and bidders with money."""
    market.offer(seller, 100)
    market.bid(alice, 1, 100)
    for bidder in (bob, carol, dave):
        market.fund(bidder)
    return market


def test_a_late_bid_that_moves_the_clock_extends_the_end(auction, full, bob):
    end = full.state()["end"]
    next_block_at(end - EXTENSION + 1)
    tx = auction.bid(1, 2, 10, {"from": bob})

    assert tx.events["RoundExtended"] == {"round": 1, "end": end + EXTENSION, "extensionsLeft": 2}
    assert full.state()["end"] == end + EXTENSION
    assert full.state()["start"] == end - 7_200


def test_an_earlier_one_does_not(auction, full, bob):
    end = full.state()["end"]
    next_block_at(end - EXTENSION)
    tx = auction.bid(1, 2, 10, {"from": bob})

    assert "ClockMoved" in tx.events
    assert "RoundExtended" not in tx.events
    assert full.state()["end"] == end


def test_a_late_bid_that_does_not_move_the_clock_does_not(auction, market, seller, alice):
    market.offer(seller, 100)
    market.fund(alice)
    end = market.state()["end"]
    next_block_at(end - 1)
    assert "RoundExtended" not in auction.bid(1, 2, 100, {"from": alice}).events
    assert market.state()["end"] == end


def test_after_the_counted_extensions_it_is_over(auction, full, bidders):
    first_end = full.state()["end"]
    for i, bidder in enumerate(bidders[:4]):
        full.fund(bidder)
        next_block_at(full.state()["end"] - 1)
        auction.bid(1, i + 2, 100, {"from": bidder})
    hard_end = first_end + 3 * EXTENSION
    assert full.state()["end"] == hard_end
    assert full.state()["extensionsLeft"] == 0

    full.fund(bidders[4])
    next_block_at(hard_end)
    with reverts("BiddingClosed", 1, first_end - 7_200, hard_end):
        auction.bid(1, 90, 100, {"from": bidders[4]})
    assert auction.stageOf(1) == 4


def test_a_round_without_extensions_ends_on_time(deployer, credit, currency, stranger, seller, alice, bob):
    auction = deploy_auction(deployer, credit, currency, extensions=0, extension=0)
    market = Market(auction, credit, currency, stranger)
    market.offer(seller, 100)
    market.bid(alice, 1, 100)
    market.fund(bob)
    end = market.state()["end"]
    next_block_at(end - 1)
    auction.bid(1, 2, 100, {"from": bob})
    assert market.state()["end"] == end
