import pytest


@pytest.fixture(scope="module")
def reduction(ReductionPolicy, deployer):
    """One base unit for each gram."""
    return deployer.deploy(ReductionPolicy, 1_000_000)


@pytest.fixture(scope="module")
def index(IndexPolicy, deployer):
    """The original coefficient of 10."""
    return deployer.deploy(IndexPolicy, 10_000_000)
