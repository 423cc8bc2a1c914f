"""Three operators with a daemon each, on the demo's homes."""

import subprocess
import sys

import pytest

from tests.chain.daemon.running import Nursery
from tests.chain.operators.conftest import abate, contracts, money, operators, place  # noqa: F401 - fixtures
from tests.chain.operators.people import ENROLMENT, PERIOD


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
def shown(abate, operators, exchange):  # noqa: F811
    """All operators have shown their figures of July."""
    for who in (*operators, *operators[:2]):
        abate(who, "observe", "--exchange", exchange, *PERIOD, *ENROLMENT)


@pytest.fixture
def signed(shown, abate, operators, exchange):  # noqa: F811
    """A batch of July that the first and the third operator signed."""
    abate(operators[1], "aggregate", "--exchange", exchange, *PERIOD, *ENROLMENT)
    for who in (operators[0], operators[2]):
        abate(who, "sign", "--exchange", exchange, *PERIOD, *ENROLMENT)
