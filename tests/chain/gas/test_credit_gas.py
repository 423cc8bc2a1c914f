"""Issuing in a real tree of 2^20 leaves, one by one and in subtrees of 128, and transfers."""

from dataclasses import dataclass

import pytest

from abate.merkle import MerkleTree, Subtree, keccak256
from tests.chain.gas.million import CREDITS, DEPTH, million
from tests.chain.oracle.batches import JULY_ENDS, draft, hexed, make_final, packed, post, word

SUBTREE = 128
TOTAL = 10**13
FRESH_HOLDER = "0x" + keccak256(b"somebody without credits")[:20].hex()


@dataclass(frozen=True)
class Final:
    """A final batch of a million, before whose first claim some accounts had credits from an earlier batch."""

    credit: object
    tree: MerkleTree
    fresh: Subtree
    repeat: Subtree

    def issue(self, person, sender) -> int:
        """Issues from the person's leaf; the gas."""
        row = self.tree.index_of(person.address)
        entry, proof = self.tree.entry(row), self.tree.proof(row)
        assert len(proof) == DEPTH
        tx = self.credit.issue(person, entry.credits, entry.report_hash, proof, {"from": sender})
        assert self.credit.issuedTo(person) == entry.credits
        return tx.gas_used

    def issue_many(self, subtree: Subtree, sender) -> int:
        """Issues a whole subtree; the gas."""
        tx = self.credit.issueMany(packed(subtree.entries), subtree.proof, {"from": sender})
        for account, credits, _ in subtree.entries:
            assert self.credit.issuedTo(hexed(account)) == credits
        return tx.gas_used


def publish(oracle, tree: MerkleTree, month: int, relayer) -> None:
    changes = {"root": hexed(tree.root), "count": len(tree), "authorisedTotal": month * TOTAL}
    post(oracle, draft(oracle, through=JULY_ENDS - 12 + month, **changes), relayer)
    make_final(oracle)


@pytest.fixture(scope="module")
def final(oracle, credit, alice, bob, carol, relayer):
    """Alice and one subtree have no credits yet; Bob, Carol and another subtree have a gram each."""
    people = [bytes.fromhex(person.address[2:]) for person in (alice, bob, carol)]
    tree = million([(account, 2 * CREDITS, word("report")) for account in people])
    others = (each for each in tree.subtrees(SUBTREE) if all(entry.account not in people for entry in each.entries))
    fresh, repeat = next(others), next(others)
    earlier = people[1:] + [entry.account for entry in repeat.entries]
    before = MerkleTree.of(earlier, [1] * len(earlier), [word("earlier report")] * len(earlier))
    publish(oracle, before, 1, relayer)
    for part in before.subtrees(SUBTREE):
        credit.issueMany(packed(part.entries), part.proof, {"from": relayer})
    credit.issueReserve({"from": relayer})
    publish(oracle, tree, 2, relayer)
    return Final(credit, tree, fresh, repeat)


def test_issue_and_transfer(credit, final, alice, bob, carol, relayer, record):
    # the first claim after a batch became final asks the oracle; those after it need not
    record("credit.issue.1M.first-of-batch", final.issue(carol, relayer))
    record("credit.issue.1M.fresh", final.issue(alice, relayer))
    record("credit.issue.1M.repeat", final.issue(bob, relayer))

    record("credit.transfer.fresh", credit.transfer(FRESH_HOLDER, CREDITS, {"from": alice}).gas_used)
    record("credit.transfer.repeat", credit.transfer(FRESH_HOLDER, 1000, {"from": alice}).gas_used)


@pytest.mark.parametrize("case", ["fresh", "repeat"])
def test_issue_many(credit, final, relayer, record, case):
    # whoever comes first after a batch became final pays for asking the oracle
    credit.issueReserve({"from": relayer})

    gas = final.issue_many(getattr(final, case), relayer)

    record(f"credit.issueMany.{SUBTREE}.{case}.each", gas // SUBTREE)
