"""Retirements that are refused leave everything as it was."""

import pytest
from brownie import ZERO_ADDRESS

from tests.chain.certificate.conftest import ALICES
from tests.chain.errors import reverts
from tests.chain.oracle.batches import publish
from tests.chain.oracle.deployments import deploy_oracle, open_vintage

pytestmark = pytest.mark.usefixtures("holders")


@pytest.fixture(autouse=True)
def nothing_changes(isolation, holders, certificate, credit, alice):
    yield
    assert certificate.certificatesOf(2013) == 0
    assert credit.balanceOf(alice) == ALICES
    assert credit.totalBurnt() == 0


def test_a_credit_of_another_oracle_is_refused(certificate, credit, alice, deployer, owner, guardian, relayer):
    other_oracle = deploy_oracle(deployer, owner=owner, guardian=guardian)
    other = open_vintage(other_oracle, owner)
    figures = publish(other_oracle, {alice: 500}, relayer, 1000)
    other.issue(*figures.claim(alice), {"from": relayer})
    other.approve(certificate, 500, {"from": alice})

    with reverts("UnknownCredit", other):
        certificate.retire(other, 500, alice, "", {"from": alice})
    assert other.balanceOf(alice) == 500


def test_an_account_is_no_credit(certificate, alice, stranger):
    with reverts("UnknownCredit", stranger):
        certificate.retire(stranger, 1, alice, "", {"from": alice})


def test_a_contract_that_is_no_credit_is_refused(certificate, currency, alice):
    with reverts("UnknownCredit", currency):
        certificate.retire(currency, 1, alice, "", {"from": alice})


def test_nothing_cannot_be_retired(certificate, credit, alice):
    with reverts("NothingToRetire"):
        certificate.retire(credit, 0, alice, "", {"from": alice})


def test_an_amount_beyond_48_bits_is_refused(certificate, credit, alice):
    with reverts("AmountTooLarge", 2**48, 2**48 - 1):
        certificate.retire(credit, 2**48, alice, "", {"from": alice})


def test_more_than_the_balance_cannot_be_retired(certificate, credit, alice):
    with reverts("ERC20InsufficientBalance", alice, ALICES, ALICES + 1):
        certificate.retire(credit, ALICES + 1, alice, "", {"from": alice})


def test_credits_without_an_allowance_cannot_be_retired(certificate, credit, alice):
    credit.approve(certificate, 9, {"from": alice})

    with reverts("ERC20InsufficientAllowance", certificate, 9, 10):
        certificate.retire(credit, 10, alice, "", {"from": alice})


def test_nobody_retires_anothers_credits(certificate, credit, stranger):
    with reverts("ERC20InsufficientAllowance", certificate, 0, 10):
        certificate.retire(credit, 10, stranger, "", {"from": stranger})


def test_the_zero_address_is_no_beneficiary(certificate, credit, alice):
    with reverts("ERC721InvalidReceiver", ZERO_ADDRESS):
        certificate.retire(credit, 10, ZERO_ADDRESS, "", {"from": alice})


def test_a_contract_that_takes_no_tokens_is_no_beneficiary(certificate, credit, oracle, alice):
    with reverts("ERC721InvalidReceiver", oracle):
        certificate.retire(credit, 10, oracle, "", {"from": alice})
