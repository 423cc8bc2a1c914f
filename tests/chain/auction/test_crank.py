"""A book of one lot on each of 160 ticks, 20 words, and a bid that overtakes it all: more than one bid may walk."""

import pytest
from brownie import accounts, web3
from rich.console import Console

from abate.auction.plan import BASE_GAS, WORD_GAS
from abate.auction.settlement import settle
from abate.chain import connect
from abate.chain.auction import CreditAuction
from abate.errors import ChainError
from abate.runs.settle import Work
from tests.chain.auction.deployments import deploy_auction
from tests.chain.auction.market import Market
from tests.chain.errors import reverts
from tests.chain.programmes import sender_of

CLEARING, FINAL = 3, 4
TICKS, WORDS_PER_BID = 160, 16
AFTER_BID = 8 * WORDS_PER_BID - 1  # the last tick of the sixteenth word; tick 0 is never used


@pytest.fixture(scope="module")
def market(BidderCrowd, credit, currency, deployer, stranger, seller, alice):
    auction = deploy_auction(deployer, credit, currency, ticks=300, minimumBidBps=0)
    market = Market(auction, credit, currency, stranger)
    market.offer(seller, TICKS)
    crowd = deployer.deploy(BidderCrowd)
    for first in range(1, TICKS + 1, 40):
        crowd.bidOnTicks(auction, 1, first, 40, 1, {"from": deployer})
    market.bid(alice, 200, TICKS)
    return market


def clock(market):
    state = market.state()
    return state["clockTick"], state["demandAbove"]


def test_a_bid_walks_sixteen_words_and_leaves_the_rest(market):
    assert clock(market) == (AFTER_BID, TICKS + TICKS - AFTER_BID)


def test_anybody_cranks_in_bounded_pieces(market, stranger, dave):
    tx = market.auction.crank(1, 1, {"from": stranger})
    assert tx.return_value is True
    assert tx.events["ClockMoved"] == {"round": 1, "clockTick": AFTER_BID + 8, "demandAbove": 2 * TICKS - 135}

    tx = market.auction.crank(1, 1000, {"from": dave})
    assert tx.return_value is False
    assert clock(market) == (TICKS, TICKS)


def test_pieces_of_any_size_come_to_the_same(market, stranger):
    cranks = 0
    while market.auction.crank(1, 2, {"from": stranger}).return_value:
        cranks += 1
    assert cranks == 2
    assert clock(market) == (TICKS, TICKS)


def test_without_lag_or_without_words_nothing_happens(market, stranger):
    before = clock(market)
    tx = market.auction.crank(1, 0, {"from": stranger})
    assert (tx.return_value, len(tx.events)) == (True, 0)
    assert clock(market) == before

    market.auction.crank(1, 100, {"from": stranger})
    tx = market.auction.crank(1, 100, {"from": stranger})
    assert (tx.return_value, len(tx.events)) == (False, 0)
    with reverts("UnknownRound", 2):
        market.auction.crank(2, 100, {"from": stranger})


def test_the_next_bid_brings_the_clock_up_before_it_is_judged(market, bob):
    market.fund(bob)
    with reverts("TickNotAboveClock", TICKS, TICKS):
        market.auction.bid(1, TICKS, 1, {"from": bob})
    tx = market.auction.bid(1, TICKS + 1, 1, {"from": bob})
    assert [event["clockTick"] for event in tx.events["ClockMoved"]] == [TICKS, TICKS + 1]


def test_a_crank_never_extends_the_round(market, stranger):
    end = market.state()["end"]
    market.end()
    assert market.auction.stageOf(1) == CLEARING

    tx = market.auction.crank(1, 100, {"from": stranger})
    assert "RoundExtended" not in tx.events
    assert market.state()["end"] == end
    assert market.auction.stageOf(1) == FINAL


def test_while_the_clock_lags_nothing_is_settled(market, seller, alice, stranger):
    market.end()
    with reverts("RoundNotFinal", 1):
        market.auction.claim(alice, {"from": stranger})
    with reverts("RoundNotFinal", 1):
        market.auction.pay(1 << 32, {"from": stranger})
    with reverts("RoundNotFinal", 1):
        market.auction.publishResult(1, {"from": stranger})
    with reverts("RoundNotFinal", 1):
        market.auction.openRound({"from": stranger})

    market.auction.crank(1, 100, {"from": stranger})
    assert market.auction.claim(alice, {"from": stranger}).return_value == TICKS
    assert market.auction.resultOf(1)["clearingPrice"] == 10_000 + (TICKS - 1) * 1_000


def test_a_settlement_sends_as_many_cranks_as_the_lag_needs_and_no_more(market):
    market.end()
    auction = CreditAuction(connect(web3.provider.endpoint_uri, chain_id=1337), market.auction.address)
    with pytest.raises(ChainError, match=r"^round 1's clock lags behind its bids: crank it first$"):
        settle(auction, 1, 0)

    work = Work(auction, 1, sender_of(accounts[0]), Console(quiet=True))
    work.gas_limit = BASE_GAS + 3 * WORD_GAS  # the lag has five words
    work.bring_up_clock()
    assert (len(work.transactions), clock(market)) == (2, (TICKS, TICKS))
    assert settle(auction, 1, 0).outcome.sold == TICKS

    work.bring_up_clock()
    assert len(work.transactions) == 2


def test_a_lag_beyond_one_bids_walk_must_be_cranked_first(
    BidderCrowd, credit, currency, deployer, stranger, seller, alice, bob
):
    auction = deploy_auction(deployer, credit, currency, ticks=400, minimumBidBps=0)
    market = Market(auction, credit, currency, stranger)
    ticks = 8 * 2 * WORDS_PER_BID + 8  # 34 words: two bids walk 32 of them
    market.offer(seller, ticks)
    crowd = deployer.deploy(BidderCrowd)
    for first in range(1, ticks + 1, 44):
        crowd.bidOnTicks(auction, 1, first, 44, 1, {"from": deployer})
    market.bid(alice, 350, ticks)
    market.fund(bob)

    with reverts("ClockLags", 1, 255, 2 * ticks - 255, ticks):
        auction.bid(1, 360, 1, {"from": bob})
    auction.crank(1, 2, {"from": stranger})
    auction.bid(1, 360, 1, {"from": bob})
    assert market.state()["clockTick"] == 350
