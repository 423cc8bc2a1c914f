"""A currency that misbehaves cannot have one stake counted twice, nor stop anybody but whom it refuses."""

import pytest
from brownie import ZERO_ADDRESS

from tests.chain.challenges.reports import post_people, right
from tests.chain.errors import reverts
from tests.chain.oracle.batches import word
from tests.chain.oracle.deployments import DISPUTE_STAKE as STAKE
from tests.chain.oracle.deployments import VINTAGE, disputes_of
from tests.chain.oracle.odd_currency import deploy_odd_oracle, give

EVIDENCE = word("a meter that nobody has")


@pytest.fixture(scope="module")
def token(OddToken, deployer):
    return deployer.deploy(OddToken)


@pytest.fixture(scope="module")
def odd_disputes(token, deployer, owner, guardian, alice, bob, relayer):
    """Disputes about a pending batch; stakes are in the odd token."""
    oracle = deploy_odd_oracle(token, deployer, owner, guardian)
    found = disputes_of(oracle)
    for account in (alice, bob):
        give(token, account, found, 10 * STAKE)
    post_people(oracle, [right(alice), right(bob)], relayer)
    return found


@pytest.fixture
def disputed(odd_disputes, alice, bob):
    tx = odd_disputes.dispute(VINTAGE, 1, bob, EVIDENCE, {"from": alice})
    return tuple(tx.events["Disputed"]["dispute"])


def reentries(disputes, disputed, account):
    """Whatever else pulls or pays."""
    yield disputes.dispute.encode_input(VINTAGE, 1, account, word("another meter"))
    yield disputes.defend.encode_input(disputed)
    yield disputes.withdraw.encode_input()


def test_a_dispute_is_not_reentered(odd_disputes, token, disputed, alice, bob):
    """One arriving stake would be counted for two disputes, or go out again before it was counted."""
    for payload in reentries(odd_disputes, disputed, alice):
        token.callBack(odd_disputes, payload, {"from": bob})
        with reverts("ReentrancyGuardReentrantCall"):
            odd_disputes.dispute(VINTAGE, 1, alice, EVIDENCE, {"from": alice})
    assert token.balanceOf(odd_disputes) == STAKE


def test_a_defence_is_not_reentered(odd_disputes, token, disputed, alice, bob):
    for payload in reentries(odd_disputes, disputed, alice):
        token.callBack(odd_disputes, payload, {"from": alice})
        with reverts("ReentrancyGuardReentrantCall"):
            odd_disputes.defend(disputed, {"from": bob})
    assert token.balanceOf(odd_disputes) == STAKE
    assert odd_disputes.standingOf(odd_disputes.idOf(disputed))[0] == ZERO_ADDRESS


def test_a_withdrawal_is_not_reentered(odd_disputes, token, disputed, arbiter, alice, bob):
    odd_disputes.defend(disputed, {"from": bob})
    odd_disputes.rule(disputed, False, {"from": arbiter})
    for payload in reentries(odd_disputes, disputed, alice):
        token.callBack(odd_disputes, payload, {"from": alice})
        with reverts("ReentrancyGuardReentrantCall"):
            odd_disputes.withdraw({"from": bob})
    token.callBack(ZERO_ADDRESS, b"", {"from": alice})
    odd_disputes.withdraw({"from": bob})
    assert token.balanceOf(odd_disputes) == odd_disputes.destroyed() == STAKE // 2


def test_a_ruling_pays_nobody_and_so_meets_no_token(odd_disputes, token, disputed, arbiter, alice, bob):
    odd_disputes.defend(disputed, {"from": bob})
    token.refuse(bob, True, {"from": alice})
    odd_disputes.rule(disputed, False, {"from": arbiter})

    with reverts("Refused", bob):
        odd_disputes.withdraw({"from": bob})
    assert odd_disputes.owedTo(bob) == STAKE + STAKE // 2


def test_a_fee_on_transfer_is_refused(odd_disputes, token, disputed, alice, bob):
    token.takeFee(100, {"from": alice})

    with reverts("WrongDeposit", STAKE, STAKE - STAKE // 100):
        odd_disputes.defend(disputed, {"from": bob})
    with reverts("WrongDeposit", STAKE, STAKE - STAKE // 100):
        odd_disputes.dispute(VINTAGE, 1, alice, EVIDENCE, {"from": bob})
