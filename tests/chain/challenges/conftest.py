import pytest

from tests.chain.oracle.deployments import challenges_of, container, registry_of


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
