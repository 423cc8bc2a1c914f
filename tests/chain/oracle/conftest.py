import pytest

from tests.chain.oracle.deployments import challenges_of, registry_of


@pytest.fixture(scope="module")
def registry(oracle):
    return registry_of(oracle)


@pytest.fixture(scope="module")
def challenges(oracle):
    return challenges_of(oracle)
