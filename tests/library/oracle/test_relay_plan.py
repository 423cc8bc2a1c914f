from hashlib import sha256

import pytest

from abate.merkle import MerkleTree
from abate.merkle.heap import root_from
from abate.oracle.relay_plan import cheapest, halves, leaves_within, packed, plan, root_of

COUNT = 100


def tree_of(credits):
    accounts = [sha256(f"account {place}".encode()).digest()[:20] for place in range(len(credits))]
    return MerkleTree.of(accounts, credits, [sha256(account).digest() for account in accounts])


@pytest.fixture(scope="module")
def tree():
    return tree_of([place + 1 for place in range(COUNT)])


def issued(steps):
    return sorted(entry.credits for step in steps for entry in step.subtree.entries)


def test_everything_due_takes_the_largest_subtrees_and_each_leaf_once(tree):
    steps = list(plan(tree, lambda entry: True, 32))
    assert issued(steps) == list(range(1, COUNT + 1))
    assert [step.subtree for step in steps] == list(tree.subtrees(32))


def test_nothing_due_takes_no_transaction(tree):
    assert list(plan(tree, lambda entry: False, 32)) == []


def test_one_account_due_is_a_single_claim(tree):
    (step,) = plan(tree, lambda entry: entry.credits == 42, 32)
    assert (step.single, issued([step])) == (True, [42])


def test_two_far_apart_are_two_claims(tree):
    first, *_, last = tree.subtrees(32)
    due = {first.entries[0].credits, last.entries[-1].credits}
    steps = list(plan(tree, lambda entry: entry.credits in due, 32))
    assert [step.single for step in steps] == [True, True]
    assert set(issued(steps)) == due


@pytest.mark.parametrize("share", [2, 3, 5, 10, 40])
def test_whatever_is_due_is_issued_once(tree, share):
    due = set(range(1, COUNT + 1, share))
    steps = list(plan(tree, lambda entry: entry.credits in due, 64))
    listed = issued(steps)
    assert len(listed) == len(set(listed))
    assert due <= set(listed)
    assert sum(step.due for step in steps) == len(due)


def test_a_step_always_leads_to_the_root(tree):
    for step in plan(tree, lambda entry: entry.credits % 3 == 0, 64):
        assert root_of(step.subtree.entries) == step.subtree.root
        assert root_from(step.subtree.root, step.subtree.proof) == tree.root


def test_halves_are_the_nodes_below(tree):
    whole = next(tree.subtrees(64))
    for half in halves(whole):
        assert root_from(half.root, half.proof) == tree.root
    together = tuple(entry for half in halves(whole) for entry in half.entries)
    assert together == whole.entries


def test_the_cheaper_way_is_taken(tree):
    whole = next(tree.subtrees(16))
    gas = [cheapest(whole, lambda entry, most=most: entry.credits in most)[0] for most in sets_of(whole)]
    assert gas == sorted(gas)
    assert gas[-1] == gas[-2]


def sets_of(subtree):
    figures = [entry.credits for entry in subtree.entries]
    return [set(figures[:count]) for count in range(len(figures) + 1)]


def test_a_figure_that_an_entry_cannot_hold_is_claimed_alone():
    tree = tree_of([1, 2, 2**48, 4])
    steps = list(plan(tree, lambda entry: True, 4))
    single = [step for step in steps if any(entry.credits == 2**48 for entry in step.subtree.entries)]
    assert [step.single for step in single] == [True]
    assert issued(steps) == [1, 2, 4, 2**48]


def test_an_entry_is_account_credits_and_report_hash(tree):
    (entry,) = next(tree.subtrees(1)).entries
    content = packed((entry,))
    assert content == entry.account + entry.credits.to_bytes(6, "big") + entry.report_hash
    assert len(content) == 58


@pytest.mark.parametrize(("gas_limit", "leaves"), [(100_000, 1), (30_000_000, 256), (2_000_000_000, 1024)])
def test_transactions_fit_half_a_block(gas_limit, leaves):
    assert leaves_within(gas_limit) == leaves
