"""A currency that misbehaves: whoever it refuses waits alone, and nothing is counted twice."""

import pytest

from tests.chain.challenges.reports import post_people, right
from tests.chain.demands.asking import demand_numbers, opening
from tests.chain.errors import reverts
from tests.chain.oracle.deployments import DEMAND_BOND, VINTAGE, demands_of
from tests.chain.oracle.odd_currency import deploy_odd_oracle, give


@pytest.fixture(scope="module")
def token(OddToken, deployer):
    return deployer.deploy(OddToken)


@pytest.fixture(scope="module")
def odd(token, deployer, owner, guardian, alice, bob):
    """An oracle whose bonds are in the odd token."""
    oracle = deploy_odd_oracle(token, deployer, owner, guardian)
    for account in (alice, bob):
        give(token, account, demands_of(oracle), 10 * DEMAND_BOND)
    return oracle


@pytest.fixture
def batch(odd, alice, bob, relayer):
    return post_people(odd, [right(alice), right(bob)], relayer)


@pytest.fixture
def odd_demands(odd):
    return demands_of(odd)


@pytest.mark.parametrize(("basis_points", "arrived"), [(100, DEMAND_BOND - DEMAND_BOND // 100), (10_000, 0)])
def test_a_fee_on_transfer_is_refused(odd_demands, token, batch, alice, basis_points, arrived):
    token.takeFee(basis_points, {"from": alice})

    with reverts("WrongDeposit", DEMAND_BOND, arrived):
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
