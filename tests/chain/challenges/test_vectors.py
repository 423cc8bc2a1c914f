"""The contracts open the very bytes that operators write: the vectors of the batch's format."""

import json
from pathlib import Path

import pytest
from eth_utils import keccak

from abate.merkle import MerkleTree
from tests.chain.challenges.reports import prove, salt
from tests.chain.errors import reverts
from tests.chain.oracle.batches import draft, post
from tests.chain.oracle.deployments import METHODOLOGY_ID, VINTAGE

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "batch.json").read_text())
PEOPLE = VECTORS["people"]


@pytest.fixture
def target(oracle, challenges, relayer):
    post(oracle, draft(oracle, root=VECTORS["batch"]["root"], count=len(PEOPLE)), relayer)
    return (VINTAGE, 1, METHODOLOGY_ID)


def leaf_and_proof(person):
    accounts, credits = [each["account"] for each in PEOPLE], [int(each["credits"]) for each in PEOPLE]
    tree = MerkleTree.of(accounts, credits, [each["reportHash"] for each in PEOPLE])
    return (person["account"], int(person["credits"]), person["reportHash"]), tree.proof(PEOPLE.index(person))


@pytest.mark.parametrize("person", PEOPLE, ids=["first", "second", "third"])
@pytest.mark.parametrize("function", ["proveWrongCredits", "proveWrongMedian"])
def test_numbers_of_the_vectors_open_and_are_right(challenges, target, person, function, stranger):
    figures = [int(person[name]) for name in ("baseline", "emissions", "periods", "credits")]
    numbers = (person["salts"]["numbers"], *figures, [int(word, 16) for word in person["observationWords"]])
    opened = (*leaf_and_proof(person), numbers, person["sourcesHash"], person["evidenceHash"])

    with reverts("NoFault"):
        prove(challenges, function, target, opened, salt("vectors"), challenger=stranger)


@pytest.mark.parametrize("person", PEOPLE, ids=["first", "second", "third"])
def test_sources_of_the_vectors_open_and_are_right(challenges, target, person, stranger):
    sources = (person["salts"]["sources"], person["nullifiers"])
    opened = (*leaf_and_proof(person), sources, person["numbersHash"], person["evidenceHash"])

    with reverts("NoFault"):
        prove(challenges, "proveMalformedSources", target, opened, salt("vectors"), challenger=stranger)


def test_roots_of_the_vectors_hash_to_their_batch():
    words = b"".join(
        bytes(12)
        + bytes.fromhex(each["operator"][2:] + each["root"][2:] + each["evidenceHash"][2:])
        + len(PEOPLE).to_bytes(32, "big")
        + bytes.fromhex(each["signature"][2:])
        for each in VECTORS["operators"]
    )
    assert "0x" + keccak(words).hex() == VECTORS["batch"]["observationsHash"]
