"""A contract can be the beneficiary, and cannot confuse anything by entering again while it receives."""

import pytest

from tests.chain.certificate.conftest import ALICES, BOBS

pytestmark = pytest.mark.usefixtures("holders")

FIRST = 2013 * 10**10 + 1


@pytest.fixture(scope="module")
def wallet(EagerWallet, deployer, credit, certificate):
    return deployer.deploy(EagerWallet, credit, certificate)


def test_a_contract_that_takes_tokens_is_a_beneficiary(certificate, credit, wallet, alice):
    made = certificate.retire(credit, 1000, wallet, "", {"from": alice}).return_value

    assert certificate.ownerOf(made) == wallet
    assert certificate.balanceOf(wallet) == 1


def test_a_retirement_inside_a_retirement_is_the_next_one(certificate, credit, wallet, alice):
    credit.transfer(wallet, 500, {"from": alice})

    certificate.retire(credit, 1000, wallet, "first", {"from": alice})

    said = [certificate.retirementOf(FIRST + i) for i in range(2)]
    assert [(each["amount"], each["statement"]) for each in said] == [(1000, "first"), (500, "more")]
    assert certificate.certificatesOf(2013) == certificate.balanceOf(wallet) == 2
    assert certificate.totalRetired(2013) == certificate.retiredFor(wallet) == credit.totalBurnt() == 1500
    assert credit.totalSupply() == ALICES + BOBS - 1500
