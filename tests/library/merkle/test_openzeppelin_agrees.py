"""The npm package @openzeppelin/merkle-tree is the judge: same root, proofs, drawing and file, both ways."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from abate.merkle import MerkleTree
from tests.library.merkle.columns import sample_columns, sample_tree

HERE = Path(__file__).parent
MODULES = HERE.parents[2] / "node_modules"
SIZES = [1, 2, 3, 5, 8, 100, 1000]


def openzeppelin(asked: dict) -> dict:
    answer = subprocess.run(
        ["node", HERE / "openzeppelin.js"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"], "NODE_PATH": str(MODULES)},
    )
    return json.loads(answer.stdout)


def hexes(items: list[bytes]) -> list[str]:
    return ["0x" + item.hex() for item in items]


@pytest.mark.parametrize("size", SIZES)
def test_openzeppelin_loads_our_dump_and_finds_the_same_tree(size):
    tree = sample_tree(size)

    theirs = openzeppelin({"dump": tree.dump()})

    assert theirs["root"] == "0x" + tree.root.hex()
    assert theirs["proofs"] == [hexes(tree.proof(i)) for i in range(size)]
    assert theirs["render"] == tree.render()
    assert theirs["dump"] == tree.dump()


@pytest.mark.parametrize("size", SIZES)
def test_we_load_openzeppelins_dump_and_find_the_same_tree(size):
    accounts, credits, report_hashes = sample_columns(size)
    values = [list(row) for row in zip(hexes(accounts), map(str, credits), hexes(report_hashes), strict=True)]

    theirs = openzeppelin({"values": values})
    tree = MerkleTree.load(theirs["dump"])

    assert theirs["root"] == "0x" + tree.root.hex()
    assert theirs["proofs"] == [hexes(tree.proof(i)) for i in range(size)]
    assert tree.entry(size - 1) == (accounts[-1], credits[-1], report_hashes[-1])
