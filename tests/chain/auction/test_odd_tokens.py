"""Currencies and credits that do not keep to the rules."""

import pytest

from tests.chain.auction.deployments import deploy_auction
from tests.chain.auction.market import Market
from tests.chain.errors import reverts


@pytest.fixture
def odd(OddToken, deployer):
    return deployer.deploy(OddToken)


@pytest.fixture
def with_odd_currency(odd, credit, deployer, stranger):
    return Market(deploy_auction(deployer, credit, odd), credit, odd, stranger)


@pytest.fixture
def with_odd_credit(odd, currency, deployer, stranger):
    return Market(deploy_auction(deployer, odd, currency), odd, currency, stranger)


@pytest.mark.parametrize(("basis_points", "arrived"), [(100, 990), (10_000, 0)])
def test_a_currency_with_a_fee_cannot_be_deposited(with_odd_currency, odd, alice, basis_points, arrived):
    odd.takeFee(basis_points, {"from": alice})
    with reverts("WrongAmountReceived", arrived, 1_000):
        with_odd_currency.fund(alice, 1_000)
    assert with_odd_currency.auction.vaultOf(alice) == 0


def test_credits_with_a_fee_cannot_be_consigned(with_odd_credit, odd, seller):
    with_odd_credit.open()
    odd.takeFee(100, {"from": seller})
    with reverts("WrongAmountReceived", 9_900, 10_000):
        with_odd_credit.consign(seller, 10)
    assert with_odd_credit.state()["supply"] == 0


def test_a_currency_that_answers_false_is_not_believed(with_odd_currency, odd, alice):
    with_odd_currency.fund(alice, 1_000)
    odd.answerFalse({"from": alice})
    with reverts("SafeERC20FailedOperation", odd):
        with_odd_currency.auction.deposit(0, {"from": alice})
    with reverts("SafeERC20FailedOperation", odd):
        with_odd_currency.auction.withdraw(1_000, {"from": alice})
    assert with_odd_currency.auction.vaultOf(alice) == 1_000


def test_credits_that_answer_false_settle_nothing(with_odd_credit, odd, seller, alice, stranger):
    with_odd_credit.offer(seller, 100)
    with_odd_credit.bid(alice, 1, 10)
    with_odd_credit.end()
    odd.answerFalse({"from": alice})
    with reverts("SafeERC20FailedOperation", odd):
        with_odd_credit.auction.claim(alice, {"from": stranger})
    assert with_odd_credit.auction.bidOf(alice)["lots"] == 10


def test_a_batch_that_is_answered_false_settles_nothing(with_odd_credit, odd, seller, alice, bob, stranger):
    market = with_odd_credit
    market.offer(seller, 100)
    market.bid(alice, 2, 10)
    market.bid(bob, 2, 10)
    market.end()
    odd.answerFalse({"from": stranger})
    # a false answer does not say whether anything moved: to pass over the bid could pay it twice
    with reverts("SafeERC20FailedOperation", odd):
        market.auction.claimMany([alice, bob], {"from": stranger})
    assert [market.auction.bidOf(bidder)["lots"] for bidder in (alice, bob)] == [10, 10]


def test_a_batch_settles_credits_that_answer_nothing(with_odd_credit, odd, seller, alice, bob, stranger):
    """A transfer without an answer succeeded where it did not revert, as SafeERC20 takes it."""
    market = with_odd_credit
    market.offer(seller, 100)
    market.bid(alice, 2, 10)
    market.bid(bob, 2, 20)
    market.end()
    odd.answerNothing({"from": stranger})

    tx = market.auction.claimMany([alice, bob], {"from": stranger})

    assert tx.return_value == 2
    assert [event["bidder"] for event in tx.events["BidSettled"]] == [alice, bob]
    assert (odd.balanceOf(alice), odd.balanceOf(bob)) == (10_000, 20_000)


