import pytest

from tests.chain.challenges.reports import post_people, prove, right, salt
from tests.chain.errors import reverts
from tests.chain.oracle.deployments import VINTAGE

SALT = salt("duplicate")


@pytest.fixture
def doubled(oracle, challenges, alice, bob, relayer):
    twice = right(alice, figures=(1000, 300, 1), credits=679)
    return post_people(oracle, [right(alice), twice, right(bob)], relayer)


def arguments(batch, first, second):
    return (batch.target, batch.leaf(first), batch.proof(first), batch.leaf(second), batch.proof(second), SALT)


def test_two_leaves_of_one_account_make_the_batch_fall(oracle, challenges, doubled, stranger):
    tx = prove(challenges, "proveDuplicateAccount", *arguments(doubled, 0, 1), challenger=stranger)

    event = tx.events["BatchFaulted"]
    assert (event["vintage"], event["sequence"], event["challenger"], event["fault"]) == (VINTAGE, 1, stranger, 0)
    assert event["record"] == doubled.record
    assert challenges.isCollectable(event["commitment"])
    assert oracle.pendingBatch(VINTAGE)[1] == 0
    assert oracle.lastSequence(VINTAGE) == 1


def test_the_same_leaf_twice_is_no_fault(challenges, doubled, stranger):
    leaf = "0x" + doubled.tree.leaf(0).hex()

    with reverts("SameLeaf", leaf):
        prove(challenges, "proveDuplicateAccount", *arguments(doubled, 0, 0), challenger=stranger)


def test_leaves_of_two_accounts_are_no_fault(oracle, challenges, doubled, alice, bob, stranger):
    with reverts("DifferentAccounts", alice, bob):
        prove(challenges, "proveDuplicateAccount", *arguments(doubled, 0, 2), challenger=stranger)
    assert oracle.pendingBatch(VINTAGE)[1] != 0


def test_a_leaf_outside_the_tree_is_refused(challenges, doubled, alice, stranger):
    forged = (alice.address, 1, salt("forged"))
    proof = (doubled.target, doubled.leaf(0), doubled.proof(0), forged, doubled.proof(1), SALT)

    with pytest.raises(Exception, match="WrongOpening"):
        prove(challenges, "proveDuplicateAccount", *proof, challenger=stranger)


def test_an_inner_node_is_no_leaf(challenges, doubled, alice, stranger):
    """Leaves are hashed twice, so a shortened proof leads nowhere."""
    shortened = (doubled.target, doubled.leaf(0), doubled.proof(0), doubled.leaf(1), doubled.proof(1)[1:], SALT)

    with pytest.raises(Exception, match="WrongOpening"):
        prove(challenges, "proveDuplicateAccount", *shortened, challenger=stranger)
