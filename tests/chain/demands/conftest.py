import pytest

from tests.chain.kept import kept
from tests.chain.oracle.deployments import (
    challenges_of,
    container,
    demands_of,
    registry_of,
)


@pytest.fixture(scope="module")
def registry(oracle):
    return registry_of(oracle)


@pytest.fixture(scope="module")
def challenges(oracle, credit):
    return challenges_of(oracle)


@pytest.fixture(scope="module")
def operator(operators):
    """One with a whole bond."""
    return operators[4]


@kept
def demands(oracle, credit, registry, operator, alice, bob, stranger):
    """Where openings are demanded; three accounts and an operator can pay the bonds."""
    found = demands_of(oracle)
    money = container("LocalCurrency").at(registry.bondTerms()[0])
    for account in (operator, alice, bob, stranger):
        money.mint(account, 10**9, {"from": account})
        money.approve(found, 10**9, {"from": account})
    return found


@pytest.fixture(scope="module")
def money(registry):
    """The currency of the bonds."""
    return container("LocalCurrency").at(registry.bondTerms()[0])
