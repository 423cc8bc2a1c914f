"""Entries that cannot be paid are skipped: nobody makes a relay fail."""

import pytest
from brownie import ZERO_ADDRESS

from tests.chain.oracle.batches import AUGUST_ENDS, packed, pass_time, publish
from tests.chain.oracle.deployments import DAY


@pytest.fixture
def relay(oracle, credit, relayer):
    def publish_and_relay(credits, total=10**9, before=None):
        figures = publish(oracle, credits, relayer, total)
        if before:
            before(figures)
        (subtree,) = figures.tree.subtrees(len(credits))
        return credit.issueMany(packed(subtree.entries), subtree.proof, {"from": relayer})

    return publish_and_relay


def test_an_entry_that_was_claimed_is_skipped(credit, relay, alice, bob):
    tx = relay({alice: 100, bob: 200}, before=lambda figures: credit.issue(*figures.claim(alice), {"from": alice}))

    assert tx.events["SubtreeIssued"]["amount"] == 200
    assert [event["to"] for event in tx.events["Transfer"]] == [bob]
    assert (credit.balanceOf(alice), credit.balanceOf(bob)) == (100, 200)


def test_a_relay_sent_twice_pays_nothing_more(oracle, credit, relayer, alice, bob):
    figures = publish(oracle, {alice: 100, bob: 200}, relayer, 10**9)
    (subtree,) = figures.tree.subtrees(2)
    credit.issueMany(packed(subtree.entries), subtree.proof, {"from": relayer})
    tx = credit.issueMany(packed(subtree.entries), subtree.proof, {"from": relayer})

    assert len(tx.events) == 1
    assert dict(tx.events["SubtreeIssued"][0]) == {"root": figures.root, "entries": 2, "amount": 0}
    assert credit.totalSupply() == 300


def test_zero_credits_are_skipped(credit, relay, alice, bob):
    tx = relay({alice: 0, bob: 200})

    assert [event["to"] for event in tx.events["Transfer"]] == [bob]


def test_the_zero_address_is_skipped(credit, relay, bob):
    tx = relay({ZERO_ADDRESS: 100, bob: 200})

    assert [event["to"] for event in tx.events["Transfer"]] == [bob]
    assert credit.issuedTo(ZERO_ADDRESS) == 0


def test_the_reserve_is_skipped(oracle, credit, relay, bob):
    tx = relay({oracle.reserve(): 100, bob: 200})

    assert [event["to"] for event in tx.events["Transfer"]] == [bob]
    assert credit.issuedTo(oracle.reserve()) == 0


def test_a_lower_figure_is_skipped(oracle, credit, relayer, relay, alice, bob):
    relay({alice: 100, bob: 200})
    pass_time(31 * DAY)
    figures = publish(oracle, {alice: 50, bob: 300}, relayer, 10**9, through=AUGUST_ENDS)
    (subtree,) = figures.tree.subtrees(2)
    tx = credit.issueMany(packed(subtree.entries), subtree.proof, {"from": relayer})

    assert [(event["to"], event["value"]) for event in tx.events["Transfer"]] == [(bob, 100)]
    assert credit.issuedTo(alice) == 100


def test_at_the_cap_what_remains_is_paid_and_the_rest_skipped(credit, relay, accounts):
    """The cap for people is 970 of 1000: three entries of 300 fit, the fourth gets 70, the others nothing."""
    tx = relay(dict.fromkeys(accounts[10:18], 300), total=1000)

    assert [event["value"] for event in tx.events["Transfer"]] == [300, 300, 300, 70]
    assert credit.totalSupply() == tx.events["SubtreeIssued"]["amount"] == 970
