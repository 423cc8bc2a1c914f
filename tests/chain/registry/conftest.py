import pytest

from tests.chain.kept import kept
from tests.chain.oracle.deployments import container, deploy_oracle, open_vintage, registry_of


@kept
def oracle(deployer, owner, guardian):
    return deploy_oracle(deployer, owner=owner, guardian=guardian)


@kept
def credit(oracle, owner):
    return open_vintage(oracle, owner)


@pytest.fixture(scope="module")
def registry(oracle):
    return registry_of(oracle)


@pytest.fixture(scope="module")
def money(registry):
    """The currency of the bonds."""
    return container("LocalCurrency").at(registry.bondTerms()[0])


@pytest.fixture(scope="session")
def first(operators):
    """The operator with the lowest address."""
    return min(operators, key=lambda each: int(each.address, 16))
