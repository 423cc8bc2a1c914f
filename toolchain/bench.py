"""Everything that Abate costs, on one page: `make bench`.

    python toolchain/bench.py [--people 1000 10000 100000 1000000] [--households 7893] [--page-only]

Measures gas of every entry and how it grows, auctions, a relay and whole periods of synthetic people, one after the
other, and writes reports/bench/index.html, bench.json and tables.md. Gas is exact; seconds are this machine's.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench_page import write_page

from gas import SNAPSHOT, deployed_sizes, measured_gas

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "reports" / "bench"
PEOPLE = (1_000, 10_000, 100_000, 1_000_000)
SIZES = (10, 100, 1_000)
DENSE = (125, 250, 500, 1_000)
GROWTH = "tests/chain/growth"
NETWORK = "anvil"


def run_part(script: str, *arguments: str) -> Any:
    """One benchmark in a process of its own, so that memory is its own; its figures.

    Exits with the part's own code where it fails.
    """
    with tempfile.TemporaryDirectory(prefix="abate-bench-") as folder:
        result = Path(folder) / "figures.json"
        done = subprocess.run(
            [sys.executable, f"toolchain/{script}", *arguments, "--json", str(result)], cwd=ROOT, check=False
        )
        if done.returncode:
            sys.exit(done.returncode)
        return json.loads(result.read_text(encoding="utf-8"))


def measure(people: list[int], households: int, sizes: list[int], dense: list[int]) -> dict[str, Any]:
    """All figures, as ``bench.json`` holds them."""
    return {
        "machine": machine(),
        "gas": measured_gas(NETWORK) | deployed_sizes(ROOT / "build" / "contracts"),
        "growth": measured_gas(NETWORK, GROWTH),
        "auction": run_part("bench_auction.py", *map(str, sizes), "--dense", *map(str, dense)),
        "relay": run_part("bench_relay.py", "--network", NETWORK, "--households", str(households)),
        "periods": [run_part("bench_oracle.py", "--people", str(count)) for count in people],
        "load_after": load(),
    }


def machine() -> dict[str, Any]:
    """What the seconds depend on, and which state of the repo was measured."""
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)
    return {
        "measured": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": commit.stdout.strip() or "unknown",
        "processor": platform.machine(),
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "load_before": load(),
    }


def load() -> list[float]:
    """How busy the machine is: the mean length of its queue over 1, 5 and 15 minutes."""
    return [round(value, 1) for value in os.getloadavg()]


def differences(gas: dict[str, int]) -> list[str]:
    """Names whose gas is not as in the checked-in snapshot."""
    snapshot = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    return [name for name in sorted(gas.keys() | snapshot.keys()) if gas.get(name) != snapshot.get(name)]


def main() -> None:
    """Measure, write, and say where."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--people", type=int, nargs="+", default=PEOPLE, help="sizes of the synthetic periods")
    asked.add_argument("--households", type=int, default=7893, help="how many real households a relay issues to")
    asked.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of bids")
    asked.add_argument("--dense", type=int, nargs="+", default=DENSE, help="numbers of ticks that one bid outbids")
    asked.add_argument("--page-only", action="store_true", help="make the page of reports/bench/bench.json anew")
    options = asked.parse_args()
    figures = OUT / "bench.json"
    if not options.page_only:
        OUT.mkdir(parents=True, exist_ok=True)
        measured = measure(options.people, options.households, options.sizes, options.dense)
        figures.write_text(json.dumps(measured, indent=2) + "\n", encoding="utf-8")
    measured = json.loads(figures.read_text(encoding="utf-8"))
    write_page(measured, OUT)
    print(f"page: {OUT / 'index.html'}; figures: {figures}; tables: {OUT / 'tables.md'}")
    if wrong := differences(measured["gas"]):
        sys.exit(f"not as in gas/snapshot.json: {', '.join(wrong)}")


if __name__ == "__main__":
    main()
