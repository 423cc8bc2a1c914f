"""Issuing, by the size of the tree and by the size of the relayed subtree."""

import pytest

from tests.chain.gas.million import CREDITS, million
from tests.chain.oracle.batches import JULY_ENDS, draft, hexed, make_final, packed, post, word

TOTAL = 10**13


@pytest.fixture(scope="module")
def publish(oracle, credit, relayer):
    """Makes a tree final; whoever comes first after that would pay for asking the oracle, so the reserve does."""
    days = iter(range(1, 31))

    def publish(tree) -> None:
        day = next(days)
        changes = {"root": hexed(tree.root), "count": len(tree), "authorisedTotal": day * TOTAL}
        post(oracle, draft(oracle, through=JULY_ENDS - 31 + day, **changes), relayer)
        make_final(oracle)
        credit.issueReserve({"from": relayer})

    return publish


def test_one_claim_by_the_size_of_the_tree(credit, publish, alice, relayer, record):
    account = bytes.fromhex(alice.address[2:])
    for step, depth in enumerate((4, 4, 8, 12, 16, 20)):
        tree = million([(account, CREDITS + step, word("report"))], 2**depth)
        publish(tree)
        row = tree.index_of(account)
        entry, proof = tree.entry(row), tree.proof(row)
        tx = credit.issue(alice, entry.credits, entry.report_hash, proof, {"from": relayer})
        assert credit.issuedTo(alice) == CREDITS + step
        # the first claim finds an account without credits
        if step:
            record(f"credit.issue.repeat.leaves-{2**depth}", tx.gas_used)


def test_a_relay_by_the_size_of_the_subtree(credit, publish, relayer, record):
    tree = million([(b"\1" * 20, 1, word("report"))])
    publish(tree)
    for size in (1, 2, 4, 8, 16, 32, 64, 128, 256):
        # the second subtree of each size: none of them overlap
        parts = tree.subtrees(size)
        next(parts)
        part = next(parts)
        tx = credit.issueMany(packed(part.entries), part.proof, {"from": relayer})
        assert all(credit.issuedTo(hexed(entry.account)) == entry.credits for entry in part.entries)
        record(f"credit.issueMany.fresh.accounts-{size}.each", tx.gas_used // size)
