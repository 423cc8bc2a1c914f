"""Issuing in a tree of a million leaves, one by one and in subtrees of 128, and transfers."""

import pytest

from abate.merkle import MerkleTree, keccak256, leaf_hash
from tests.chain.oracle.batches import JULY_ENDS, draft, make_final, packed, post, word
from tests.chain.oracle.deployments import deploy_oracle, open_vintage

DEPTH = 20
SUBTREE = 128
CREDITS = 1_234_567
FRESH_HOLDER = "0x" + keccak256(b"somebody without credits")[:20].hex()


@pytest.fixture(scope="module")
def oracle(deployer, owner, guardian):
    return deploy_oracle(deployer, owner=owner, guardian=guardian)


@pytest.fixture(scope="module")
def credit(oracle, owner):
    return open_vintage(oracle, owner)


def siblings(levels: int) -> list[bytes]:
    """A proof through nodes that nobody needs to open: the contract cannot tell them from real ones."""
    return [keccak256(f"sibling {level}".encode()) for level in range(levels)]


def root_above(node: bytes, proof: list[bytes]) -> str:
    for sibling in proof:
        node = keccak256(min(node, sibling) + max(node, sibling))
    return "0x" + node.hex()


def publish_root(oracle, root: str, month: int, relayer) -> None:
    post(oracle, draft(oracle, root=root, through=JULY_ENDS - 12 + month, authorisedTotal=month * 10**12), relayer)
    make_final(oracle)


def pair_proof(other: bytes) -> list[bytes]:
    """The proof of a leaf whose neighbour is ``other``."""
    return [other, *siblings(DEPTH)[1:]]


@pytest.fixture(scope="module")
def claims(oracle, credit, relayer):
    """Publishes one batch with a leaf for each of two accounts, and claims both; their gas."""

    def claim(month: int, first: tuple, second: tuple) -> list[int]:
        (one, one_credits), (two, two_credits) = first, second
        leaves = [leaf_hash(person.address, amount, word("report")) for person, amount in (first, second)]
        publish_root(oracle, root_above(leaves[0], pair_proof(leaves[1])), month, relayer)
        return [
            credit.issue(one, one_credits, word("report"), pair_proof(leaves[1]), {"from": relayer}).gas_used,
            credit.issue(two, two_credits, word("report"), pair_proof(leaves[0]), {"from": relayer}).gas_used,
        ]

    return claim


def test_issue_and_transfer(credit, claims, alice, bob, carol, record):
    claims(1, (carol, CREDITS), (bob, CREDITS))
    _, fresh = claims(2, (bob, 2 * CREDITS), (alice, CREDITS))
    refresh, repeat = claims(3, (bob, 3 * CREDITS), (alice, 2 * CREDITS))

    record("credit.issue.1M.fresh", fresh)
    record("credit.issue.1M.repeat", repeat)
    # the first claim after a batch became final asks the oracle; those after it need not
    record("credit.issue.1M.first-of-batch", refresh)
    record("credit.transfer.fresh", credit.transfer(FRESH_HOLDER, CREDITS, {"from": alice}).gas_used)
    record("credit.transfer.repeat", credit.transfer(FRESH_HOLDER, 1000, {"from": alice}).gas_used)


def test_issue_many(oracle, credit, claims, bob, carol, relayer, record):
    claims(4, (carol, CREDITS), (bob, CREDITS))
    accounts = [keccak256(f"account {i}".encode())[:20] for i in range(SUBTREE)]
    proof = siblings(DEPTH - SUBTREE.bit_length() + 1)
    for case, month, credits in (("fresh", 5, CREDITS), ("repeat", 6, 2 * CREDITS)):
        reports = [keccak256(f"report {i} {month}".encode()) for i in range(SUBTREE)]
        (subtree,) = MerkleTree.of(accounts, [credits + i for i in range(SUBTREE)], reports).subtrees(SUBTREE)
        publish_root(oracle, root_above(subtree.root, proof), month, relayer)
        # whoever comes first after a batch became final pays for asking the oracle
        credit.issueReserve({"from": relayer})
        tx = credit.issueMany(packed(subtree.entries), proof, {"from": relayer})

        assert credit.issuedTo("0x" + accounts[0].hex()) == credits
        record(f"credit.issueMany.{SUBTREE}.{case}.each", tx.gas_used // SUBTREE)
