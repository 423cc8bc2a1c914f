"""Redeeming puts the price into escrow and makes a voucher."""

import pytest
from brownie import chain

from tests.chain.auction.clock import next_block_at
from tests.chain.errors import decoded, revert_data, reverts
from tests.chain.oracle.deployments import DAY
from tests.chain.orders import permit
from tests.chain.rewards.conftest import ALICES, BOBS
from tests.chain.rewards.deployments import CODE, OPEN, PRICE, STOCK, offer

pytestmark = pytest.mark.usefixtures("holders")


@pytest.fixture
def listing(catalogue, partner, credit):
    return offer(catalogue, partner, credit)


def test_the_price_goes_into_escrow(catalogue, credit, listing, alice):
    lock = catalogue.lockOf(alice, listing, CODE)
    tx = catalogue.redeem(listing, PRICE, lock, {"from": alice})

    voucher = (listing << 32) + 1
    assert tx.return_value == voucher
    assert dict(tx.events["Redeemed"]) == {
        "voucher": voucher,
        "listing": listing,
        "holder": alice,
        "amount": PRICE,
        "deadline": tx.timestamp + 7 * DAY,
        "lock": lock,
    }
    assert catalogue.voucherOf(voucher).dict() == {
        "holder": alice,
        "listing": listing,
        "deadline": tx.timestamp + 7 * DAY,
        "state": OPEN,
        "amount": PRICE,
        "lock": lock,
    }
    assert (credit.balanceOf(alice), credit.balanceOf(catalogue)) == (ALICES - PRICE, PRICE)
    assert catalogue.listingOf(listing)["redeemed"] == 1


def test_the_last_one_of_the_stock_is_the_last(catalogue, credit, listing, alice, bob):
    for holder in (alice, bob, alice):
        catalogue.redeem(listing, PRICE, bytes(32), {"from": holder})

    with reverts("SoldOut", listing, STOCK):
        catalogue.redeem(listing, PRICE, bytes(32), {"from": bob})
    assert credit.balanceOf(catalogue) == 3 * PRICE


def test_the_last_second_is_in_time(catalogue, credit, partner, alice):
    expiry = chain[-1].timestamp + DAY
    listing = offer(catalogue, partner, credit, expiry=expiry)
    next_block_at(expiry)
    catalogue.redeem(listing, PRICE, bytes(32), {"from": alice})

    next_block_at(expiry + 1)
    with reverts("ListingExpired", listing, expiry):
        catalogue.redeem(listing, PRICE, bytes(32), {"from": alice})


def test_after_delisting_nothing_is_redeemed(catalogue, listing, partner, alice):
    catalogue.delist(listing, {"from": partner})
    with reverts("ListingEnded", listing):
        catalogue.redeem(listing, PRICE, bytes(32), {"from": alice})


def test_another_price_than_agreed_is_refused(catalogue, listing, alice):
    for wrong in (PRICE - 1, PRICE + 1):
        with reverts("PriceDiffers", wrong, PRICE):
            catalogue.redeem(listing, wrong, bytes(32), {"from": alice})


def test_there_is_nothing_under_other_numbers(catalogue, listing, alice):
    with reverts("UnknownListing", listing + 1):
        catalogue.redeem(listing + 1, PRICE, bytes(32), {"from": alice})
    for step in (catalogue.voucherOf, catalogue.giveBack, catalogue.acknowledge, catalogue.decline):
        with reverts("UnknownVoucher", (listing << 32) + 1):
            step((listing << 32) + 1, {"from": alice})


def test_without_allowance_or_credits_nothing_happens(catalogue, credit, listing, alice, bob, stranger):
    credit.approve(catalogue, PRICE - 1, {"from": alice})
    with reverts("ERC20InsufficientAllowance", catalogue, PRICE - 1, PRICE):
        catalogue.redeem(listing, PRICE, bytes(32), {"from": alice})
    credit.transfer(stranger, BOBS - PRICE + 1, {"from": bob})
    with reverts("ERC20InsufficientBalance", bob, PRICE - 1, PRICE):
        catalogue.redeem(listing, PRICE, bytes(32), {"from": bob})
    assert catalogue.listingOf(listing)["redeemed"] == 0


def test_a_permit_stands_for_the_approval(catalogue, credit, listing, alice):
    credit.approve(catalogue, 0, {"from": alice})
    given = permit(credit, alice, catalogue, PRICE)

    catalogue.redeemWithPermit(listing, PRICE, bytes(32), given, {"from": alice})

    assert (credit.balanceOf(catalogue), credit.allowance(alice, catalogue)) == (PRICE, 0)


def test_a_permit_that_somebody_sent_ahead_does_no_harm(catalogue, credit, listing, alice, stranger):
    credit.approve(catalogue, 0, {"from": alice})
    deadline, *parts = permit(credit, alice, catalogue, PRICE)
    credit.permit(alice, catalogue, PRICE, deadline, *parts, {"from": stranger})

    catalogue.redeemWithPermit(listing, PRICE, bytes(32), (deadline, *parts), {"from": alice})

    assert credit.balanceOf(catalogue) == PRICE


def test_anothers_permit_redeems_nothing(catalogue, credit, listing, alice, stranger):
    given = permit(credit, alice, catalogue, PRICE)
    with pytest.raises(Exception) as caught:
        catalogue.redeemWithPermit(listing, PRICE, bytes(32), given, {"from": stranger})
    assert decoded(revert_data(caught.value))[0] == "ERC2612InvalidSigner"
    assert credit.balanceOf(alice) == ALICES
