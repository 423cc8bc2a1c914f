"""An open voucher is honoured by the holder's receipt or the holder's code, once, until its deadline."""

import pytest

from tests.chain.auction.clock import next_block_at
from tests.chain.errors import reverts
from tests.chain.oracle.batches import pass_time_until
from tests.chain.rewards.conftest import ALICES
from tests.chain.rewards.deployments import (
    CODE,
    HONOURED,
    PAYS_PARTNER,
    PRICE,
    RETIRES_FOR_HOLDER,
    RETIRES_FOR_PARTNER,
    RETURNED,
)

CERTIFICATE = 2013 * 10**10 + 1


def test_the_holders_receipt_pays_the_partner(catalogue, credit, redeemed, partner, alice):
    voucher = redeemed()
    tx = catalogue.acknowledge(voucher, {"from": alice})

    assert dict(tx.events["VoucherHonoured"]) == {
        "voucher": voucher,
        "listing": voucher >> 32,
        "holder": alice,
        "amount": PRICE,
        "settlement": PAYS_PARTNER,
        "byCode": False,
    }
    assert catalogue.voucherOf(voucher)["state"] == HONOURED
    assert [credit.balanceOf(each) for each in (alice, partner, catalogue)] == [ALICES - PRICE, PRICE, 0]


def test_the_holders_code_pays_the_partner(catalogue, credit, redeemed, partner):
    voucher = redeemed()
    tx = catalogue.honour(voucher, CODE, {"from": partner})

    assert tx.events["VoucherHonoured"]["byCode"]
    assert (credit.balanceOf(partner), credit.balanceOf(catalogue)) == (PRICE, 0)


@pytest.mark.parametrize(("settlement", "named"), [(RETIRES_FOR_HOLDER, "alice"), (RETIRES_FOR_PARTNER, "carol")])
def test_the_price_is_retired_where_the_listing_says_so(
    catalogue, credit, certificate, redeemed, partner, request, settlement, named
):
    beneficiary = request.getfixturevalue(named)
    voucher = redeemed(settlement=settlement)

    tx = catalogue.honour(voucher, CODE, {"from": partner})

    assert tx.events["VoucherHonoured"]["settlement"] == settlement
    said = certificate.retirementOf(CERTIFICATE)
    assert (said["beneficiary"], said["amount"], said["statement"]) == (beneficiary, PRICE, "Day pass on all buses")
    assert tx.events["Retired"]["holder"] == catalogue
    assert (credit.totalBurnt(), credit.balanceOf(catalogue), credit.balanceOf(partner)) == (PRICE, 0, 0)
    assert credit.allowance(catalogue, certificate) == 0


def test_a_voucher_is_used_once(catalogue, credit, redeemed, partner, alice):
    voucher = redeemed(stock=2)
    catalogue.redeem(voucher >> 32, PRICE, bytes(32), {"from": alice})
    catalogue.honour(voucher, CODE, {"from": partner})

    for step, arguments, sender in [
        (catalogue.honour, (voucher, CODE), partner),
        (catalogue.acknowledge, (voucher,), alice),
        (catalogue.decline, (voucher,), partner),
        (catalogue.giveBack, (voucher,), alice),
    ]:
        with reverts("VoucherUsed", voucher, True):
            step(*arguments, {"from": sender})
    assert (credit.balanceOf(partner), credit.balanceOf(catalogue)) == (PRICE, PRICE)


def test_a_stranger_with_the_code_can_do_nothing(catalogue, redeemed, partner, alice, stranger):
    voucher = redeemed()
    for other in (stranger, alice):
        with reverts("NotPartner", other, partner):
            catalogue.honour(voucher, CODE, {"from": other})


def test_a_wrong_code_opens_nothing(catalogue, redeemed, partner):
    voucher = redeemed()
    for wrong in ("", CODE.lower(), CODE + " ", CODE[:-1]):
        with reverts("WrongCode", voucher):
            catalogue.honour(voucher, wrong, {"from": partner})


def test_a_voucher_without_a_lock_needs_a_receipt(catalogue, redeemed, partner, alice):
    voucher = redeemed(lock=bytes(32))
    for code in ("", CODE):
        with reverts("WrongCode", voucher):
            catalogue.honour(voucher, code, {"from": partner})
    catalogue.acknowledge(voucher, {"from": alice})


def test_a_lock_that_somebody_copied_does_not_open_with_the_code(catalogue, redeemed, partner, alice, bob):
    """Bob copies Alice's lock; when her code is public it opens nothing of his."""
    voucher = redeemed()
    lock = catalogue.voucherOf(voucher)["lock"]
    copied = catalogue.redeem(voucher >> 32, PRICE, lock, {"from": bob}).return_value
    catalogue.honour(voucher, CODE, {"from": partner})

    with reverts("WrongCode", copied):
        catalogue.honour(copied, CODE, {"from": partner})


def test_a_code_of_one_listing_is_none_of_another(catalogue, redeemed, partner, alice):
    first = redeemed()
    second = redeemed(lock=catalogue.voucherOf(first)["lock"])
    with reverts("WrongCode", second):
        catalogue.honour(second, CODE, {"from": partner})


def test_nobody_else_gives_the_receipt(catalogue, redeemed, partner, alice):
    voucher = redeemed()
    with reverts("NotHolder", partner, alice):
        catalogue.acknowledge(voucher, {"from": partner})


def test_delisting_strands_no_open_voucher(catalogue, credit, redeemed, partner, alice):
    listing = redeemed(stock=3) >> 32
    others = [catalogue.redeem(listing, PRICE, bytes(32), {"from": alice}).return_value for _ in range(2)]
    catalogue.delist(listing, {"from": partner})

    catalogue.honour((listing << 32) + 1, CODE, {"from": partner})
    catalogue.acknowledge(others[0], {"from": alice})
    pass_time_until(catalogue.voucherOf(others[1])["deadline"] + 1)
    catalogue.giveBack(others[1], {"from": alice})

    assert (credit.balanceOf(partner), credit.balanceOf(alice)) == (2 * PRICE, ALICES - 2 * PRICE)
    assert catalogue.voucherOf(others[1])["state"] == RETURNED


@pytest.mark.parametrize("step", ["honour", "acknowledge"])
def test_it_is_good_until_its_last_second(catalogue, credit, redeemed, partner, alice, step):
    voucher = redeemed()
    next_block_at(catalogue.voucherOf(voucher)["deadline"])
    if step == "honour":
        catalogue.honour(voucher, CODE, {"from": partner})
    else:
        catalogue.acknowledge(voucher, {"from": alice})
    assert credit.balanceOf(partner) == PRICE


def test_and_not_a_second_longer(catalogue, redeemed, partner, alice):
    voucher = redeemed()
    deadline = catalogue.voucherOf(voucher)["deadline"]
    next_block_at(deadline + 1)
    with reverts("DeadlinePassed", voucher, deadline):
        catalogue.honour(voucher, CODE, {"from": partner})
    with reverts("DeadlinePassed", voucher, deadline):
        catalogue.acknowledge(voucher, {"from": alice})
