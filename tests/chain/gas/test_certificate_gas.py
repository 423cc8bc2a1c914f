"""Retiring with a certificate. ``first`` is an account's first certificate of a vintage that others retired before,
``repeat`` its next one; both with a statement of 31 bytes, and an allowance without end.
"""

import pytest

from tests.chain.certificate.deployments import deploy_certificate
from tests.chain.oracle.batches import publish
from tests.chain.oracle.deployments import deploy_oracle, open_vintage

UNLIMITED = 2**256 - 1
EARNED = 1_000_000
AMOUNT = 12_345


@pytest.fixture(scope="module")
def retire(deployer, owner, guardian, relayer, alice, bob):
    """``retire(account, statement)``: what the transaction cost."""
    oracle = deploy_oracle(deployer, owner=owner, guardian=guardian)
    credit = open_vintage(oracle, owner)
    figures = publish(oracle, {alice: EARNED, bob: EARNED}, relayer, 10 * EARNED)
    certificate = deploy_certificate(deployer, oracle)
    for account in (alice, bob):
        credit.issue(*figures.claim(account), {"from": relayer})
        credit.approve(certificate, UNLIMITED, {"from": account})
    return lambda account, statement: certificate.retire(credit, AMOUNT, account, statement, {"from": account}).gas_used


def test_retire(retire, alice, bob, record):
    record("retire.certificate.opening", retire(bob, "x" * 31))
    record("retire.certificate.first", retire(alice, "x" * 31))
    record("retire.certificate.repeat", retire(alice, "x" * 31))


def test_retire_by_length_of_the_statement(retire, alice, record):
    retire(alice, "")

    record("retire.certificate.wordless", retire(alice, ""))
    record("retire.certificate.statement-100", retire(alice, "x" * 100))
    record("retire.certificate.statement-280", retire(alice, "x" * 280))
    record("retire.certificate.statement-280-unicode", retire(alice, "é" * 140))
