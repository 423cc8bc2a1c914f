"""A sequencer stands still for longer than a whole window: no block, no proof, and then time jumps over its end."""

import pytest
from brownie import chain

from tests.chain.challenges.reports import commitment_of, post_people, prove, right, salt
from tests.chain.errors import reverts
from tests.chain.oracle.committee import COMMITTEE
from tests.chain.oracle.deployments import BOND, DAY, SLICE, VINTAGE

SALT = salt("standstill")
ALL = COMMITTEE.addresses


@pytest.fixture
def batch(oracle, credit, challenges, alice, bob, relayer):
    """A wrong batch was posted; the next block comes long after its window."""
    posted = post_people(oracle, [right(alice, credits=600), right(bob)], relayer, authorisedTotal=2000)
    chain.sleep(30 * DAY)
    return posted


def test_a_fault_is_proven_and_paid_for_all_the_same(oracle, credit, challenges, registry, batch, bob, stranger):
    proof = (batch.target, batch.numbers(0), SALT)
    prove(challenges, "proveWrongCredits", *proof, challenger=stranger)
    commitment = commitment_of(challenges, "proveWrongCredits", proof, stranger)
    challenges.collect(commitment, stranger, batch.posting, ALL, ALL, {"from": stranger})

    assert oracle.isFinalBatchFaulted(VINTAGE)
    assert sorted(registry.operatorOf(each)[0] for each in ALL) == [BOND - SLICE] * 3 + [BOND] * 2
    with reverts("NoFinalBatch", VINTAGE):
        credit.issue(*batch.leaf(1), batch.proof(1), {"from": bob})
    assert credit.totalIssued() == 0


def test_who_claims_in_the_first_block_is_quicker_than_any_proof(credit, challenges, batch, alice, stranger):
    """What docs/threat-model.md says of it: that stays issued, and nothing more comes from the batch."""
    credit.issue(*batch.leaf(0), batch.proof(0), {"from": alice})
    prove(challenges, "proveWrongCredits", batch.target, batch.numbers(0), SALT, challenger=stranger)

    assert credit.balanceOf(alice) == 600
    with reverts("NoFinalBatch", VINTAGE):
        credit.issueReserve({"from": stranger})
