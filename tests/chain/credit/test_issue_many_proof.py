import pytest

from abate.merkle import MerkleTree
from abate.merkle.columns import byte_column
from tests.chain.errors import decoded, revert_data, reverts
from tests.chain.oracle.batches import draft, hexed, make_final, packed, post, publish, word


@pytest.fixture
def figures(oracle, credit, accounts, relayer):
    return publish(oracle, {account: 1000 + i for i, account in enumerate(accounts[10:18])}, relayer, 10**9)


@pytest.fixture
def whole(figures):
    (subtree,) = figures.tree.subtrees(8)
    return subtree


def refused(credit, relayer, entries, proof) -> str:
    with pytest.raises(Exception) as caught:
        credit.issueMany(entries, proof, {"from": relayer})
    return decoded(revert_data(caught.value))[0]


@pytest.mark.parametrize("length", [0, 1, 57, 59, 3 * 58, 6 * 58, 2 * 58 + 1])
def test_other_lengths_than_a_power_of_two_of_entries_are_refused(credit, figures, relayer, length):
    with reverts("MalformedEntries", length):
        credit.issueMany(bytes(length), [], {"from": relayer})


def test_entries_out_of_order_are_refused(credit, whole, relayer):
    """Neighbours must share a parent: swapping across pairs gives another root."""
    one, two, three, *rest = whole.entries
    swapped = packed([one, three, two, *rest])

    assert refused(credit, relayer, swapped, whole.proof) == "InvalidProof"


def test_a_changed_entry_is_refused(credit, whole, relayer):
    first, *rest = whole.entries
    raised = packed([first._replace(credits=first.credits + 1), *rest])

    assert refused(credit, relayer, raised, whole.proof) == "InvalidProof"


def test_a_subtree_at_the_wrong_level_is_refused(credit, figures, relayer):
    """Half of the leaves with the proof of a quarter, and the other way round."""
    half, quarter = next(figures.tree.subtrees(4)), next(figures.tree.subtrees(2))

    assert refused(credit, relayer, packed(half.entries), quarter.proof) == "InvalidProof"
    assert refused(credit, relayer, packed(quarter.entries), half.proof) == "InvalidProof"


def test_leaves_that_share_no_subtree_are_refused(credit, figures, relayer):
    first, second = list(figures.tree.subtrees(2))[:2]
    mixed = packed([first.entries[0], second.entries[0]])

    assert refused(credit, relayer, mixed, first.proof) == "InvalidProof"


def test_inner_nodes_cannot_pose_as_an_entry(credit, figures, relayer):
    """An entry's leaf is hashed twice, so an entry made of a node's children is another leaf."""
    left, right = figures.tree.nodes[1], figures.tree.nodes[2]
    forged = left[:20] + right[:6] + right

    assert refused(credit, relayer, forged, []) == "InvalidProof"


def test_a_doubled_last_leaf_counts_as_another_tree(credit, figures, relayer):
    """Trees that pad odd levels by doubling let a leaf in twice; this one does not."""
    (last, *_) = list(figures.tree.subtrees(1))
    doubled = packed([*last.entries, *last.entries])

    assert refused(credit, relayer, doubled, last.proof) == "InvalidProof"


def test_an_account_twice_in_one_subtree_is_paid_its_higher_figure(oracle, credit, alice, bob, relayer):
    """Operators must not build such a tree; if they do, nothing is counted twice."""
    rows = byte_column([alice.address, alice.address], 20, "account")
    tree = MerkleTree(rows, [100, 150], byte_column([word("one"), word("two")], 32, "report_hash"))
    post(oracle, draft(oracle, root=hexed(tree.root)), relayer)
    make_final(oracle)
    (subtree,) = tree.subtrees(2)
    credit.issueMany(packed(subtree.entries), subtree.proof, {"from": relayer})

    assert (credit.balanceOf(alice), credit.totalSupply()) == (150, 150)


def test_one_entry_twice_is_paid_once(oracle, credit, alice, relayer):
    rows = byte_column([alice.address, alice.address], 20, "account")
    tree = MerkleTree(rows, [100, 100], byte_column([word("one"), word("one")], 32, "report_hash"))
    post(oracle, draft(oracle, root=hexed(tree.root)), relayer)
    make_final(oracle)
    (subtree,) = tree.subtrees(2)
    tx = credit.issueMany(packed(subtree.entries), subtree.proof, {"from": relayer})

    assert [event["value"] for event in tx.events["Transfer"]] == [100]
    assert credit.totalSupply() == 100


def test_the_largest_packed_figure_can_be_issued(oracle, credit, alice, relayer):
    largest = 2**48 - 1
    figures = publish(oracle, {alice: largest}, relayer, total=2**50)
    entry = figures.tree.entry(0)
    credit.issueMany(packed([entry]), [], {"from": relayer})

    assert credit.balanceOf(alice) == largest


def test_a_figure_beyond_48_bits_needs_its_own_claim(oracle, credit, alice, relayer):
    """Its packed form would be another figure, so the subtree's root would differ."""
    figures = publish(oracle, {alice: 2**48 + 5}, relayer, total=2**50)
    account, _, report = figures.tree.entry(0)
    cut = account + (5).to_bytes(6, "big") + report

    assert refused(credit, relayer, cut, []) == "InvalidProof"
    credit.issue(*figures.claim(alice), {"from": relayer})
    assert credit.balanceOf(alice) == 2**48 + 5
