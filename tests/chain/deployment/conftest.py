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


@pytest.fixture(scope="module")
def programme_file(tmp_path_factory):
    return write_programme(tmp_path_factory.mktemp("programme"))


@pytest.fixture(scope="module")
def record_file(tmp_path_factory):
    return tmp_path_factory.mktemp("deployments") / "local-test.json"


@pytest.fixture(scope="module")
def deployed(programme_file, record_file):
    """One complete deployment for all tests of a file."""
    return deploy_programme(programme_file, record_file)
