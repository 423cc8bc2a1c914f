"""An account's standing steps ask for at most its share of the supply."""

import pytest

from tests.chain.auction.deployments import deploy_auction
from tests.chain.auction.market import Market
from tests.chain.errors import reverts


@pytest.fixture
def limited(deployer, credit, currency, stranger, seller, alice, bob):
    auction = deploy_auction(deployer, credit, currency, purchaseLimitBps=2_500)
    market = Market(auction, credit, currency, stranger)
    market.offer(seller, 103)
    market.fund(alice)
    market.fund(bob)
    return market


def test_a_single_bid_is_limited(limited, alice):
    assert limited.auction.purchaseLimitOf(1) == 25
    with reverts("PurchaseLimitExceeded", 26, 25):
        limited.auction.bid(1, 3, 26, {"from": alice})
    limited.auction.bid(1, 3, 25, {"from": alice})


def test_steps_count_together(limited, alice):
    limited.auction.bid(1, 3, 20, {"from": alice})
    with reverts("PurchaseLimitExceeded", 26, 25):
        limited.auction.bid(1, 4, 6, {"from": alice})
    limited.auction.bidCurve(1, [(4, 2), (5, 3)], {"from": alice})


def test_outbid_steps_count_no_more(limited, bidders, alice):
    limited.auction.bid(1, 3, 25, {"from": alice})
    for bidder in bidders[:5]:
        limited.bid(bidder, 5, 25)
    assert limited.state()["clockTick"] == 5
    limited.auction.bid(1, 6, 25, {"from": alice})
    assert limited.auction.stepsOf(alice)[0] == ((1, 6, 25, 0),)


def test_it_binds_accounts_not_people(limited, alice, bob):
    """What the documents say: two accounts of one person have the limit twice."""
    limited.auction.bid(1, 3, 25, {"from": alice})
    limited.auction.bid(1, 3, 25, {"from": bob})
    assert limited.state()["demand"] == 50


def test_in_a_small_round_a_single_lot_is_within_the_limit(deployer, credit, currency, stranger, seller, alice):
    market = Market(deploy_auction(deployer, credit, currency, purchaseLimitBps=900), credit, currency, stranger)
    market.offer(seller, 10)
    market.fund(alice)
    assert market.auction.purchaseLimitOf(1) == 1
    with reverts("PurchaseLimitExceeded", 2, 1):
        market.auction.bid(1, 3, 2, {"from": alice})
    market.auction.bid(1, 3, 1, {"from": alice})
    assert market.state()["demand"] == 1
