"""How long a period takes, and how much memory: one operator's work from readings to relayed subtrees.

    python toolchain/bench_oracle.py [--people 1000000] [--seed 1] [--leaves 100000] [--json FILE]

Synthetic homes with one electricity meter each; three operators, of whom one misreads a meter in a thousand. Each stage
calls the functions that ``abate oracle`` calls, on files in a temporary folder. Beside it, in the same run, npm's
@openzeppelin/merkle-tree builds the tree of the first LEAVES leaves.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

import polars as pl
from bench_data import write_homes
from bench_stages import Stages
from eth_account import Account

from abate.credits import load_methodology
from abate.emissions import FactorLibrary, Period, load_manifest
from abate.errors import IntegrityError
from abate.merkle import MerkleTree
from abate.oracle.computed import compute, end_of
from abate.oracle.derive import collect, draft_of
from abate.oracle.desk import VALIDITY, Desk
from abate.oracle.draft_files import write_draft
from abate.oracle.figures import Figures
from abate.oracle.moment import Deployment, Moment
from abate.oracle.relay_plan import packed, plan
from abate.oracle.terms import OperatorSet, Terms, ascending_operators

ROOT = Path(__file__).resolve().parent.parent
ORACLE = "0x5FbDB2315678afecb367f032d93F642f64180aa3"
PERIOD = Period.parse("2021-01")
SUBTREE = 128
TREE_TARGET, PERIOD_TARGET, MEMORY_TARGET = 3.5, 60.0, 4096


def main() -> None:
    """Run and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--people", type=int, default=1_000_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--leaves", type=int, default=100_000, help="how many of the leaves OpenZeppelin's package gets")
    asked.add_argument("--json", type=Path, help="write the figures for machines too")
    options = asked.parse_args()
    stages = Stages(sys.stdout)
    print(f"{options.people:,} people, seed {options.seed}, {os.cpu_count()} processors, {load()}", flush=True)
    with tempfile.TemporaryDirectory(prefix="abate-bench-") as folder:
        tree = period(Path(folder), options.people, options.seed, stages)
        print(
            f"whole period: {stages.seconds:.1f} s, {stages.processor:.1f} s of processor, peak {stages.peak:,} MB "
            f"(target of a million people on two idle cores: {PERIOD_TARGET:.0f} s, {MEMORY_TARGET:,} MB)"
        )
        compare(tree, min(options.leaves, len(tree)), Path(folder), stages)
    print(load())
    if options.json:
        whole = {"people": options.people, "seconds": stages.seconds, "processor": stages.processor}
        rows = [row._asdict() for row in stages.rows]
        options.json.write_text(json.dumps({**whole, "peak": stages.peak, "stages": rows}), encoding="utf-8")


def period(folder: Path, count: int, seed: int, stages: Stages) -> MerkleTree:
    """One operator's period; returns the batch's tree."""
    with stages.aside("synthetic homes written"):
        enrolment = write_homes(folder, count, seed)
    manifest, methodology = load_manifest(folder / "manifest.toml"), load_methodology(folder / "methodology.toml")
    signers = [Account.from_key(sha256(f"bench operator {place}".encode()).digest()) for place in range(3)]
    signers.sort(key=lambda key: int(key.address, 16))
    desks = [Desk(key, folder / "state", folder / "exchange", enrolment) for key in signers]
    own, others = desks[0], desks[1:]
    operators = tuple(ascending_operators([key.address for key in signers]))
    operator_set, terms = OperatorSet(operators, 2, sha256(b"operators").digest()), Terms.of(methodology)
    moment = Moment(Deployment(1337, ORACLE), PERIOD.year, 1, end_of(manifest, PERIOD))
    now = moment.through + 3600

    with stages.counted("emissions: readings, factors, baselines, credits, evidence"):
        figures = compute(manifest, methodology, FactorLibrary.load(), PERIOD.year, PERIOD)
    with stages.counted("observations: keys, salts, tree, signed root"):
        _, gathered = own.observe(moment, figures, None)
    with stages.aside("the two other operators' observations"):
        seen = [desk.observe(moment, misread(figures, place), None)[1] for place, desk in enumerate(others)]
    del figures
    with stages.counted("figures shown, sealed for each person"):
        own.show(moment, gathered, list(operators))
    with stages.aside("the two other operators' figures"):
        for desk, theirs in zip(others, seen, strict=True):
            desk.show(moment, theirs, list(operators))
    del gathered, seen, theirs
    with stages.counted("median: three operators' figures opened, checked, merged"):
        collected = collect(own.folder(moment), moment, enrolment, own.batch_keys(moment), operator_set)
    with stages.counted("leaves and tree: credits, reports, leaves, tree"):
        draft = draft_of(collected, moment, terms, operator_set, None, now + VALIDITY)
    with stages.counted("batch written, reports sealed for each person"):
        write_draft(own.folder(moment), draft)
    leaves, disagreements = draft.leaves, draft.merged.disagreements.height
    del collected, draft
    with stages.counted("signing: everything derived again and compared, signed"):
        own.sign(moment, terms, operator_set, None, now)
    with stages.counted(f"subtrees of {SUBTREE}, with proofs and calldata"):
        steps = sum(bool(packed(step.subtree.entries)) for step in plan(leaves.tree, lambda entry: True, SUBTREE))
    print(f"{disagreements:,} figures differed from the median; {steps:,} transactions would issue everything")
    return leaves.tree


def misread(figures: Figures, place: int) -> Figures:
    """Another operator's figures: the first of them reads a home in a thousand wrong."""
    if place:
        return figures
    wrong = pl.when(pl.int_range(pl.len()) % 1000 == 7).then(pl.col("emissions") * 10).otherwise("emissions")
    return Figures(**{**vars(figures), "people": figures.people.with_columns(wrong.alias("emissions"))})


def compare(tree: MerkleTree, count: int, folder: Path, stages: Stages) -> None:
    """The tree alone, and npm's package on the first leaves; the roots must agree."""
    columns = tree.accounts, tree.credits, tree.report_hashes
    with stages.aside(f"tree alone, {len(tree):,} leaves", target=TREE_TARGET):
        MerkleTree.of(*columns)
    accounts, credits, hashes = (column[:count] for column in columns)
    with stages.aside(f"tree alone, {count:,} leaves"):
        ours = MerkleTree.of(accounts, credits, hashes)
    rows = zip(accounts, credits, hashes, strict=True)
    values = folder / "values.json"
    values.write_text(json.dumps([["0x" + a.tobytes().hex(), str(c), "0x" + h.tobytes().hex()] for a, c, h in rows]))
    script = ["node", "--max-old-space-size=4096", str(ROOT / "toolchain/bench_openzeppelin.js"), str(values)]
    environment = os.environ | {"NODE_PATH": str(ROOT / "node_modules")}
    done = subprocess.run(script, capture_output=True, text=True, check=True, env=environment)
    theirs = json.loads(done.stdout)
    stages.row(f"@openzeppelin/merkle-tree, {count:,} leaves", theirs["seconds"], theirs["processor"], theirs["peak"])
    if count < len(tree):
        print(f"(it gets {count:,} of the leaves: a million takes it minutes; --leaves {len(tree)} tries)")
    if theirs["root"] != "0x" + ours.root.hex():
        raise IntegrityError(f"our root is 0x{ours.root.hex()}, theirs is {theirs['root']}")
    print("both have the same root")


def load() -> str:
    """How busy the machine is."""
    return "load " + " ".join(f"{value:.1f}" for value in os.getloadavg())


if __name__ == "__main__":
    main()
