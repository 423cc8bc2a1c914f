"""A currency that calls back in the middle of a deposit: one arrival is never counted twice."""

import pytest

from tests.chain.errors import reverts
from tests.chain.oracle.committee import COMMITTEE
from tests.chain.oracle.deployments import BOND, registry_of
from tests.chain.oracle.odd_currency import deploy_odd_oracle, give

ALL = COMMITTEE.addresses


@pytest.fixture(scope="module")
def token(OddToken, deployer):
    return deployer.deploy(OddToken)


@pytest.fixture(scope="module")
def odd_registry(token, deployer, owner, guardian):
    return registry_of(deploy_odd_oracle(token, deployer, owner, guardian))


@pytest.fixture
def accomplice(KeyWallet, token, odd_registry, deployer):
    """A wallet with money of its own, which deposits when the token calls it."""
    wallet = deployer.deploy(KeyWallet, deployer)
    token.mint(wallet, BOND, {"from": deployer})
    wallet.run(token, token.approve.encode_input(odd_registry, BOND), {"from": deployer})
    deposit = odd_registry.deposit.encode_input([ALL[1]], BOND)
    token.callBack(wallet, wallet.run.encode_input(odd_registry, deposit), {"from": deployer})
    return wallet


def test_a_deposit_that_is_entered_again_counts_nothing_twice(odd_registry, token, accomplice, alice):
    give(token, alice, odd_registry, BOND)
    before = token.balanceOf(odd_registry)
    with reverts("WrongDeposit", BOND, 2 * BOND):
        odd_registry.deposit([ALL[0]], BOND, {"from": alice})

    assert [odd_registry.operatorOf(each)[0] for each in ALL[:2]] == [BOND, BOND]
    assert token.balanceOf(odd_registry) == before
    assert (token.balanceOf(alice), token.balanceOf(accomplice)) == (BOND, BOND)
