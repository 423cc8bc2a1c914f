"""Retiring with a certificate, by the length of its statement: a holder's next certificate, endless allowance."""

from tests.chain.certificate.deployments import deploy_certificate
from tests.chain.oracle.batches import publish
from tests.chain.oracle.deployments import deploy_oracle, open_vintage

EARNED, AMOUNT = 1_000_000, 12_345


def test_retire_by_length_of_the_statement(deployer, owner, guardian, relayer, alice, record):
    oracle = deploy_oracle(deployer, owner=owner, guardian=guardian)
    credit = open_vintage(oracle, owner)
    figures = publish(oracle, {alice: EARNED}, relayer, 10 * EARNED)
    certificate = deploy_certificate(deployer, oracle)
    credit.issue(*figures.claim(alice), {"from": relayer})
    credit.approve(certificate, 2**256 - 1, {"from": alice})
    certificate.retire(credit, AMOUNT, alice, "", {"from": alice})
    for length in (0, 31, 64, 128, 192, 280):
        tx = certificate.retire(credit, AMOUNT, alice, "x" * length, {"from": alice})
        record(f"retire.statement-{length}", tx.gas_used)
