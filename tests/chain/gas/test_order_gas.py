"""After the trade: retiring by permit and by signed orders, redeeming, releasing, donating. ``repeat`` is an account's
second time; signatures are by fixed keys over fixed values, so every figure comes out the same.
"""

import pytest

from abate.chain.signed_orders import DONATION, REDEMPTION, RETIREMENT
from tests.chain.certificate.deployments import deploy_certificate
from tests.chain.credit.holders import give
from tests.chain.oracle.deployments import DAY
from tests.chain.orders import donation, permit, redemption, retirement, signature
from tests.chain.rewards.deployments import (
    CODE,
    PRICE,
    RETIRES_FOR_HOLDER,
    deploy_catalogue,
    deploy_donations,
    terms,
)

UNLIMITED = 2**256 - 1
EARNED = 1_000_000
AMOUNT = 12_345
EXPIRY = 1_400_000_000
LATE = 2**40 - 1
WORDS = "x" * 31


@pytest.fixture(scope="module")
def certificate(deployer, oracle):
    return deploy_certificate(deployer, oracle)


@pytest.fixture(scope="module")
def catalogue(deployer, certificate, carol):
    return deploy_catalogue(deployer, certificate, [carol])


@pytest.fixture(scope="module")
def donations(deployer, certificate, carol, dave):
    made = deploy_donations(deployer, certificate, [carol, dave])
    made.register(True, "Woods", "", {"from": carol})
    made.register(False, "Soup kitchen", "", {"from": dave})
    return made


@pytest.fixture(scope="module", autouse=True)
def held(oracle, credit, certificate, catalogue, donations, relayer, alice, bob):
    """Alice and Bob hold credits; Bob allows everything, and retired and donated once."""
    give(oracle, credit, {alice: EARNED, bob: EARNED}, relayer)
    for spender in (certificate, catalogue, donations):
        credit.approve(spender, UNLIMITED, {"from": bob})
    certificate.retire(credit, AMOUNT, bob, WORDS, {"from": bob})


def test_retire_by_permit(certificate, credit, alice, record):
    for case in ("first", "repeat"):
        given = permit(credit, alice, certificate, AMOUNT)
        tx = certificate.retireWithPermit(credit, AMOUNT, alice, WORDS, given, {"from": alice})
        record("retire.permit" if case == "first" else f"retire.permit.{case}", tx.gas_used)


def test_retire_by_order(certificate, credit, bob, relayer, record):
    for case in ("first", "repeat"):
        order = retirement(certificate, bob, credit, AMOUNT, statement=WORDS)
        signed = signature(certificate, RETIREMENT, order, bob)
        tx = certificate.retireByOrder(RETIREMENT.values(order), signed, {"from": relayer})
        record(f"retire.order.{case}", tx.gas_used)


def test_retire_by_order_and_permit(certificate, credit, alice, relayer, record):
    order = retirement(certificate, alice, credit, AMOUNT, statement=WORDS)
    signed, given = signature(certificate, RETIREMENT, order, alice), permit(credit, alice, certificate, AMOUNT)
    tx = certificate.retireByOrderWithPermit(RETIREMENT.values(order), signed, given, {"from": relayer})
    record("retire.order.permit", tx.gas_used)


def test_rewards(catalogue, credit, bob, carol, relayer, record):
    offered = terms(credit, expiry=EXPIRY, stock=9)
    record("reward.offer.opening", catalogue.offer(offered, {"from": carol}).gas_used)
    record("reward.offer", catalogue.offer(offered, {"from": carol}).gas_used)
    lock = catalogue.lockOf(bob, 2, CODE)
    record("reward.redeem.opening", catalogue.redeem(2, PRICE, lock, {"from": bob}).gas_used)
    record("reward.redeem", catalogue.redeem(2, PRICE, lock, {"from": bob}).gas_used)
    record("reward.redeem.receiptOnly", catalogue.redeem(2, PRICE, bytes(32), {"from": bob}).gas_used)
    order = redemption(catalogue, bob, 2, PRICE, lock=bytes(lock))
    signed = signature(catalogue, REDEMPTION, order, bob)
    record("reward.redeem.order", catalogue.redeemByOrder(REDEMPTION.values(order), signed, {"from": relayer}).gas_used)
    voucher = 2 << 32
    record("reward.honour.pays.first", catalogue.honour(voucher + 1, CODE, {"from": carol}).gas_used)
    record("reward.honour.pays", catalogue.honour(voucher + 2, CODE, {"from": carol}).gas_used)
    record("reward.acknowledge.pays", catalogue.acknowledge(voucher + 3, {"from": bob}).gas_used)
    record("reward.decline", catalogue.decline(voucher + 4, {"from": carol}).gas_used)


def test_reward_that_retires(catalogue, credit, bob, carol, record):
    offered = terms(credit, expiry=EXPIRY, honourTime=30 * DAY, settlement=RETIRES_FOR_HOLDER)
    catalogue.offer(offered, {"from": carol})
    catalogue.redeem(1, PRICE, catalogue.lockOf(bob, 1, CODE), {"from": bob})
    record("reward.honour.retires", catalogue.honour((1 << 32) + 1, CODE, {"from": carol}).gas_used)


def test_donate(donations, credit, bob, carol, dave, relayer, record):
    for cause, retires, name in ((carol, True, "retires"), (dave, False, "hands")):
        for case in (".first", ""):
            tx = donations.donate(cause, credit, AMOUNT, retires, WORDS, {"from": bob})
            record(f"donate.{name}{case}", tx.gas_used)
    order = donation(donations, bob, carol, credit, AMOUNT, True, statement=WORDS)
    signed = signature(donations, DONATION, order, bob)
    record("donate.order", donations.donateByOrder(DONATION.values(order), signed, {"from": relayer}).gas_used)
