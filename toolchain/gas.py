"""Compare the measured gas of all cases with gas/snapshot.json, or write that file anew.

    python toolchain/gas.py check  [NETWORK]     a table of both; exits with 1 where anything differs
    python toolchain/gas.py update [NETWORK]     writes the snapshot

The cases are tests/chain/gas/test_*_gas.py. Deployed bytecode counts too, as size.<Contract> in bytes.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
SNAPSHOT = ROOT / "gas" / "snapshot.json"
CASES = "tests/chain/gas"
LOCAL_ONLY = "contracts/test/"
DEFAULT_NETWORK = "ganache"

Figures = dict[str, int]


class Row(NamedTuple):
    """One name in the snapshot, in the measurement, or in both."""

    name: str
    before: int | None
    now: int | None

    @property
    def differs(self) -> bool:
        """Whether the snapshot has to change."""
        return self.before != self.now

    @property
    def verdict(self) -> str:
        """The difference in figures, or why there is none."""
        if self.before is None:
            return "not in the snapshot"
        if self.now is None:
            return "no longer measured"
        return f"{self.now - self.before:+,}" if self.differs else ""


def compare(snapshot: Figures, measured: Figures) -> list[Row]:
    """Every name of either side, sorted."""
    return [Row(name, snapshot.get(name), measured.get(name)) for name in sorted(snapshot.keys() | measured.keys())]


def text_of(figures: Figures) -> str:
    """The snapshot's file: one flat map, sorted, so that a change is one line."""
    return json.dumps(dict(sorted(figures.items())), indent=2) + "\n"


def deployed_sizes(build: Path) -> Figures:
    """Bytes of deployed code of every contract that is deployed outside local networks."""
    sizes = {}
    for file in build.glob("*.json"):
        artefact = json.loads(file.read_text(encoding="utf-8"))
        code = artefact["deployedBytecode"].removeprefix("0x")
        source = artefact["sourcePath"]
        # a library of internal functions is compiled into its users
        if code and source.startswith("contracts/") and not source.startswith(LOCAL_ONLY) and is_contract(artefact):
            sizes[f"size.{artefact['contractName']}"] = len(code) // 2
    return sizes


def is_contract(artefact: dict) -> bool:
    """Whether an artefact is a contract and no library."""
    nodes = artefact["ast"]["nodes"]
    kinds = [node.get("contractKind") for node in nodes if node.get("name") == artefact["contractName"]]
    return kinds == ["contract"]


def measured_gas(network: str, cases: str = CASES) -> Figures:
    """Run the cases of a folder on a fresh chain and collect what they recorded.

    Exits with the run's own code where a case fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "gas.json"
        command = ["brownie", "test", cases, "--network", network, "-q"]
        run = subprocess.run(command, cwd=ROOT, env={**os.environ, "ABATE_GAS_RESULT": str(result)}, check=False)
        if run.returncode:
            sys.exit(run.returncode)
        return json.loads(result.read_text(encoding="utf-8"))


def show(rows: list[Row]) -> None:
    """Print the table, what differs in colour."""
    table = Table("name", title="gas, and deployed size in bytes")
    for heading in ("snapshot", "now", "difference"):
        table.add_column(heading, justify="right")
    for row in rows:
        figures = ["" if figure is None else f"{figure:,}" for figure in (row.before, row.now)]
        table.add_row(row.name, *figures, row.verdict, style="bold yellow" if row.differs else None)
    Console(width=None if sys.stdout.isatty() else 110).print(table)


def main() -> None:
    """Check or update."""
    if len(sys.argv) < 2 or sys.argv[1] not in ("check", "update"):
        sys.exit("usage: python toolchain/gas.py check|update [NETWORK]")
    network = sys.argv[2] if len(sys.argv) > 2 else DEFAULT_NETWORK
    measured = measured_gas(network) | deployed_sizes(ROOT / "build" / "contracts")
    snapshot = json.loads(SNAPSHOT.read_text(encoding="utf-8")) if SNAPSHOT.exists() else {}
    rows = compare(snapshot, measured)
    show(rows)
    changed = sum(row.differs for row in rows)
    if sys.argv[1] == "update":
        SNAPSHOT.write_text(text_of(measured), encoding="utf-8")
        print(f"gas/snapshot.json written: {len(measured)} figures, {changed} changed")
    elif changed:
        sys.exit(f"{changed} of {len(rows)} figures differ from gas/snapshot.json; `make gas-update` accepts them")
    else:
        print(f"all {len(rows)} figures are as in gas/snapshot.json")


if __name__ == "__main__":
    main()
