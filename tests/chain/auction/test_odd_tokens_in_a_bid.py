"""Currencies that do not keep to the rules, through the ways of bidding that move money in the same transaction."""

import pytest

from tests.chain.auction.deployments import deploy_auction
from tests.chain.auction.market import Market
from tests.chain.auction.orders import signed, skipped
from tests.chain.errors import reverts

# an allowance stands, so that the permit is not asked for
NO_PERMIT = (2**40, 27, "0x" + "00" * 32, "0x" + "00" * 32)
WAYS = {"bidWithDeposit": (), "bidWithPermit": NO_PERMIT}


@pytest.fixture(scope="module")
def odd(OddToken, deployer):
    return deployer.deploy(OddToken)


@pytest.fixture(scope="module")
def market(odd, credit, deployer, stranger, seller, alice):
    market = Market(deploy_auction(deployer, credit, odd), credit, odd, stranger)
    market.offer(seller, 100)
    odd.mint(alice, 200_000, {"from": alice})
    odd.approve(market.auction, 2**256 - 1, {"from": alice})
    return market


@pytest.fixture(params=WAYS)
def bid(request, market, alice):
    """Bids ten lots at 12,000 with a deposit of 120,000."""
    way = getattr(market.auction, request.param)
    return lambda: way(1, 3, 10, 120_000, *WAYS[request.param], {"from": alice})


def assert_nothing_happened(market, alice):
    assert market.auction.vaultOf(alice) == 0
    assert market.auction.bidOf(alice) == (0, 0, 0, 0)
    assert market.state()["demand"] == 0
    assert market.currency.balanceOf(alice) == 200_000


def test_a_currency_with_a_fee_buys_no_bid(market, bid, odd, alice):
    odd.takeFee(100, {"from": alice})
    with reverts("WrongAmountReceived", 118_800, 120_000):
        bid()
    assert_nothing_happened(market, alice)


def test_a_currency_that_answers_false_buys_no_bid(market, bid, odd, alice):
    odd.answerFalse({"from": alice})
    with reverts("SafeERC20FailedOperation", odd):
        bid()
    assert_nothing_happened(market, alice)


@pytest.mark.parametrize("inner", ["deposit", "bidWithDeposit", "consign"])
def test_a_bid_with_a_deposit_cannot_be_entered_by_another(market, bid, odd, alice, inner):
    arguments = {"deposit": (0,), "bidWithDeposit": (1, 3, 10, 0), "consign": (1, 1)}[inner]
    odd.callBack(market.auction, getattr(market.auction, inner).encode_input(*arguments), {"from": alice})
    with reverts("ReentrancyGuardReentrantCall"):
        bid()
    assert_nothing_happened(market, alice)


def test_a_relayed_bid_moves_no_token_at_all(market, odd, alice, relayer):
    market.auction.deposit(120_000, {"from": alice})
    packed = signed(market.auction, alice, (3, 10))
    odd.answerFalse({"from": alice})
    tx = market.auction.relayBids(1, [packed], [], {"from": relayer})
    assert (tx.return_value, skipped(tx)) == (1, [])
    assert "Transfer" not in tx.events


def test_a_deposit_that_bids_from_inside_counts_its_money_once(market, odd, alice):
    """The token bids in its own name while alice's money arrives: it finds an empty vault."""
    odd.callBack(market.auction, market.auction.bid.encode_input(1, 3, 10), {"from": alice})
    with reverts("InsufficientVault", 0, 120_000):
        market.auction.bidWithDeposit(1, 3, 10, 120_000, {"from": alice})
    assert_nothing_happened(market, alice)
