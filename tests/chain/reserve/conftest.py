import pytest

from tests.chain.oracle.deployments import reserve_of


@pytest.fixture(scope="module")
def reserve(oracle):
    return reserve_of(oracle)
