import pytest

from tests.chain.auction.deployments import deploy_auction
from tests.chain.auction.market import VAULT_MAX, Market
from tests.chain.errors import reverts


@pytest.fixture
def ended(market, seller, alice, bob):
    market.offer(seller, 100)
    market.bid(alice, 2, 60)
    market.bid(bob, 2, 30)
    market.end()


def test_one_settler_serves_all(auction, market, credit, ended, alice, bob, stranger):
    tx = auction.claimMany([alice, bob], {"from": stranger})

    assert tx.return_value == 2
    assert [event["bidder"] for event in tx.events["BidSettled"]] == [alice, bob]
    assert (credit.balanceOf(alice), credit.balanceOf(bob)) == (60_000, 30_000)


def test_those_without_a_bid_are_passed_over(auction, credit, ended, alice, bob, carol, stranger):
    tx = auction.claimMany([alice, alice, carol, bob], {"from": stranger})

    assert tx.return_value == 2
    assert [event["bidder"] for event in tx.events["ClaimSkipped"]] == [alice, carol]
    assert credit.balanceOf(alice) == 60_000
    assert credit.balanceOf(bob) == 30_000


def test_whose_refund_has_no_room_waits_until_there_is(auction, market, credit, ended, alice, bob, stranger):
    price, higher = auction.priceOf(1, 1), auction.priceOf(1, 2)
    refund = (higher - price) * 60
    market.fund(alice, VAULT_MAX - refund + 1)
    with reverts("VaultOverflow", VAULT_MAX - refund + 1, refund):
        auction.claim(alice, {"from": stranger})

    tx = auction.claimMany([alice, bob], {"from": stranger})
    assert tx.return_value == 1
    assert tx.events["ClaimSkipped"] == {"bidder": alice}
    assert auction.bidOf(alice)["lots"] == 60

    auction.withdraw(1, {"from": alice})
    assert auction.claimMany([alice], {"from": stranger}).return_value == 1
    assert (credit.balanceOf(alice), credit.balanceOf(bob)) == (60_000, 30_000)
    assert auction.vaultOf(alice) == VAULT_MAX


def test_before_the_round_is_final_all_are_passed_over(auction, market, seller, alice, stranger):
    market.offer(seller, 100)
    market.bid(alice, 2, 60)
    tx = auction.claimMany([alice], {"from": stranger})
    assert tx.return_value == 0
    assert auction.bidOf(alice)["lots"] == 60


def test_one_that_fails_loses_nothing_and_can_be_settled_later(
    OddToken, deployer, currency, stranger, seller, alice, bob
):
    odd = deployer.deploy(OddToken)
    market = Market(deploy_auction(deployer, odd, currency), odd, currency, stranger)
    auction = market.auction
    market.offer(seller, 100)
    market.bid(alice, 2, 60)
    market.bid(bob, 2, 30)
    market.end()
    odd.refuse(alice, True, {"from": deployer})

    tx = auction.claimMany([alice, bob], {"from": stranger})
    assert tx.return_value == 1
    assert tx.events["ClaimSkipped"]["bidder"] == alice
    assert auction.bidOf(alice)["lots"] == 60
    assert market.lots_of(bob) == 30

    odd.refuse(alice, False, {"from": deployer})
    assert auction.claimMany([alice], {"from": stranger}).return_value == 1
    assert market.lots_of(alice) == 60
