"""The auction: a hundred people without gas bid by signature, and one settler serves all; curves and first bids."""

import pytest
from eth_account import Account
from eth_account.messages import encode_typed_data

from abate.auction.signed_bids import BidOrder
from tests.chain.auction.deployments import deploy_auction
from tests.chain.auction.market import FUNDS, Market
from tests.chain.auction.orders import LATE

PEOPLE = 100
KEYS = [Account.from_key(10**76 + i) for i in range(PEOPLE)]


@pytest.fixture(scope="module")
def credit(GramToken, deployer):
    return deployer.deploy(GramToken)


@pytest.fixture(scope="module")
def market(credit, currency, deployer, stranger):
    return Market(deploy_auction(deployer, credit, currency, minimumBidBps=0), credit, currency, stranger)


def test_a_hundred_signed_bids_and_claims(market, deployer, dave, relayer, record):
    market.currency.mint(deployer, PEOPLE * FUNDS, {"from": deployer})
    market.currency.approve(market.auction, PEOPLE * FUNDS, {"from": deployer})
    for key in KEYS:
        market.auction.depositFor(key.address, FUNDS, {"from": deployer})

    fresh, _ = relay_and_claim(market, dave, relayer)
    record("auction.claimMany.100.fresh.each", fresh)
    repeat, relayed = relay_and_claim(market, dave, relayer)
    record("auction.claimMany.100.repeat.each", repeat)
    record("auction.bid.relayed100.each", relayed)


def relay_and_claim(market, seller, relayer):
    """A round that all hundred win; gas of a claim and of a relayed bid, each."""
    number = market.offer(seller, 10 * PEOPLE)
    batch = [order(market, key, number, 5 + i % 3) for i, key in enumerate(KEYS)]
    tx = market.auction.relayBids(number, batch, [], {"from": relayer})
    assert tx.return_value == PEOPLE
    market.end()
    market.auction.publishResult(number, {"from": relayer})
    claims = market.auction.claimMany([key.address for key in KEYS], {"from": relayer})
    assert claims.return_value == PEOPLE
    return claims.gas_used // PEOPLE, tx.gas_used // PEOPLE


def order(market, key, number, tick):
    made = BidOrder(key.address, number, [(tick, 10)], False, number - 1, LATE)
    data = made.typed_data(1337, market.auction.address)
    return made.packed(bytes(key.sign_message(encode_typed_data(full_message=data)).signature))


def test_a_curve_and_its_steps(market, alice, bob, carol, dave, stranger, record):
    for bidder in (alice, bob, carol):
        market.fund(bidder)
    steps = [(10, 10), (11, 10), (12, 10), (13, 10)]
    for bidder in (alice, bob):
        market.offer(dave, 1_000)
        market.auction.bidCurve(market.round, steps, {"from": bidder})
        market.end()
        market.auction.claim(bidder, {"from": stranger})
    market.offer(dave, 1_000)
    market.auction.bid(market.round, 14, 10, {"from": carol})
    one = market.auction.bidCurve(market.round, steps[:1], {"from": bob}).gas_used
    four = market.auction.bidCurve(market.round, steps, {"from": alice}).gas_used
    record("auction.bid.curve4", four)
    record("auction.bid.curveStep", (four - one) // 3)


def test_a_first_bid_pulls_the_money(market, alice, bob, dave, record):
    for bidder in (alice, bob):
        market.currency.mint(bidder, 2 * FUNDS, {"from": bidder})
        market.currency.approve(market.auction, FUNDS, {"from": bidder})
    market.offer(dave, 1_000)
    market.auction.bidWithDeposit(1, 10, 10, FUNDS, {"from": bob})
    record("auction.bid.firstPull", market.auction.bidWithDeposit(1, 10, 10, FUNDS, {"from": alice}).gas_used)
