"""The benchmark of a relay runs, on the survey's first households and a chain of its own."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_every_household_with_something_due_is_issued_it():
    command = [sys.executable, ROOT / "toolchain/bench_relay.py", "--network", "anvil", "--households", "100"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    found = re.search(
        r"anvil: 100 households, (\d+) with credits due, .*; (\d+) transactions, .* ([\d,]+) gas per", printed
    )
    assert found, printed
    accounts, transactions, gas = (int(number.replace(",", "")) for number in found.groups())
    assert 0 < accounts < 100
    assert transactions < accounts / 5
    assert 25_000 < gas < 40_000
