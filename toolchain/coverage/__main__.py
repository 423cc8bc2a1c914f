"""Which branches of the contracts the tests on a chain go, and which they never do.

    python -m toolchain.coverage tests/chain/auction ...   run these tests and add what they reach to earlier runs
    python -m toolchain.coverage --report                  what no run reached
    python -m toolchain.coverage --forget                  forget earlier runs

The tests run on Anvil, on contracts compiled without the optimizer, in a copy of the checkout. Exits with 1 where a way
was gone by no test and unreachable.toml does not say why.
"""

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import yaml

from toolchain.coverage.branches import Branch, branches_of
from toolchain.coverage.code import Codes

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / ".home" / "coverage"
TREE, RUNS = HOME / "tree", ROOT / "reports" / "branches"
UNREACHABLE = Path(__file__).parent / "unreachable.toml"
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


def start_node(port: str) -> subprocess.Popen[bytes]:
    """Anvil as the tests know it, but for contracts of any size."""
    networks = yaml.safe_load((ROOT / "toolchain" / "network-config.yaml").read_text(encoding="utf-8"))["development"]
    network = next(one for one in networks if one["id"] == "anvil")
    settings = network["cmd_settings"]
    command = [*shlex.split(network["cmd"]), "--silent", "--disable-code-size-limit", "--steps-tracing", "--port", port]
    command += ["--accounts", str(settings["accounts"]), "--mnemonic", settings["mnemonic"]]
    command += ["--hardfork", settings["evm_version"], "--gas-limit", "300000000"]
    command += ["--base-fee", str(settings["base_fee"]), "--chain-id", str(settings["chain_id"])]
    return subprocess.Popen(command)


def run(folders: list[str]) -> int:
    """The tests' own exit code."""
    lay_tree()
    port = os.environ["ABATE_RPC_PORT"]
    variables = {
        "ABATE_BRANCHES": str(RUNS),
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


def seen() -> tuple[dict[str, set[str]], int, int]:
    """The ways of all runs, how many transactions and calls were traced, and how many could not be."""
    ways: dict[str, set[str]] = {}
    traced = failed = 0
    for file in sorted(RUNS.glob("*.json")):
        one = json.loads(file.read_text(encoding="utf-8"))
        traced, failed = traced + one["traced"], failed + one["failed"]
        for name, gone in one["ways"].items():
            ways.setdefault(name, set()).update(gone)
    return ways, traced, failed


def report() -> int:
    """Print what was not gone; 1 where something has no reason."""
    ways, traced, failed = seen()
    branches = branches_of(Codes.read(TREE / "build" / "contracts"), ways)
    groups = tomllib.loads(UNREACHABLE.read_text(encoding="utf-8")).get("unreachable", [])
    reasons = {key: group["reason"] for group in groups for key in group["ways"]}
    files: dict[str, list[Branch]] = {}
    for branch in branches:
        files.setdefault(branch.file, []).append(branch)
    missing = []
    print(f"{traced:,} transactions and calls traced, {failed:,} could not be\n")
    print("| file | ways | gone | without a test |\n|---|---:|---:|---:|")
    for file, members in files.items():
        open_ = [(one, way) for one in members for way in one.missing() if one.key(way) not in reasons]
        gone = sum(len(one.gone) for one in members)
        print(f"| {file} | {2 * len(members)} | {gone} | {len(open_)} |")
        missing += open_
    total, gone = 2 * len(branches), sum(len(one.gone) for one in branches)
    print(f"| all | {total} | {gone} | {len(missing)} |")
    for branch, way in missing:
        print(f"{branch.file}:{branch.line}: {branch.key(way)}")
    known = {one.key(way) for one in branches for way in one.missing()}
    stale = [key for key in reasons if key not in known]
    print(*(f"unreachable.toml names what was gone, or is no branch: {key}" for key in stale), sep="\n")
    return 1 if missing or stale else 0


def main() -> None:
    """Run, then report."""
    parser = argparse.ArgumentParser(prog="python -m toolchain.coverage", description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="*", help="tests to run")
    parser.add_argument("--report", action="store_true", help="only report")
    parser.add_argument("--forget", action="store_true", help="forget earlier runs")
    options = parser.parse_args()
    if options.forget:
        shutil.rmtree(RUNS, ignore_errors=True)
        return
    failed = 0
    if not options.report:
        failed = run(options.folders or ["tests/chain"])
    sys.exit(report() or failed)


if __name__ == "__main__":
    main()
