"""Proofs are committed first, so that nobody copies them from the waiting transactions."""

import pytest

from tests.chain.challenges.reports import AGE, commitment_of, post_people, prove, right, salt
from tests.chain.errors import reverts
from tests.chain.oracle.batches import pass_time
from tests.chain.oracle.deployments import VINTAGE

SALT = salt("commitment")
FUNCTION = "proveWrongCredits"


@pytest.fixture
def proof(oracle, challenges, alice, bob, relayer):
    batch = post_people(oracle, [right(alice, credits=600), right(bob)], relayer)
    return (batch.target, batch.numbers(0), SALT)


def test_a_copied_challenge_is_refused(oracle, challenges, proof, stranger, dave):
    """Whoever sees a proof waiting would have to commit and wait first."""
    challenges.commit(commitment_of(challenges, FUNCTION, proof, stranger), {"from": stranger})
    pass_time(AGE)
    copied = "0x" + commitment_of(challenges, FUNCTION, proof, dave).hex()

    with reverts("NotCommitted", copied):
        challenges.proveWrongCredits(*proof, {"from": dave})
    tx = challenges.proveWrongCredits(*proof, {"from": stranger})
    assert tx.events["BatchFaulted"]["challenger"] == stranger


def test_a_commitment_must_age(challenges, proof, stranger):
    commitment = commitment_of(challenges, FUNCTION, proof, stranger)
    tx = challenges.commit(commitment, {"from": stranger})

    assert challenges.committedAt(commitment) == tx.timestamp
    with reverts("CommitmentTooYoung", "0x" + commitment.hex(), tx.timestamp + 60):
        challenges.proveWrongCredits(*proof, {"from": stranger})


def test_a_copied_commitment_is_of_no_use(challenges, proof, stranger, dave):
    """It binds its challenger, whoever sends it."""
    commitment = commitment_of(challenges, FUNCTION, proof, stranger)
    challenges.commit(commitment, {"from": dave})
    with reverts("AlreadyCommitted", "0x" + commitment.hex()):
        challenges.commit(commitment, {"from": stranger})
    pass_time(AGE)
    tx = challenges.proveWrongCredits(*proof, {"from": stranger})

    assert tx.events["BatchFaulted"]["challenger"] == stranger


def test_a_revealed_commitment_is_spent(challenges, proof, stranger):
    prove(challenges, FUNCTION, *proof, challenger=stranger)
    commitment = "0x" + commitment_of(challenges, FUNCTION, proof, stranger).hex()

    assert challenges.committedAt(commitment) == 0
    with reverts("NotCommitted", commitment):
        challenges.proveWrongCredits(*proof, {"from": stranger})
    with reverts("AlreadyCommitted", commitment):
        challenges.commit(commitment, {"from": stranger})


def test_a_batch_is_proven_wrong_once(challenges, proof, stranger, dave):
    prove(challenges, FUNCTION, *proof, challenger=stranger)

    with reverts("AlreadyFaulted", VINTAGE, 1):
        prove(challenges, FUNCTION, *proof, challenger=dave)


def test_a_failed_proof_can_be_tried_again(oracle, challenges, proof, stranger):
    """A proof that reverts leaves its commitment as it was."""
    commitment = commitment_of(challenges, FUNCTION, proof, stranger)
    committed = challenges.commit(commitment, {"from": stranger}).timestamp
    with reverts("CommitmentTooYoung", "0x" + commitment.hex(), committed + 60):
        challenges.proveWrongCredits(*proof, {"from": stranger})
    pass_time(AGE)
    challenges.proveWrongCredits(*proof, {"from": stranger})

    assert oracle.pendingBatch(VINTAGE)[1] == 0


def test_a_proof_committed_in_the_last_minute_still_counts(oracle, challenges, proof, stranger):
    """The window closes before the commitment is old enough: the batch is final, and provable still."""
    pass_time(oracle.challengeWindow() - 30)
    prove(challenges, FUNCTION, *proof, challenger=stranger)

    assert oracle.finalBatch(VINTAGE)["sequence"] == 1
    assert oracle.isFinalBatchFaulted(VINTAGE)


def test_what_was_never_posted_cannot_be_proven_wrong(challenges, proof, stranger):
    (vintage, _, methodology), opened, given = proof
    for sequence in (0, 2):
        with reverts("NotChallengeable", VINTAGE, sequence):
            prove(challenges, FUNCTION, (vintage, sequence, methodology), opened, given, challenger=stranger)
    with reverts("VintageNotOpen", 2012):
        prove(challenges, FUNCTION, (2012, 1, methodology), opened, given, challenger=stranger)
