import pytest

from tests.chain.kept import kept
from tests.chain.oracle.deployments import challenges_of, container, deploy_oracle, open_vintage, registry_of


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
def challenges(oracle, credit):
    return challenges_of(oracle)


@pytest.fixture(scope="module")
def money(registry):
    """The currency of the bonds."""
    return container("LocalCurrency").at(registry.bondTerms()[0])
