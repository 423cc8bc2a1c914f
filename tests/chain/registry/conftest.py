import pytest

from tests.chain.oracle.deployments import container, registry_of


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
