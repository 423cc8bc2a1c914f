"""Retiring by a signed order that somebody else brings."""

import pytest
from brownie import ZERO_ADDRESS, chain

from abate.chain.signed_orders import RETIREMENT
from tests.chain.auction.clock import next_block_at
from tests.chain.certificate.conftest import ALICES, BOBS
from tests.chain.errors import decoded, revert_data, reverts
from tests.chain.oracle.batches import hexed
from tests.chain.orders import digest_of, permit, retirement, signature

FIRST = 2013 * 10**10 + 1


@pytest.fixture
def bring(certificate, relayer):
    """``bring(order, signer)``: the relayer brings an order that somebody signed."""

    def send(order, signer):
        signed = signature(certificate, RETIREMENT, order, signer)
        return certificate.retireByOrder(RETIREMENT.values(order), signed, {"from": relayer})

    return send


@pytest.fixture
def unapproved(credit, certificate, holders, alice):
    """Alice holds what she earned, and allows nobody anything."""
    credit.approve(certificate, 0, {"from": alice})


def test_whoever_brings_it_the_holders_credits_are_retired_as_signed(certificate, credit, holders, bring, alice, bob):
    order = retirement(certificate, alice, credit, 1000, beneficiary=bob.address, statement="For Łódź")

    tx = bring(order, alice)

    assert tx.return_value == FIRST
    assert dict(tx.events["OrderUsed"]) == {
        "signer": alice,
        "nonce": 0,
        "digest": hexed(digest_of(certificate, RETIREMENT, order)),
    }
    assert (tx.events["Retired"]["holder"], tx.events["Retired"]["beneficiary"]) == (alice, bob)
    said = certificate.retirementOf(FIRST)
    assert (said["amount"], said["beneficiary"], said["statement"]) == (1000, bob, "For Łódź")
    assert (credit.balanceOf(alice), credit.balanceOf(bob)) == (ALICES - 1000, BOBS)
    assert certificate.nonces(alice) == 1


def test_without_gas_and_without_an_approval(certificate, credit, unapproved, alice, relayer):
    order = retirement(certificate, alice, credit, 1000)
    signed = signature(certificate, RETIREMENT, order, alice)
    before = alice.nonce

    certificate.retireByOrderWithPermit(
        RETIREMENT.values(order), signed, permit(credit, alice, certificate, 1000), {"from": relayer}
    )

    assert (certificate.retiredFor(alice), credit.allowance(alice, certificate), alice.nonce) == (1000, 0, before)


def test_with_the_permit_sent_ahead_too(certificate, credit, unapproved, alice, relayer, stranger):
    order = retirement(certificate, alice, credit, 1000)
    signed, given = signature(certificate, RETIREMENT, order, alice), permit(credit, alice, certificate, 1000)
    credit.permit(alice, certificate, 1000, given[0], *given[1:], {"from": stranger})

    certificate.retireByOrderWithPermit(RETIREMENT.values(order), signed, given, {"from": relayer})

    assert certificate.retiredFor(alice) == 1000


def test_a_permit_without_an_order_lets_a_relayer_retire_nothing(certificate, credit, unapproved, alice, relayer):
    order = retirement(certificate, alice, credit, 1000, beneficiary=relayer.address)
    signed, given = signature(certificate, RETIREMENT, order, relayer), permit(credit, alice, certificate, 1000)

    with reverts("OrderNotSigned", alice, digest_of(certificate, RETIREMENT, order)):
        certificate.retireByOrderWithPermit(RETIREMENT.values(order), signed, given, {"from": relayer})
    assert credit.nonces(alice) == 0


def test_an_order_without_an_allowance_is_refused_and_keeps_its_nonce(certificate, credit, unapproved, bring, alice):
    with reverts("ERC20InsufficientAllowance", certificate, 0, 9):
        bring(retirement(certificate, alice, credit, 9), alice)
    assert certificate.nonces(alice) == 0


def test_every_field_is_signed(certificate, credit, holders, alice, bob, relayer):
    order = retirement(certificate, alice, credit, 1000, statement="mine")
    signed = signature(certificate, RETIREMENT, order, alice)
    changes = {
        "amount": 1001,
        "beneficiary": bob.address,
        "statement": "Mine",
        "deadline": 2**40,
        "credit": bob.address,
    }
    for name, value in {**changes, "credit": bob.address}.items():
        changed = {**order, name: value}
        with reverts("OrderNotSigned", alice, digest_of(certificate, RETIREMENT, changed)):
            certificate.retireByOrder(RETIREMENT.values(changed), signed, {"from": relayer})
    stolen = {**order, "holder": bob.address}
    with reverts("OrderNotSigned", bob, digest_of(certificate, RETIREMENT, stolen)):
        certificate.retireByOrder(RETIREMENT.values(stolen), signed, {"from": relayer})


def test_an_order_is_good_until_its_last_second(certificate, credit, holders, bring, alice):
    deadline = chain[-1].timestamp + 1000
    order = retirement(certificate, alice, credit, 9, deadline=deadline)
    next_block_at(deadline)
    bring(order, alice)

    next_block_at(deadline + 1)
    with reverts("OrderExpired", deadline):
        bring(retirement(certificate, alice, credit, 9, deadline=deadline), alice)


def test_a_signature_of_another_form_is_refused(certificate, credit, holders, alice, relayer):
    order = retirement(certificate, alice, credit, 9)
    for wrong in (b"", bytes(65), signature(certificate, RETIREMENT, order, alice)[:64]):
        with reverts("OrderNotSigned", alice, digest_of(certificate, RETIREMENT, order)):
            certificate.retireByOrder(RETIREMENT.values(order), wrong, {"from": relayer})


def test_nobody_signs_for_the_zero_address(certificate, credit, holders, alice, relayer):
    order = {**retirement(certificate, alice, credit, 9), "holder": ZERO_ADDRESS}
    with pytest.raises(Exception) as caught:
        certificate.retireByOrder(RETIREMENT.values(order), bytes(65), {"from": relayer})
    assert decoded(revert_data(caught.value))[:2] == ("OrderNotSigned", ZERO_ADDRESS)
