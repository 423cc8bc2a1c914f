"""Retiring with a permit: one transaction, no approval."""

import pytest

from tests.chain.certificate.conftest import ALICES, BOBS
from tests.chain.errors import decoded, revert_data, reverts
from tests.chain.orders import LATE, permit

FIRST = 2013 * 10**10 + 1


@pytest.fixture(scope="module", autouse=True)
def earned(credit, figures, relayer, alice, bob):
    """Alice and Bob hold what they earned, and allow nobody anything."""
    for account in (alice, bob):
        credit.issue(*figures.claim(account), {"from": relayer})


def test_a_permit_stands_for_the_approval(certificate, credit, alice, bob):
    given = permit(credit, alice, certificate, 1000)

    tx = certificate.retireWithPermit(credit, 1000, bob, "thanks", given, {"from": alice})

    assert tx.return_value == FIRST
    assert tx.events["Retired"]["holder"] == alice
    assert certificate.ownerOf(FIRST) == bob
    assert credit.balanceOf(alice) == ALICES - 1000
    assert credit.allowance(alice, certificate) == 0
    assert credit.nonces(alice) == 1


def test_a_permit_that_somebody_sent_ahead_does_no_harm(certificate, credit, alice, stranger):
    deadline, *parts = permit(credit, alice, certificate, 1000)
    credit.permit(alice, certificate, 1000, deadline, *parts, {"from": stranger})

    certificate.retireWithPermit(credit, 1000, alice, "", (deadline, *parts), {"from": alice})

    assert certificate.retiredFor(alice) == 1000
    assert credit.allowance(alice, certificate) == 0


def test_anothers_permit_retires_nothing_of_the_other(certificate, credit, alice, bob):
    """The permit is for its owner's credits; who calls retires its own."""
    given = permit(credit, alice, certificate, 1000)

    with pytest.raises(Exception) as caught:
        certificate.retireWithPermit(credit, 1000, bob, "", given, {"from": bob})

    name, _, owner = decoded(revert_data(caught.value))
    assert (name, owner) == ("ERC2612InvalidSigner", bob)
    assert (credit.balanceOf(alice), credit.balanceOf(bob)) == (ALICES, BOBS)


def test_nobody_else_spends_what_a_permit_allowed(certificate, credit, alice, stranger):
    deadline, *parts = permit(credit, alice, certificate, 1000)
    credit.permit(alice, certificate, 1000, deadline, *parts, {"from": stranger})

    with reverts("ERC20InsufficientAllowance", certificate, 0, 1000):
        certificate.retire(credit, 1000, stranger, "", {"from": stranger})
    assert credit.balanceOf(alice) == ALICES


def test_a_permit_for_less_is_refused(certificate, credit, alice):
    given = permit(credit, alice, certificate, 999)

    with pytest.raises(Exception) as caught:
        certificate.retireWithPermit(credit, 1000, alice, "", given, {"from": alice})
    assert decoded(revert_data(caught.value))[0] == "ERC2612InvalidSigner"


def test_a_permit_that_ran_out_is_refused(certificate, credit, alice):
    with reverts("ERC2612ExpiredSignature", 1):
        certificate.retireWithPermit(
            credit, 9, alice, "", permit(credit, alice, certificate, 9, deadline=1), {"from": alice}
        )


def test_no_permit_is_asked_of_a_contract_that_is_no_credit(certificate, currency, alice):
    with reverts("UnknownCredit", currency):
        certificate.retireWithPermit(currency, 9, alice, "", (LATE, 27, bytes(32), bytes(32)), {"from": alice})
