"""docs/benchmarks.md: what others measured is as in data/benchmarks, and our gas as in the snapshot."""

import csv
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "benchmarks.md").read_text()
SNAPSHOT = json.loads((ROOT / "gas" / "snapshot.json").read_text())


def test_others_figures_are_those_of_the_data_with_their_sources():
    with (ROOT / "data/benchmarks/peers.csv").open(newline="") as lines:
        rows = [
            f"| {r['area']}: {r['action']} | {r['system']} | {r['figure']} | {r['source']} |"
            for r in csv.DictReader(lines)
        ]
    assert [line for line in PAGE.splitlines() if re.match(r"\| (issuing|auction|retiring|trees): ", line)] == rows


def test_our_gas_is_that_of_the_snapshot(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "toolchain"))
    import bench_tables

    areas = ("oracle", "credit", "challenge"), ("auction",), ("retire",)
    rows = [
        f"| {row.title} | {row.gas:,} | {row.at_most:,} | {row.verdict} |"
        for area in areas
        for row in bench_tables.aimed(SNAPSHOT, *area)
    ]
    assert [
        line
        for line in PAGE.splitlines()
        if re.fullmatch(r"\| [^|]+ \| [\d,]+ \| [\d,]+ \| (met|[\d,]+ over) \|", line)
    ] == rows
    sys.modules.pop("bench_tables", None)
