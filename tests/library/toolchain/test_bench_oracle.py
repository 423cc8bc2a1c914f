"""The benchmark of a period runs, on few people, and finds the same tree as OpenZeppelin's package."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
STAGES = [
    "emissions",
    "observations",
    "figures shown",
    "median",
    "leaves and tree",
    "batch written",
    "signing",
    "subtrees",
]


@pytest.fixture(scope="module")
def printed():
    command = [sys.executable, ROOT / "toolchain/bench_oracle.py", "--people", "2000", "--leaves", "500"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_every_stage_has_seconds_and_memory(printed):
    measured = re.findall(r"^(\w[\w ]+?)(?:[:,] .*?| of 128.*?)? +(\d+\.\d\d) +(\d+\.\d\d) +([\d,]+)$", printed, re.M)
    assert [name for name, *_ in measured if not name.startswith("openzeppelin")] == STAGES
    assert all(int(peak.replace(",", "")) > 50 for *_, peak in measured)


def test_the_median_overrules_the_misread_meters(printed):
    assert "2 figures differed from the median; 18 transactions would issue everything" in printed


def test_openzeppelins_package_finds_the_same_root(printed):
    assert re.search(r"^@openzeppelin/merkle-tree, 500 leaves +\d+\.\d\d", printed, re.M)
    assert "both have the same root" in printed
