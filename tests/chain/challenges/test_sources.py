"""A source used twice, and lists of sources that hide one."""

import pytest

from tests.chain.challenges.reports import nullifier, post_people, prove, right, salt
from tests.chain.errors import reverts
from tests.chain.oracle.deployments import VINTAGE

SALT = salt("sources")
FIRST, SECOND, THIRD = sorted(nullifier(name) for name in ("meter", "car", "bicycle"))


def test_promise_3_a_source_of_two_accounts_makes_the_batch_fall(oracle, challenges, alice, bob, relayer, stranger):
    people = [right(alice, nullifiers=(FIRST, SECOND)), right(bob, nullifiers=(SECOND, THIRD))]
    batch = post_people(oracle, people, relayer)
    proof = (batch.target, batch.sources(0), 1, batch.sources(1), 0, SALT)
    tx = prove(challenges, "proveSourceUsedTwice", *proof, challenger=stranger)

    assert tx.events["BatchFaulted"]["fault"] == 2
    assert oracle.pendingBatch(VINTAGE)[1] == 0


def test_different_sources_are_no_fault(oracle, challenges, alice, bob, relayer, stranger):
    people = [right(alice, nullifiers=(FIRST, SECOND)), right(bob, nullifiers=(SECOND, THIRD))]
    batch = post_people(oracle, people, relayer)

    with reverts("DifferentSources", "0x" + FIRST.hex(), "0x" + SECOND.hex()):
        prove(
            challenges,
            "proveSourceUsedTwice",
            *(batch.target, batch.sources(0), 0, batch.sources(1), 0, SALT),
            challenger=stranger,
        )
    with reverts("PlaceOutOfRange", 2, 2):
        prove(
            challenges,
            "proveSourceUsedTwice",
            *(batch.target, batch.sources(0), 2, batch.sources(1), 0, SALT),
            challenger=stranger,
        )


def test_one_account_uses_its_source_once(oracle, challenges, alice, bob, relayer, stranger):
    batch = post_people(oracle, [right(alice, nullifiers=(FIRST,)), right(bob)], relayer)

    with reverts("NoFault"):
        prove(
            challenges,
            "proveSourceUsedTwice",
            *(batch.target, batch.sources(0), 0, batch.sources(0), 0, SALT),
            challenger=stranger,
        )


@pytest.mark.parametrize(
    "listed",
    [(SECOND, FIRST), (FIRST, FIRST), tuple(sorted(nullifier(str(i)) for i in range(9)))],
    ids=["descending", "repeated", "nine"],
)
def test_malformed_sources_make_the_batch_fall(oracle, challenges, alice, bob, relayer, stranger, listed):
    batch = post_people(oracle, [right(alice, nullifiers=listed), right(bob)], relayer)
    tx = prove(challenges, "proveMalformedSources", batch.target, batch.sources(0), SALT, challenger=stranger)

    assert tx.events["BatchFaulted"]["fault"] == 1
    assert oracle.pendingBatch(VINTAGE)[1] == 0


def test_eight_sources_in_order_are_right(oracle, challenges, alice, bob, relayer, stranger):
    eight = tuple(sorted(nullifier(str(i)) for i in range(8)))
    batch = post_people(oracle, [right(alice, nullifiers=eight), right(bob)], relayer)

    for row in (0, 1):
        with reverts("NoFault"):
            prove(challenges, "proveMalformedSources", batch.target, batch.sources(row), SALT, challenger=stranger)
