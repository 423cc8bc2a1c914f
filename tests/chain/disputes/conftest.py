import pytest

from tests.chain.kept import kept
from tests.chain.oracle.deployments import (
    arbiter as the_arbiter,
)
from tests.chain.oracle.deployments import (
    challenges_of,
    container,
    disputes_of,
    registry_of,
)


@pytest.fixture(scope="module")
def arbiter():
    return the_arbiter()


@pytest.fixture(scope="module")
def registry(oracle):
    return registry_of(oracle)


@pytest.fixture(scope="module")
def challenges(oracle, credit):
    return challenges_of(oracle)


@pytest.fixture(scope="module")
def money(registry):
    return container("LocalCurrency").at(registry.bondTerms()[0])


@kept
def disputes(oracle, credit, money, arbiter, guardian, alice, bob, carol):
    """Disputes; these accounts can pay stakes."""
    found = disputes_of(oracle)
    for account in (alice, bob, carol, arbiter, guardian):
        money.mint(account, 10**10, {"from": account})
        money.approve(found, 10**10, {"from": account})
    return found
