import pytest

from abate.deploy.plan import Plan
from tests.chain.programmes import deploy_programme, sender_of, write_programme


@pytest.fixture
def programme(tmp_path):
    return write_programme(tmp_path)


@pytest.fixture
def plan(programme):
    return Plan.load(programme)


@pytest.fixture
def record(tmp_path):
    return tmp_path / "deployments" / "local-test.json"


@pytest.fixture
def deployer_sender(deployer):
    return sender_of(deployer)


@pytest.fixture
def owner_sender(owner):
    return sender_of(owner)


@pytest.fixture
def contracts(programme, record):
    """A complete deployment."""
    return deploy_programme(programme, record)
