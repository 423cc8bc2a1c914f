"""The auction: what bidders, sellers and settlers pay. A round before has touched what later rounds find warm."""

import pytest
from brownie import accounts

from tests.chain.auction.deployments import deploy_auction
from tests.chain.auction.market import FUNDS, Market

DENSE_TICKS = 1_000
AT_ONCE = 50


@pytest.fixture(scope="module")
def credit(GramToken, deployer):
    return deployer.deploy(GramToken)


@pytest.fixture(scope="module")
def market(credit, currency, deployer, stranger):
    return Market(deploy_auction(deployer, credit, currency), credit, currency, stranger)


def test_a_round_from_opening_to_payment(market, alice, bob, carol, dave, stranger, record):
    for bidder in (alice, bob):
        market.fund(bidder)
    record("auction.openRound.first", market.auction.openRound({"from": stranger}).gas_used)
    settle_one_round(market, alice, bob, carol)

    record("auction.openRound.repeat", market.auction.openRound({"from": stranger}).gas_used)
    market.supply(carol, 100)
    record("auction.consign", market.auction.consign(2, 100, {"from": carol}).gas_used)
    market.supply(dave, 100)
    record("auction.consign.next", market.auction.consign(2, 100, {"from": dave}).gas_used)
    market.start_bidding()

    record("auction.bid.firstOfWord", market.auction.bid(2, 10, 50, {"from": alice}).gas_used)
    record("auction.bid.vault", market.auction.bid(2, 10, 150, {"from": bob}).gas_used)
    market.end()
    market.auction.publishResult(2, {"from": stranger})

    record("auction.claim.repeat", market.auction.claim(alice, {"from": stranger}).gas_used)
    record("auction.pay.seller", market.auction.pay((2 << 32) + 100, {"from": stranger}).gas_used)
    record("auction.pay.repeat", market.auction.pay(2 << 32, {"from": stranger}).gas_used)


def settle_one_round(market, alice, bob, carol):
    first = market.consign(carol, 100)
    market.start_bidding()
    market.auction.bid(1, 10, 50, {"from": alice})
    market.auction.bid(1, 10, 50, {"from": bob})
    market.end()
    market.auction.claimMany([alice, bob], {"from": carol})
    market.auction.pay(first, {"from": carol})


def test_a_claim_at_the_clock(market, alice, bob, carol, stranger, record):
    market.offer(carol, 100)
    market.bid(alice, 10, 100)
    record("auction.bid.movesClock", bid_from_vault(market, bob, 11, 50).gas_used)
    market.end()
    record("auction.claim.fresh", market.auction.claim(alice, {"from": stranger}).gas_used)


def test_deposit_and_withdraw(market, alice, record):
    market.currency.mint(alice, 3 * FUNDS, {"from": alice})
    market.currency.approve(market.auction, 2**256 - 1, {"from": alice})
    record("auction.deposit.first", market.auction.deposit(FUNDS, {"from": alice}).gas_used)
    record("auction.deposit.repeat", market.auction.deposit(FUNDS, {"from": alice}).gas_used)
    record("auction.withdraw", market.auction.withdraw(FUNDS, {"from": alice}).gas_used)


def test_claiming_for_ten(market, seller_of_all, record):
    ten = accounts[12:22]
    market.offer(seller_of_all, 1_000)
    for bidder in ten:
        market.bid(bidder, 5, 10)
    market.end()
    tx = market.auction.claimMany(ten, {"from": seller_of_all})
    record("auction.claimMany.10.fresh.each", tx.gas_used // len(ten))

    market.open()
    market.consign(seller_of_all, 1_000)
    market.start_bidding()
    for bidder in ten:
        market.bid(bidder, 5, 10)
    market.end()
    tx = market.auction.claimMany(ten, {"from": seller_of_all})
    record("auction.claimMany.10.repeat.each", tx.gas_used // len(ten))


@pytest.fixture
def seller_of_all():
    return accounts[29]


def test_crossing_a_thousand_dense_ticks(BidderCrowd, credit, currency, deployer, stranger, seller_of_all, record):
    auction = deploy_auction(deployer, credit, currency, ticks=2_000, minimumBidBps=0)
    market = Market(auction, credit, currency, stranger)
    market.offer(seller_of_all, DENSE_TICKS)
    crowd = deployer.deploy(BidderCrowd)
    for first in range(1, DENSE_TICKS + 1, AT_ONCE):
        crowd.bidOnTicks(auction, market.round, first, AT_ONCE, 1, {"from": deployer})

    gas = bid_from_vault(market, seller_of_all, DENSE_TICKS + 1, DENSE_TICKS).gas_used
    record("auction.bid.sixteenWords", gas)
    cranks = 0
    while market.state()["demandAbove"] > DENSE_TICKS:
        cranks += auction.crank(market.round, 32, {"from": stranger}).gas_used
    assert market.state()["clockTick"] == DENSE_TICKS
    record("auction.cross.1000", gas + cranks)


def bid_from_vault(market, bidder, tick, lots):
    market.fund(bidder)
    return market.auction.bid(market.round, tick, lots, {"from": bidder})
