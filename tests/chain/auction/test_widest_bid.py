"""A bid at the widest price and quantity costs all of it: nothing is cut to fewer bits."""

import pytest

from tests.chain.auction.deployments import deploy_auction
from tests.chain.auction.market import Market
from tests.chain.errors import reverts

PRICE, LOTS = 2**64 - 1 - 2_047, 2**27 - 1
ESCROW = PRICE * LOTS


@pytest.fixture(scope="module")
def market(credit, currency, deployer, stranger, seller):
    widest = {"floorPrice": PRICE, "capPrice": PRICE, "tickSize": 1, "ticks": 2_047, "lotGrams": 2**64 - 1}
    market = Market(deploy_auction(deployer, credit, currency, **widest), credit, currency, stranger)
    market.offer(seller, LOTS)
    return market


def test_one_unit_too_little_is_refused(market, alice):
    market.fund(alice, ESCROW - 1)
    with reverts("InsufficientVault", ESCROW - 1, ESCROW):
        market.auction.bid(1, 1, LOTS, {"from": alice})


def test_the_whole_price_goes_to_the_seller_and_all_lots_to_the_winner(market, seller, alice, stranger):
    market.fund(alice, ESCROW)
    market.auction.bid(1, 1, LOTS, {"from": alice})
    assert (market.auction.vaultOf(alice), market.auction.escrowOf(alice)) == (0, ESCROW)
    market.end()
    assert market.auction.resultOf(1)["revenue"] == ESCROW
    market.auction.claim(alice, {"from": stranger})
    market.auction.pay(1 << 32, {"from": stranger})
    assert market.auction.vaultOf(seller) == ESCROW
    assert market.credit.balanceOf(alice) == LOTS * (2**64 - 1)


def test_the_ladders_top_costs_its_own_price(market, alice):
    top = PRICE + 2_046
    market.fund(alice, top * LOTS)
    market.auction.bid(1, 2_047, LOTS, {"from": alice})
    assert market.auction.escrowOf(alice) == top * LOTS