def test_a_batch_undoes_a_claim_whose_transfer_reverts(with_odd_credit, odd, seller, alice, bob, stranger):
    market = with_odd_credit
    market.offer(seller, 100)
    market.bid(alice, 2, 10)
    market.bid(bob, 2, 10)
    market.end()
    before = [market.auction.vaultOf(alice), market.auction.escrowOf(alice), *market.auction.stepsOf(alice)]
    odd.refuse(alice, True, {"from": stranger})

    tx = market.auction.claimMany([alice, bob], {"from": stranger})

    assert tx.return_value == 1
    assert [event["bidder"] for event in tx.events["ClaimSkipped"]] == [alice]
    assert [event["bidder"] for event in tx.events["BidSettled"]] == [bob]
    assert [market.auction.vaultOf(alice), market.auction.escrowOf(alice), *market.auction.stepsOf(alice)] == before
    odd.refuse(alice, False, {"from": stranger})
    market.auction.claim(alice, {"from": stranger})
    assert (odd.balanceOf(alice), odd.balanceOf(bob)) == (10_000, 10_000)


def test_a_batch_settles_nobody_twice_whose_claim_is_entered_again(with_odd_credit, odd, seller, alice, bob, stranger):
    market = with_odd_credit
    market.offer(seller, 100)
    market.bid(alice, 2, 10)
    market.bid(bob, 2, 10)
    market.end()
    # in the middle of alice's transfer bob is settled; the batch then finds his bid gone
    odd.callBack(market.auction, market.auction.claim.encode_input(bob), {"from": stranger})

    tx = market.auction.claimMany([alice, bob], {"from": stranger})

    assert tx.return_value == 1
    assert [event["bidder"] for event in tx.events["ClaimSkipped"]] == [bob]
    assert (odd.balanceOf(alice), odd.balanceOf(bob)) == (10_000, 10_000)
    assert [market.auction.vaultOf(bidder) for bidder in (alice, bob)] == [10_000, 10_000]


@pytest.mark.parametrize("inner", [("deposit", 0), ("consign", 1, 10)])
def test_a_deposit_cannot_be_entered_again(with_odd_currency, odd, alice, inner):
    market = with_odd_currency
    market.open()
    name, *arguments = inner
    odd.mint(alice, 1_000, {"from": alice})
    odd.approve(market.auction, 1_000, {"from": alice})
    odd.callBack(market.auction, getattr(market.auction, name).encode_input(*arguments), {"from": alice})
    with reverts("ReentrancyGuardReentrantCall"):
        market.auction.deposit(1_000, {"from": alice})
    assert market.auction.vaultOf(alice) == 0


def test_a_claim_entered_again_finds_the_bid_gone(with_odd_credit, odd, seller, alice, stranger):
    market = with_odd_credit
    market.offer(seller, 100)
    market.bid(alice, 1, 10)
    market.end()
    odd.callBack(market.auction, market.auction.claim.encode_input(alice), {"from": stranger})
    with reverts("NoBid", alice):
        market.auction.claim(alice, {"from": stranger})
    # the refused transfer undid its own call-back's arming, so that it strikes again; another call-back is harmless
    odd.callBack(market.auction, market.auction.currentRound.encode_input(), {"from": stranger})
    market.auction.claim(alice, {"from": stranger})
    assert odd.balanceOf(alice) == 10_000


def test_a_payment_entered_again_finds_the_consignment_gone(with_odd_credit, odd, seller, stranger):
    market = with_odd_credit
    market.offer(seller, 100)
    market.end()
    odd.callBack(market.auction, market.auction.pay.encode_input(1 << 32), {"from": stranger})
    with reverts("UnknownConsignment", 1 << 32):
        market.auction.pay(1 << 32, {"from": stranger})


def test_a_withdrawal_entered_again_finds_the_vault_empty(with_odd_currency, odd, alice, stranger):
    market = with_odd_currency
    market.fund(alice, 1_000)
    # the token calls in its own name, so it has its own vault: it must not reach alice's
    odd.callBack(market.auction, market.auction.withdraw.encode_input(1_000), {"from": stranger})
    with reverts("InsufficientVault", 0, 1_000):
        market.auction.withdraw(1_000, {"from": alice})
    assert market.auction.vaultOf(alice) == 1_000
