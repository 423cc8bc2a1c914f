"""A currency that misbehaves: whoever it refuses waits alone, and nothing is counted twice."""

import pytest

from tests.chain.challenges.reports import post_people, right
from tests.chain.demands.asking import demand_numbers, opening
from tests.chain.errors import reverts
from tests.chain.oracle.committee import COMMITTEE
from tests.chain.oracle.deployments import (
    BOND,
    DEMAND_BOND,
    VINTAGE,
    demands_of,
    deploy_oracle,
    open_vintage,
    registry_of,
)


@pytest.fixture(scope="module")
def token(OddToken, deployer):
    return deployer.deploy(OddToken)


@pytest.fixture(scope="module")
def odd(token, deployer, owner, guardian, alice, bob):
    """An oracle whose bonds are in the odd token."""
    oracle = deploy_oracle(deployer, owner=owner, guardian=guardian, bonded=False, currency=token)
    open_vintage(oracle, owner)
    registry = registry_of(oracle)
    token.mint(deployer, 5 * BOND, {"from": deployer})
    token.approve(registry, 5 * BOND, {"from": deployer})
    registry.deposit(COMMITTEE.addresses, BOND, {"from": deployer})
    registry.enter(COMMITTEE.addresses, [], {"from": deployer})
    for account in (alice, bob):
        token.mint(account, 10 * DEMAND_BOND, {"from": account})
        token.approve(demands_of(oracle), 10 * DEMAND_BOND, {"from": account})
    return oracle


@pytest.fixture
def batch(odd, alice, bob, relayer):
    return post_people(odd, [right(alice), right(bob)], relayer)


@pytest.fixture
def odd_demands(odd):
    return demands_of(odd)


def test_a_fee_on_transfer_is_refused(odd_demands, token, batch, alice):
    token.takeFee(100, {"from": alice})

    with reverts("WrongDeposit", DEMAND_BOND, DEMAND_BOND - DEMAND_BOND // 100):
        demand_numbers(odd_demands, batch, 0, alice)


def test_a_token_that_moves_nothing_is_refused(odd_demands, token, batch, alice):
    token.answerFalse({"from": alice})

    with reverts("SafeERC20FailedOperation", token):
        demand_numbers(odd_demands, batch, 0, alice)


def test_a_reentered_demand_is_refused(odd_demands, token, batch, alice, bob):
    """A token that calls back amid a payment gets nowhere: not into another demand, not into a withdrawal."""
    inner = odd_demands.demandNumbers.encode_input(VINTAGE, 1, batch.leaf(1), batch.proof(1))
    for payload in (inner, odd_demands.withdraw.encode_input()):
        token.callBack(odd_demands, payload, {"from": bob})
        with reverts("ReentrancyGuardReentrantCall"):
            demand_numbers(odd_demands, batch, 0, alice)
    assert token.balanceOf(odd_demands) == 0


def test_promise_7_whom_the_token_refuses_stops_only_itself(odd_demands, token, batch, alice, bob, carol):
    first, second = demand_numbers(odd_demands, batch, 0, alice), demand_numbers(odd_demands, batch, 1, bob)
    token.refuse(carol, True, {"from": bob})
    odd_demands.answerNumbers(first, *opening(batch, 0), {"from": carol})
    odd_demands.answerNumbers(second, *opening(batch, 1), {"from": bob})

    with reverts("Refused", carol):
        odd_demands.withdraw({"from": carol})
    odd_demands.withdraw({"from": bob})
    token.refuse(carol, False, {"from": bob})
    odd_demands.withdraw({"from": carol})
    assert token.balanceOf(carol) == DEMAND_BOND // 2
    assert token.balanceOf(odd_demands) == odd_demands.destroyed() == DEMAND_BOND
