"""A programme with one partner (carol) and holders: alice earned 266.538 credits, bob 100.000."""

import pytest

from tests.chain.certificate.deployments import deploy_certificate
from tests.chain.credit.holders import give
from tests.chain.kept import kept
from tests.chain.rewards.deployments import CODE, PRICE, deploy_catalogue, deploy_donations, offer

ALICES, BOBS = 266_538, 100_000
UNLIMITED = 2**256 - 1


@kept
def certificate(deployer, oracle):
    return deploy_certificate(deployer, oracle)


@pytest.fixture(scope="module")
def partner(carol):
    return carol


@kept
def catalogue(deployer, certificate, partner):
    return deploy_catalogue(deployer, certificate, [partner])


@kept
def donations(deployer, certificate, carol, dave):
    return deploy_donations(deployer, certificate, [carol, dave])


@kept
def holders(oracle, credit, catalogue, relayer, alice, bob):
    """Alice and Bob hold what they earned and let the catalogue take it."""
    give(oracle, credit, {alice: ALICES, bob: BOBS}, relayer)
    for account in (alice, bob):
        credit.approve(catalogue, UNLIMITED, {"from": account})


@pytest.fixture
def redeemed(catalogue, credit, holders, partner, alice):
    """``redeemed(settlement=...)``: Alice redeems one voucher, with a code, of a new listing; its number."""

    def make(holder=alice, lock=None, **changes):
        listing = offer(catalogue, partner, credit, **changes)
        lock = catalogue.lockOf(holder, listing, CODE) if lock is None else lock
        return catalogue.redeem(listing, PRICE, lock, {"from": holder}).events["Redeemed"]["voucher"]

    return make
