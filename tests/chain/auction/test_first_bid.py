"""Money comes into the vault and bids in one transaction."""

import pytest

from tests.chain.auction.test_deposit_with_permit import LATE, holder, permit, sender  # noqa: F401 (fixtures)
from tests.chain.errors import reverts


@pytest.fixture
def offered(market, seller):
    return market.offer(seller, 100)


def test_an_approved_amount_is_deposited_and_bid_with(auction, currency, offered, alice):
    currency.mint(alice, 200_000, {"from": alice})
    currency.approve(auction, 200_000, {"from": alice})

    tx = auction.bidWithDeposit(1, 3, 10, 200_000, {"from": alice})

    assert tx.events["Deposited"] == {"account": alice, "amount": 200_000}
    assert tx.events["BidPlaced"] == {"round": 1, "bidder": alice, "tick": 3, "lots": 10}
    assert auction.vaultOf(alice) == 200_000 - 120_000
    assert auction.escrowOf(alice) == 120_000
    assert currency.balanceOf(auction) == 200_000


def test_a_refused_bid_takes_no_money(auction, currency, offered, alice):
    currency.mint(alice, 119_999, {"from": alice})
    currency.approve(auction, 119_999, {"from": alice})
    with reverts("InsufficientVault", 119_999, 120_000):
        auction.bidWithDeposit(1, 3, 10, 119_999, {"from": alice})
    assert currency.balanceOf(alice) == 119_999


def test_a_permit_stands_for_the_approval(auction, currency, offered, alice, holder, sender):  # noqa: F811
    currency.mint(holder.address, 200_000, {"from": alice})
    auction.bidWithPermit(1, 3, 10, 120_000, LATE, *permit(currency, holder, auction, 120_000), {"from": sender})
    assert auction.bidOf(sender) == (1, 3, 10, 0)
    assert auction.vaultOf(sender) == 0


def test_anyone_may_fill_anothers_vault(auction, currency, alice, bob):
    currency.mint(alice, 500, {"from": alice})
    currency.approve(auction, 500, {"from": alice})
    tx = auction.depositFor(bob, 500, {"from": alice})
    assert tx.events["Deposited"] == {"account": bob, "amount": 500}
    assert (auction.vaultOf(alice), auction.vaultOf(bob)) == (0, 500)
