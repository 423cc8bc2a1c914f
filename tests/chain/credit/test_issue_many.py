import pytest
from brownie import ZERO_ADDRESS

from abate.merkle import keccak256
from tests.chain.oracle.batches import AUGUST_ENDS, hexed, packed, pass_time, publish
from tests.chain.oracle.deployments import DAY


def people(count: int, first: int = 1000) -> dict[str, int]:
    return {hexed(keccak256(f"person {i}".encode())[:20]): first + i for i in range(count)}


@pytest.mark.parametrize("size", [1, 2, 8, 128])
def test_a_whole_subtree_is_issued(oracle, credit, relayer, size):
    credits = people(size)
    figures = publish(oracle, credits, relayer, total=10**9)
    (subtree,) = figures.tree.subtrees(size)
    entries = packed(subtree.entries)
    assert credit.issueMany.call(entries, subtree.proof) == sum(credits.values())
    tx = credit.issueMany(entries, subtree.proof, {"from": relayer})

    assert dict(tx.events["SubtreeIssued"][0]) == {
        "root": figures.root,
        "entries": size,
        "amount": sum(credits.values()),
    }
    paid = {event["to"].lower(): event["value"] for event in tx.events["Transfer"]}
    assert paid == credits
    assert {event["from"] for event in tx.events["Transfer"]} == {ZERO_ADDRESS}
    assert all(credit.issuedTo(account) == figure for account, figure in credits.items())
    assert credit.totalSupply() == credit.totalIssued() == sum(credits.values())


@pytest.mark.parametrize("count", [3, 7, 13])
def test_the_subtrees_of_an_uneven_tree_reach_everybody(oracle, credit, relayer, count):
    credits = people(count)
    figures = publish(oracle, credits, relayer, total=10**9)
    for subtree in figures.tree.subtrees(4):
        credit.issueMany(packed(subtree.entries), subtree.proof, {"from": relayer})

    assert all(credit.balanceOf(account) == figure for account, figure in credits.items())


def test_the_difference_is_paid_in_the_next_batch(oracle, credit, relayer):
    for through, first in ((None, 1000), (AUGUST_ENDS, 1500)):
        if through:
            pass_time(31 * DAY)
        figures = publish(oracle, people(8, first), relayer, 10**9, **({"through": through} if through else {}))
        (subtree,) = figures.tree.subtrees(8)
        tx = credit.issueMany(packed(subtree.entries), subtree.proof, {"from": relayer})

    assert tx.events["SubtreeIssued"]["amount"] == 8 * 500
    assert credit.totalSupply() == sum(people(8, 1500).values())


def test_pairs_may_be_turned(oracle, credit, relayer):
    """Two children of one node hash to the same node in either order, as in OpenZeppelin's tree."""
    figures = publish(oracle, people(4), relayer, total=10**9)
    (subtree,) = figures.tree.subtrees(4)
    first, second, third, fourth = subtree.entries
    credit.issueMany(packed([third, fourth, second, first]), subtree.proof, {"from": relayer})

    assert credit.totalSupply() == sum(people(4).values())
