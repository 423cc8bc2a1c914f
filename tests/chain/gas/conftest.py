"""Measured cases: each test does one thing and records what it cost under ``contract.action.case``.

They run by ``make gas`` and ``make gas-update`` only, file after file on one chain that Brownie resets before each.
A figure must come out the same in every run, on Ganache and on Anvil: no clock of the machine and no random value in
calldata or storage, so deadlines and dates are constants, keys and salts are fixed, and time is moved past them.
"""

import json
import os
import re
from pathlib import Path

import pytest

from tests.chain.kept import start_anew

RESULT = "ABATE_GAS_RESULT"
NAME = re.compile(r"[a-z][A-Za-z0-9]*(\.[a-zA-Z0-9][A-Za-z0-9-]*){1,4}")
RESERVED = "size."

collect_ignore_glob = [] if RESULT in os.environ else ["test_*.py"]


@pytest.fixture(scope="module")
def module_isolation():
    """Nothing is taken up from another file: it would change the addresses, and with them the zeros in calldata."""
    start_anew()


@pytest.fixture(scope="session")
def recorded():
    """All figures of the run; written where the tool asked for them."""
    figures: dict[str, int] = {}
    yield figures
    Path(os.environ[RESULT]).write_text(json.dumps(figures))


@pytest.fixture(scope="session")
def record(recorded):
    """``record("currency.transfer.repeat", tx.gas_used)``: names are unique, a figure is a whole transaction's gas.

    ``record(name, total // count)`` is welcome for a transaction's share per item.
    """

    def note(name: str, gas: int) -> None:
        assert NAME.fullmatch(name), f"{name} is not contract.action.case"
        assert not name.startswith(RESERVED), f"{RESERVED} is for bytecode"
        assert name not in recorded, f"{name} is recorded twice"
        recorded[name] = gas

    return note
