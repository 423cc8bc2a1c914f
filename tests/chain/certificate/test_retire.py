"""Retiring destroys the caller's credits and makes a certificate of it."""

import pytest
from brownie import ZERO_ADDRESS, chain

from tests.chain.certificate.conftest import ALICES
from tests.chain.oracle.deployments import DAY, METHODOLOGY_ID

pytestmark = pytest.mark.usefixtures("holders")

FIRST = 2013 * 10**10 + 1
STATEMENT = "For the flights I did not take"


def test_retiring_destroys_the_credits(certificate, credit, alice, bob):
    supply = credit.totalSupply()

    certificate.retire(credit, 66_538, bob, STATEMENT, {"from": alice})

    assert credit.balanceOf(alice) == ALICES - 66_538
    assert credit.totalSupply() == supply - 66_538
    assert credit.totalBurnt() == 66_538
    assert credit.balanceOf(certificate) == 0


def test_retiring_makes_a_certificate_in_the_beneficiarys_name(certificate, credit, alice, bob):
    tx = certificate.retire(credit, 66_538, bob, STATEMENT, {"from": alice})

    assert tx.return_value == FIRST
    assert certificate.ownerOf(FIRST) == bob
    assert certificate.balanceOf(bob) == 1
    assert certificate.balanceOf(alice) == 0


def test_retiring_tells_what_happened(certificate, credit, alice, bob):
    tx = certificate.retire(credit, 66_538, bob, STATEMENT, {"from": alice})

    assert [(event.name, event.address) for event in tx.events] == [
        ("Transfer", certificate),
        ("Locked", certificate),
        ("Retired", certificate),
        ("Transfer", credit),
    ]
    minted, burnt = tx.events["Transfer"]
    assert dict(minted) == {"from": ZERO_ADDRESS, "to": bob, "tokenId": FIRST}
    assert dict(burnt) == {"from": alice, "to": ZERO_ADDRESS, "value": 66_538}
    assert dict(tx.events["Locked"]) == {"tokenId": FIRST}
    assert dict(tx.events["Retired"]) == {
        "id": FIRST,
        "holder": alice,
        "beneficiary": bob,
        "credit": credit,
        "amount": 66_538,
        "batchSequence": 1,
        "statement": STATEMENT,
    }


@pytest.mark.parametrize(
    "statement",
    ["", "x" * 31, "x" * 32, "x" * 280, "é" * 140],
    ids=["none", "one slot", "two slots", "longest", "longest of two bytes each"],
)
def test_a_certificate_keeps_what_it_was_made_with(certificate, credit, alice, bob, statement):
    tx = certificate.retire(credit, 66_538, bob, statement, {"from": alice})

    said = certificate.retirementOf(FIRST).dict()
    assert said == {
        "credit": credit,
        "vintage": 2013,
        "number": 1,
        "beneficiary": bob,
        "amount": 66_538,
        "retiredOn": tx.timestamp // DAY * DAY,
        "methodologyId": METHODOLOGY_ID,
        "batchSequence": 1,
        "statement": statement,
    }


def test_numbers_and_tallies_count_up(certificate, credit, alice, bob, carol):
    ids = [
        certificate.retire(credit, amount, beneficiary, "", {"from": holder}).return_value
        for holder, amount, beneficiary in [(alice, 1, carol), (bob, 20, carol), (alice, 300, alice)]
    ]

    assert ids == [FIRST, FIRST + 1, FIRST + 2]
    assert certificate.certificatesOf(2013) == 3
    assert certificate.totalRetired(2013) == 321
    assert certificate.retiredFor(carol) == 21
    assert certificate.balanceOf(carol) == 2
    assert certificate.retiredFor(alice) == 300
    assert certificate.retiredFor(bob) == 0


def test_the_day_is_that_of_the_block(certificate, credit, alice):
    chain.sleep(40 * DAY)
    tx = certificate.retire(credit, 1, alice, "", {"from": alice})

    assert certificate.retirementOf(FIRST)["retiredOn"] == tx.timestamp // DAY * DAY


def test_everything_can_be_retired_at_once(certificate, credit, alice):
    certificate.retire(credit, ALICES, alice, "", {"from": alice})

    assert credit.balanceOf(alice) == 0
    assert certificate.retiredFor(alice) == ALICES


def test_only_the_allowance_is_spent(certificate, credit, alice):
    credit.approve(certificate, 1000, {"from": alice})

    certificate.retire(credit, 400, alice, "", {"from": alice})

    assert credit.allowance(alice, certificate) == 600
