"""Proofs in a real tree of 2^20 leaves, in the steady state: committed before, the slots of the batch in use."""

from dataclasses import dataclass

import pytest
from eth_utils import keccak

from abate.merkle import MerkleTree
from tests.chain.challenges.reports import Person, prove, right, salt
from tests.chain.gas.million import DEPTH, million, post_third
from tests.chain.oracle.batches import hexed
from tests.chain.oracle.deployments import challenges_of, deploy_oracle, open_vintage

SALT = salt("gas")


@dataclass(frozen=True)
class Pending:
    """A pending batch of a million with three faults, and who is to find them."""

    challenges: object
    tree: MerkleTree
    target: tuple
    people: tuple[Person, ...]
    challenger: object

    def leaf(self, row: int) -> tuple:
        entry = self.tree.entry(row)
        return (hexed(entry.account), entry.credits, entry.report_hash)

    def proof(self, row: int) -> list[bytes]:
        proof = self.tree.proof(row)
        assert len(proof) == DEPTH
        return proof

    def opened(self, row: int) -> tuple:
        person = self.people[row]
        return (self.leaf(row), self.proof(row), person.numbers, person.sources_hash, person.evidence_hash)

    def cost(self, function: str, *arguments) -> int:
        """Commits to a proof, lets the commitment age and reveals it; the gas."""
        tx = prove(self.challenges, function, self.target, *arguments, SALT, challenger=self.challenger)
        assert tx.events["BatchFaulted"]["challenger"] == self.challenger
        return tx.gas_used


@pytest.fixture(scope="module")
def pending(deployer, owner, guardian, alice, bob, carol, relayer, stranger):
    """Two batches are over, the third is pending: Alice's credits are wrong, Bob's median, and Carol is there twice."""
    oracle = deploy_oracle(deployer, owner=owner, guardian=guardian)
    open_vintage(oracle, owner)
    observed = ((900, 500, 3), (1000, 400, 1), (1200, 100, 2))
    people = (
        right(alice, credits=600),
        right(bob, observed=observed, figures=(1200, 100, 2), credits=1067),
        right(carol),
        right(carol, credits=583),
    )
    tree = million([(person.account, person.credits, person.report_hash) for person in people])
    return Pending(challenges_of(oracle), tree, post_third(oracle, tree, relayer), people, stranger)


def test_arithmetic(pending, record):
    record("challenge.arithmetic", pending.cost("proveWrongCredits", pending.opened(0)))


def test_median_of_three(pending, record):
    record("challenge.median3", pending.cost("proveWrongMedian", pending.opened(1)))


def test_duplicate(pending, record):
    leaves = [part for row in (2, 3) for part in (pending.leaf(row), pending.proof(row))]
    record("challenge.duplicate", pending.cost("proveDuplicateAccount", *leaves))


def test_commit(pending, record):
    tx = pending.challenges.commit(keccak(text="a commitment"), {"from": pending.challenger})
    record("challenge.commit", tx.gas_used)
