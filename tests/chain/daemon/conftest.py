"""Three operators with a daemon each, on the demo's homes."""

import shutil
import subprocess
import sys

import pytest

from tests.chain.daemon.running import Nursery
from tests.chain.operators.conftest import (  # noqa: F401 - fixtures
    abate,
    at_work,
    contracts,
    homes,
    money,
    operators,
    place,
    shown_once,
    signed_once,
)


@pytest.fixture(scope="session")
def forker():
    """Loads Abate once for all files."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.chain.daemon.nursery"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.stdin.close()


@pytest.fixture
def nursery(forker):
    """Starts daemons; none outlives its test."""
    made = Nursery(forker)
    yield made
    made.end_all()


@pytest.fixture
def exchange(tmp_path):
    return tmp_path / "exchange"


@pytest.fixture
def shown(shown_once, operators, tmp_path):  # noqa: F811
    """All operators have shown their figures of July."""
    shutil.copytree(shown_once, tmp_path, dirs_exist_ok=True)


@pytest.fixture
def signed(signed_once, operators, tmp_path):  # noqa: F811
    """A batch of July that the first and the third operator signed."""
    shutil.copytree(signed_once, tmp_path, dirs_exist_ok=True)
