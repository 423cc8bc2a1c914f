import pytest

from tests.chain.oracle.deployments import deploy_oracle, open_vintage


@pytest.fixture(scope="module")
def oracle(deployer, owner, guardian):
    return deploy_oracle(deployer, owner=owner, guardian=guardian)


@pytest.fixture(scope="module")
def credit(oracle, owner):
    return open_vintage(oracle, owner)
