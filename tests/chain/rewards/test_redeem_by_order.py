"""Redeeming, and giving the receipt, by signed orders that somebody else brings."""

import pytest
from brownie import chain

from abate.chain.signed_orders import RECEIPT, REDEMPTION
from tests.chain.errors import reverts
from tests.chain.oracle.batches import hexed
from tests.chain.orders import digest_of, permit, receipt, redemption, signature
from tests.chain.rewards.conftest import ALICES, UNLIMITED
from tests.chain.rewards.deployments import HONOURED, PRICE, deploy_catalogue, offer

pytestmark = pytest.mark.usefixtures("holders")


@pytest.fixture
def listing(catalogue, partner, credit):
    return offer(catalogue, partner, credit)


@pytest.fixture
def order(catalogue, listing, alice):
    return redemption(catalogue, alice, listing, PRICE, lock=b"\x11" * 32)


@pytest.fixture
def signed(catalogue, order, alice):
    return signature(catalogue, REDEMPTION, order, alice)


def test_the_signers_credits_and_the_signers_voucher(catalogue, credit, order, signed, alice, relayer):
    tx = catalogue.redeemByOrder(REDEMPTION.values(order), signed, {"from": relayer})

    voucher = catalogue.voucherOf(tx.return_value)
    assert (voucher["holder"], voucher["lock"]) == (alice, hexed(b"\x11" * 32))
    assert credit.balanceOf(alice) == ALICES - PRICE
    digest = hexed(digest_of(catalogue, REDEMPTION, order))
    assert dict(tx.events["OrderUsed"]) == {"signer": alice, "nonce": 0, "digest": digest}


def test_without_gas_and_without_an_approval(catalogue, credit, order, signed, alice, relayer):
    credit.approve(catalogue, 0, {"from": alice})
    before = alice.nonce
    given = permit(credit, alice, catalogue, PRICE)

    catalogue.redeemByOrderWithPermit(REDEMPTION.values(order), signed, given, {"from": relayer})

    assert (credit.balanceOf(catalogue), alice.nonce) == (PRICE, before + 0)


def test_every_field_is_signed(catalogue, order, signed, alice, bob, relayer):
    changes = {"listing": 2, "price": PRICE + 1, "lock": bytes(32), "deadline": 2**41}
    for name, value in changes.items():
        changed = {**order, name: value}
        with reverts("OrderNotSigned", alice, digest_of(catalogue, REDEMPTION, changed)):
            catalogue.redeemByOrder(REDEMPTION.values(changed), signed, {"from": relayer})
    stolen = {**order, "holder": bob.address}
    with reverts("OrderNotSigned", bob, digest_of(catalogue, REDEMPTION, stolen)):
        catalogue.redeemByOrder(REDEMPTION.values(stolen), signed, {"from": relayer})


def test_not_twice_not_late_not_elsewhere(
    catalogue, credit, certificate, partner, order, signed, alice, deployer, relayer
):
    other = deploy_catalogue(deployer, certificate, [partner])
    offer(other, partner, credit)
    credit.approve(other, UNLIMITED, {"from": alice})
    with reverts("OrderNotSigned", alice, digest_of(other, REDEMPTION, order)):
        other.redeemByOrder(REDEMPTION.values(order), signed, {"from": relayer})
    foreign = signature(catalogue, REDEMPTION, order, alice, chain_id=1)
    with reverts("OrderNotSigned", alice, digest_of(catalogue, REDEMPTION, order)):
        catalogue.redeemByOrder(REDEMPTION.values(order), foreign, {"from": relayer})

    catalogue.redeemByOrder(REDEMPTION.values(order), signed, {"from": relayer})
    with reverts("InvalidAccountNonce", alice, 1):
        catalogue.redeemByOrder(REDEMPTION.values(order), signed, {"from": relayer})

    late = {**order, "nonce": 1, "deadline": chain[-1].timestamp - 1}
    with reverts("OrderExpired", late["deadline"]):
        catalogue.redeemByOrder(
            REDEMPTION.values(late), signature(catalogue, REDEMPTION, late, alice), {"from": relayer}
        )


def test_the_partner_brings_the_holders_receipt(catalogue, credit, redeemed, partner, alice):
    voucher = redeemed()
    signed = signature(catalogue, RECEIPT, receipt(voucher), alice)

    catalogue.acknowledgeByOrder(voucher, receipt(voucher)["deadline"], signed, {"from": partner})

    assert (catalogue.voucherOf(voucher)["state"], credit.balanceOf(partner)) == (HONOURED, PRICE)
    with reverts("VoucherUsed", voucher, True):
        catalogue.acknowledgeByOrder(voucher, receipt(voucher)["deadline"], signed, {"from": partner})


def test_a_receipt_is_for_one_voucher_and_by_its_holder(catalogue, redeemed, partner, alice, bob):
    voucher, other = redeemed(), redeemed()
    mine, bobs = (signature(catalogue, RECEIPT, receipt(voucher), signer) for signer in (alice, bob))
    late = receipt(voucher)["deadline"]
    with reverts("OrderNotSigned", alice, digest_of(catalogue, RECEIPT, receipt(other))):
        catalogue.acknowledgeByOrder(other, late, mine, {"from": partner})
    with reverts("OrderNotSigned", alice, digest_of(catalogue, RECEIPT, receipt(voucher))):
        catalogue.acknowledgeByOrder(voucher, late, bobs, {"from": partner})
    with reverts("OrderExpired", 1):
        catalogue.acknowledgeByOrder(voucher, 1, mine, {"from": partner})


def test_a_contract_wallet_redeems_and_gives_its_receipt(
    KeyWallet, catalogue, credit, listing, partner, deployer, alice, relayer
):
    wallet = deployer.deploy(KeyWallet, alice)
    credit.transfer(wallet, PRICE, {"from": alice})
    wallet.run(credit, credit.approve.encode_input(catalogue, PRICE), {"from": alice})
    order = redemption(catalogue, wallet, listing, PRICE)
    signed = signature(catalogue, REDEMPTION, order, alice)

    voucher = catalogue.redeemByOrder(REDEMPTION.values(order), signed, {"from": relayer}).return_value
    given = signature(catalogue, RECEIPT, receipt(voucher), alice)
    catalogue.acknowledgeByOrder(voucher, receipt(voucher)["deadline"], given, {"from": partner})

    assert credit.balanceOf(partner) == PRICE
