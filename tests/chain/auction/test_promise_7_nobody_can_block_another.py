"""Promise 7: no step that one participant can make revert for all, no pushed money, long steps in bounded pieces."""

import pytest

from tests.chain.auction.deployments import deploy_auction
from tests.chain.auction.market import Market
from tests.chain.errors import reverts


@pytest.fixture
def market(OddToken, deployer, currency, stranger):
    odd = deployer.deploy(OddToken)
    return Market(deploy_auction(deployer, odd, currency), odd, currency, stranger)


def test_promise_7_neither_buyer_nor_seller_stops_the_others(market, seller, sellers, alice, bob, stranger):
    market.open()
    ids = [market.consign(who, 50) for who in sellers[:2]]
    market.start_bidding()
    market.bid(alice, 3, 40)
    market.bid(bob, 3, 20)
    market.end()
    for refused in (alice, sellers[0]):
        market.credit.refuse(refused, True, {"from": stranger})

    assert market.auction.claimMany([alice, bob], {"from": stranger}).return_value == 1
    assert market.auction.payMany(ids, {"from": stranger}).return_value == 1
    assert market.lots_of(bob) == 20
    assert market.auction.vaultOf(sellers[1]) == 30 * 10_000
    assert market.open() == 2


def test_promise_7_a_seller_that_receives_only_money_needs_no_transfer(market, seller, alice, stranger):
    market.offer(seller, 50)
    market.bid(alice, 3, 50)
    market.end()
    market.credit.refuse(seller, True, {"from": stranger})
    assert market.auction.pay(1 << 32, {"from": stranger}).return_value == 50


def test_promise_7_rounds_go_on_although_nothing_of_the_last_was_settled(market, seller, alice, bob, stranger):
    market.offer(seller, 50)
    market.bid(alice, 3, 50)
    market.end()
    market.offer(seller, 50)
    market.bid(bob, 3, 50)
    market.end()

    assert market.auction.claim(bob, {"from": stranger}).return_value == 50
    assert market.auction.claim(alice, {"from": stranger}).return_value == 50


def test_promise_7_nobody_can_spend_another_ones_vault_or_move_its_bid(market, seller, alice, stranger):
    market.offer(seller, 50)
    market.bid(alice, 3, 10)
    market.fund(alice, 1_000)
    with reverts("InsufficientVault", 0, 1):
        market.auction.withdraw(1, {"from": stranger})
    with reverts("NoBid", stranger):
        market.auction.exit(1, {"from": stranger})
    with reverts("InsufficientVault", 0, 120_000):
        market.auction.bid(1, 3, 10, {"from": stranger})


def test_promise_7_overtaking_a_dense_book_costs_one_bid_a_bounded_walk(
    BidderCrowd, credit, currency, deployer, stranger, seller, alice
):
    auction = deploy_auction(deployer, credit, currency, ticks=300, minimumBidBps=0)
    market = Market(auction, credit, currency, stranger)
    market.offer(seller, 200)
    crowd = deployer.deploy(BidderCrowd)
    for first in range(1, 201, 40):
        crowd.bidOnTicks(auction, 1, first, 40, 1, {"from": deployer})

    tx = market.bid(alice, 250, 200)
    assert tx.gas_used < 120_000
    pieces = 0
    while True:
        tx = auction.crank(1, 1, {"from": stranger})
        assert tx.gas_used < 50_000
        pieces += 1
        if not tx.return_value:
            break
    assert pieces == 10  # of 26 words the bid walked 16
