"""Promise 7: a holder that refuses its certificate, burns gas or calls back takes nothing and stops nobody."""

import pytest
from brownie.exceptions import VirtualMachineError

from abate.chain.signed_orders import RECEIPT
from tests.chain.errors import decoded, reverts
from tests.chain.orders import receipt, signature
from tests.chain.rewards.conftest import ALICES, BOBS
from tests.chain.rewards.deployments import CODE, HONOURED, OPEN, PRICE, RETIRES_FOR_HOLDER


@pytest.fixture
def greedy(GreedyWallet, deployer):
    return deployer.deploy(GreedyWallet)


@pytest.fixture
def voucher_of(catalogue, credit, redeemed, partner, alice):
    """``voucher_of(wallet)``: a contract wallet redeems, in a listing that retires for the holder."""

    def make(wallet):
        listing = redeemed(settlement=RETIRES_FOR_HOLDER) >> 32
        credit.transfer(wallet, 2 * PRICE, {"from": alice})
        wallet.run(credit, credit.approve.encode_input(catalogue, PRICE), {"from": alice})
        lock = catalogue.lockOf(wallet, listing, CODE)
        wallet.run(catalogue, catalogue.redeem.encode_input(listing, PRICE, lock), {"from": alice})
        return (listing << 32) + 2

    return make


def test_promise_7_a_holder_that_takes_no_certificate_keeps_no_credits(
    KeyWallet, catalogue, certificate, credit, voucher_of, deployer, partner, alice
):
    wallet = deployer.deploy(KeyWallet, alice)
    voucher = voucher_of(wallet)

    tx = catalogue.honour(voucher, CODE, {"from": partner})

    assert dict(tx.events["RetiredWithoutCertificate"]) == {
        "voucher": voucher,
        "beneficiary": wallet,
        "amount": PRICE,
    }
    assert catalogue.voucherOf(voucher)["state"] == HONOURED
    assert (certificate.certificatesOf(2013), credit.totalBurnt()) == (0, PRICE)
    assert (credit.balanceOf(catalogue), credit.allowance(catalogue, certificate)) == (PRICE, 0)


def test_promise_7_a_holder_that_burns_gas_burns_a_bounded_part(catalogue, credit, greedy, voucher_of, partner):
    voucher = voucher_of(greedy)
    greedy.whenReceiving(greedy, b"", {"from": partner})

    tx = catalogue.honour(voucher, CODE, {"from": partner})

    assert "RetiredWithoutCertificate" in tx.events
    assert credit.totalBurnt() == PRICE
    assert tx.gas_used < 650_000


def test_nobody_brings_a_certificate_to_fail_by_giving_little_gas(catalogue, certificate, redeemed, partner, alice):
    voucher = redeemed(settlement=RETIRES_FOR_HOLDER)
    for gas in (120_000, 300_000, 600_000):
        with pytest.raises(VirtualMachineError):
            catalogue.honour(voucher, CODE, {"from": partner, "gas_limit": gas})
        assert catalogue.voucherOf(voucher)["state"] == OPEN

    catalogue.honour(voucher, CODE, {"from": partner, "gas_limit": 700_000})
    assert certificate.ownerOf(2013 * 10**10 + 1) == alice


@pytest.mark.parametrize("step", ["acknowledge", "giveBack"])
def test_who_calls_back_while_receiving_finds_the_voucher_used(
    catalogue, certificate, credit, greedy, voucher_of, partner, step
):
    voucher = voucher_of(greedy)
    greedy.whenReceiving(catalogue, getattr(catalogue, step).encode_input(voucher), {"from": partner})

    catalogue.honour(voucher, CODE, {"from": partner})

    assert greedy.tried()
    assert decoded(bytes(greedy.answer())) == ("VoucherUsed", voucher, True)
    assert certificate.retiredFor(greedy) == PRICE
    assert (credit.balanceOf(catalogue), credit.balanceOf(greedy)) == (PRICE, PRICE)


def test_who_redeems_again_while_receiving_gets_one_more_voucher_and_pays_for_it(
    catalogue, credit, greedy, voucher_of, partner, alice
):
    voucher = voucher_of(greedy)
    greedy.run(credit, credit.approve.encode_input(catalogue, PRICE), {"from": alice})
    again = catalogue.redeem.encode_input(voucher >> 32, PRICE, bytes(32))
    greedy.whenReceiving(catalogue, again, {"from": partner})

    catalogue.honour(voucher, CODE, {"from": partner})

    assert catalogue.voucherOf(voucher + 1)["holder"] == greedy
    assert (credit.balanceOf(catalogue), credit.balanceOf(greedy)) == (2 * PRICE, 0)


def test_a_wallet_that_burns_gas_in_its_receipt_stops_only_its_own(
    KeyWallet, catalogue, credit, voucher_of, redeemed, deployer, partner, alice, bob
):
    wallet = deployer.deploy(KeyWallet, alice)
    voucher = voucher_of(wallet)
    wallet.behave(2, {"from": alice})
    signed = signature(catalogue, RECEIPT, receipt(voucher), alice)
    with pytest.raises(Exception, match="OrderNotSigned"):
        catalogue.acknowledgeByOrder(voucher, receipt(voucher)["deadline"], signed, {"from": partner})
    catalogue.honour(redeemed(), CODE, {"from": partner})
    assert credit.balanceOf(partner) == PRICE


def test_credits_sent_by_mistake_are_nobodys_escrow(catalogue, credit, redeemed, partner, alice, bob):
    credit.transfer(catalogue, 77, {"from": bob})
    voucher = redeemed()
    catalogue.honour(voucher, CODE, {"from": partner})
    with reverts("VoucherUsed", voucher, True):
        catalogue.decline(voucher, {"from": partner})
    assert (credit.balanceOf(catalogue), credit.balanceOf(alice)) == (77, ALICES - PRICE)
    assert credit.balanceOf(bob) == BOBS - 77
