"""Which branches of the contracts the tests on a chain go, and which they never do.

    python -m toolchain.coverage tests/chain/auction ...   run these tests and add what they reach to the record
    python -m toolchain.coverage --report                  strike what no longer holds, show what is lacking
    python -m toolchain.coverage --forget                  begin the record anew

The tests run on Anvil, on contracts compiled without the optimizer, in a copy of the checkout. The record is
covered.json. Exits with 1 where a way was gone by no test and unreachable.toml does not say why.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import yaml

from toolchain.coverage.branches import branches_of
from toolchain.coverage.code import Codes
from toolchain.coverage.conditions import conditions_of, own_sources
from toolchain.coverage.node import start_node
from toolchain.coverage.record import (
    contradictions,
    gaps,
    joined,
    kept,
    read_covered,
    read_reasons,
    write_covered,
)

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / ".home" / "coverage"
TREE, SEEN = HOME / "tree", HOME / "seen.json"
HERE = Path(__file__).parent
COVERED, UNREACHABLE = HERE / "covered.json", HERE / "unreachable.toml"
COPIED = ("contracts", "interfaces", "tests")
CONFIG = "brownie-config.yaml"


def lay_tree() -> None:
    """A copy of the checkout whose contracts are compiled without the optimizer; build files are kept."""
    TREE.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        shutil.rmtree(TREE / name, ignore_errors=True)
        shutil.copytree(ROOT / name, TREE / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in ROOT.iterdir():
        link = TREE / path.name
        if (
            path.name not in (*COPIED, CONFIG, "build", "reports")
            and not path.name.startswith(".")
            and not link.exists()
        ):
            link.symlink_to(path)
    config = yaml.safe_load((ROOT / CONFIG).read_text(encoding="utf-8"))
    config["compiler"]["solc"]["optimizer"]["enabled"] = False
    (TREE / CONFIG).write_text(yaml.safe_dump(config), encoding="utf-8")


def run(folders: list[str]) -> int:
    """Run tests and add what they saw to the record; their own exit code."""
    lay_tree()
    SEEN.unlink(missing_ok=True)
    port = os.environ["ABATE_RPC_PORT"]
    variables = {
        "ABATE_BRANCHES": str(SEEN),
        "ABATE_BRANCHES_BUILD": str(TREE / "build" / "contracts"),
        "PYTHONPATH": str(TREE),
    }
    environment = os.environ | variables
    subprocess.run(["brownie", "compile"], cwd=TREE, check=True, env=environment, stdout=subprocess.DEVNULL)
    node = start_node(port)
    try:
        command = ["brownie", "test", *folders, "--network", "anvil", "-q", "-p", "toolchain.coverage.plugin"]
        return subprocess.run(command, cwd=TREE, check=False, env=environment).returncode
    finally:
        node.kill()
        node.wait()
        # what a run saw that was stopped counts as well
        add_seen()


def add_seen() -> None:
    """The record is of the checkout's conditions, as they were copied for the run."""
    if not SEEN.exists():
        return
    seen = json.loads(SEEN.read_text(encoding="utf-8"))
    print(
        f"{seen['traced']:,} transactions and calls traced, {seen['alike']:,} more were like one of them, "
        f"{seen['failed']:,} could not be"
    )
    conditions = conditions_of(TREE, own_sources(TREE))
    branches = branches_of(conditions, Codes.read(TREE / "build" / "contracts"), seen["ways"])
    for branch in branches:
        if not branch.jumps:
            print(f"in no contract's code: {branch.condition.file}:{branch.condition.line}: {branch.condition.name}")
    write_covered(COVERED, joined(kept(read_covered(COVERED), conditions, TREE), branches))


def report() -> int:
    """Strike from the record what no longer holds, and print what it lacks; 1 where something has no reason."""
    conditions = conditions_of(ROOT, own_sources(ROOT))
    covered, reasons = kept(read_covered(COVERED), conditions, ROOT), read_reasons(UNREACHABLE)
    write_covered(COVERED, covered)
    missing = gaps(conditions, covered, reasons)
    per_file, open_ = Counter(one.file for one in conditions), Counter(one.file for one in missing)
    print("\n| file | ways | gone | explained | without a test |\n|---|---:|---:|---:|---:|")
    for file in per_file:
        counts = 2 * per_file[file], len(covered.get(file, {})), len(reasons.get(file, {})), open_[file]
        print(f"| {file} | {' | '.join(map(str, counts))} |")
    sums = 2 * len(conditions), sum(map(len, covered.values())), sum(map(len, reasons.values())), len(missing)
    print(f"| all | {' | '.join(map(str, sums))} |\n")
    wrong = contradictions(conditions, covered, reasons)
    print(*missing, *(f"unreachable.toml: {each}" for each in wrong), sep="\n")
    return 1 if missing or wrong else 0


def main() -> None:
    """Run, then report."""
    parser = argparse.ArgumentParser(prog="python -m toolchain.coverage", description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="*", help="tests to run")
    parser.add_argument("--report", action="store_true", help="only report")
    parser.add_argument("--forget", action="store_true", help="begin the record anew")
    options = parser.parse_args()
    if options.forget:
        COVERED.unlink(missing_ok=True)
        return
    failed = 0
    if not options.report:
        failed = run(options.folders or ["tests/chain"])
    sys.exit(report() or failed)


if __name__ == "__main__":
    main()
