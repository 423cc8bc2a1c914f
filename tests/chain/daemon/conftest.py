"""Three operators with a daemon each, on the demo's homes."""

import subprocess
import sys

import pytest

from tests.chain.daemon.running import Nursery
from tests.chain.operators.conftest import contracts, operators, place  # noqa: F401 - fixtures


@pytest.fixture(scope="module")
def forker():
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
