"""Proofs in a tree of a million leaves, in the steady state: committed before, the slots of the batch in use."""

import pytest
from eth_utils import keccak

from tests.chain.challenges.reports import commitment_of, right, salt, tree_of
from tests.chain.oracle.batches import JULY_ENDS, draft, hexed, make_final, pass_time, post
from tests.chain.oracle.deployments import METHODOLOGY_ID, VINTAGE, challenges_of, deploy_oracle, open_vintage

LEVELS = [keccak(text=f"sibling {level}") for level in range(20)]
"""A proof through nodes that nobody needs to open: the contract cannot tell them from real ones."""
SALT = salt("gas")


@pytest.fixture(scope="module")
def oracle(deployer, owner, guardian):
    oracle = deploy_oracle(deployer, owner=owner, guardian=guardian)
    open_vintage(oracle, owner)
    return oracle


def pending(oracle, relayer, root: bytes) -> tuple:
    """Two batches are over, the third, which has this root, is pending."""
    for day in (3, 2):
        post(oracle, draft(oracle, through=JULY_ENDS - day), relayer)
        make_final(oracle)
    post(oracle, draft(oracle, through=JULY_ENDS, root=hexed(root)), relayer)
    return (VINTAGE, oracle.lastSequence(VINTAGE), METHODOLOGY_ID)


def above(node: bytes, siblings: list) -> bytes:
    for sibling in siblings:
        node = keccak(min(node, sibling) + max(node, sibling))
    return node


def leaf_of(person) -> bytes:
    return tree_of([person]).root


def cost(challenges, function, *arguments, challenger) -> int:
    challenges.commit(commitment_of(challenges, function, arguments, challenger), {"from": challenger})
    pass_time(120)
    return getattr(challenges, function)(*arguments, {"from": challenger, "gas_limit": 1_000_000}).gas_used


def opened(person) -> tuple:
    leaf = (person.account, person.credits, person.report_hash)
    return (leaf, LEVELS, person.numbers, person.sources_hash, person.evidence_hash)


def test_duplicate(oracle, alice, relayer, stranger, record):
    one, other = right(alice), right(alice, credits=583)
    nodes = [leaf_of(one), leaf_of(other)]
    target = pending(oracle, relayer, above(nodes[0], [nodes[1], *LEVELS[1:]]))
    leaves = [(each.account, each.credits, each.report_hash) for each in (one, other)]
    proofs = [[node, *LEVELS[1:]] for node in nodes[::-1]]
    proof = (target, leaves[0], proofs[0], leaves[1], proofs[1], SALT)
    record("challenge.duplicate", cost(challenges_of(oracle), "proveDuplicateAccount", *proof, challenger=stranger))


def test_arithmetic(oracle, alice, relayer, stranger, record):
    person = right(alice, credits=600)
    target = pending(oracle, relayer, above(leaf_of(person), LEVELS))
    proof = (target, opened(person), SALT)
    record("challenge.arithmetic", cost(challenges_of(oracle), "proveWrongCredits", *proof, challenger=stranger))


def test_median_of_three(oracle, alice, relayer, stranger, record):
    observed = ((900, 500, 3), (1000, 400, 1), (1200, 100, 2))
    person = right(alice, observed=observed, figures=(1200, 100, 2), credits=1067)
    target = pending(oracle, relayer, above(leaf_of(person), LEVELS))
    proof = (target, opened(person), SALT)
    record("challenge.median3", cost(challenges_of(oracle), "proveWrongMedian", *proof, challenger=stranger))


def test_commit(oracle, stranger, record):
    record("challenge.commit", challenges_of(oracle).commit(keccak(text="a commitment"), {"from": stranger}).gas_used)
