"""A quorum that signs false data together: what it can take before it is stopped, and what that costs."""

import pytest
from brownie import chain

from tests.chain.challenges.reports import post_people, prove, right, salt
from tests.chain.errors import reverts
from tests.chain.oracle.batches import (
    AUGUST_ENDS,
    JULY_ENDS,
    SEPTEMBER_ENDS,
    draft,
    fields,
    make_final,
    pass_time_until,
    post,
)
from tests.chain.oracle.committee import COMMITTEE
from tests.chain.oracle.deployments import (
    BOND,
    CHALLENGE_WINDOW,
    SLICE,
    VINTAGE,
    challenges_of,
    deploy_oracle,
    open_vintage,
    registry_of,
)

GRAMS = 1000
CAP = 3 * GRAMS
"""What three bonds stand for in one batch; the reserve's share is 3 %."""
ALL = COMMITTEE.addresses
GREED = 10**12


@pytest.fixture(scope="module")
def oracle(deployer, owner, guardian):
    return deploy_oracle(deployer, owner=owner, guardian=guardian, grams_per_bond=GRAMS)


@pytest.fixture(scope="module")
def credit(oracle, owner):
    return open_vintage(oracle, owner)


@pytest.fixture
def lie(oracle, credit, carol, dave, relayer):
    """A batch that authorises all it can, with one leaf of carol, who colludes, for far more."""

    def post_lie(through, total):
        if through > chain[-1].timestamp:
            pass_time_until(through)
        return post_people(
            oracle, [right(carol, credits=GREED), right(dave)], relayer, through=through, authorisedTotal=total
        )

    return post_lie


def take_all(credit, batch, relayer):
    credit.issue(*batch.leaf(0), batch.proof(0), {"from": relayer})
    credit.issueReserve({"from": relayer})


def test_it_gains_what_its_bonds_stand_for_once_a_window(oracle, credit, lie, carol, relayer):
    """Three batches, whatever their leaves say: 2,910 grams each for the colluders, never 10^12."""
    for number, through in enumerate((JULY_ENDS, AUGUST_ENDS, SEPTEMBER_ENDS), start=1):
        batch = lie(through, number * CAP)
        _, final_at = oracle.pendingBatch(VINTAGE)
        assert final_at == batch.time + CHALLENGE_WINDOW
        with reverts("BatchPending", number, final_at):
            post(oracle, draft(oracle, through=through + 1, authorisedTotal=(number + 1) * CAP), relayer)
        make_final(oracle)
        with reverts("GrowthTooLarge", CAP + 1, CAP):
            post(oracle, draft(oracle, through=through + 1, authorisedTotal=(number + 1) * CAP + 1), relayer)
        take_all(credit, batch, relayer)

        assert credit.balanceOf(carol) == number * CAP * 97 // 100
        assert credit.totalIssued() == number * CAP


def test_one_proof_stops_it_and_costs_every_signer_a_slice(oracle, credit, lie, stranger, relayer):
    """Two false batches pass unseen; the third is proven wrong in its window and issues nothing."""
    registry, challenges = registry_of(oracle), challenges_of(oracle)
    for number, through in enumerate((JULY_ENDS, AUGUST_ENDS), start=1):
        batch = lie(through, number * CAP)
        make_final(oracle)
        take_all(credit, batch, relayer)
    batch = lie(SEPTEMBER_ENDS, 3 * CAP)
    fault = prove(challenges, "proveWrongCredits", batch.target, batch.numbers(0), salt("lie"), challenger=stranger)
    commitment = fault.events["BatchFaulted"]["commitment"]
    challenges.collect(commitment, stranger, batch.posting, ALL, ALL, {"from": stranger})
    make_final(oracle)

    with reverts("CapReached", 2 * CAP * 97 // 100):
        credit.issue(*batch.leaf(0), batch.proof(0), {"from": relayer})
    assert (credit.totalIssued(), oracle.finalBatch(VINTAGE)["sequence"]) == (2 * CAP, 2)
    assert [registry.operatorOf(each)[0] for each in ALL] == [BOND - SLICE] * 3 + [BOND] * 2
    assert (registry.rewardOf(stranger), registry.destroyed()) == (SLICE // 2, 3 * SLICE - SLICE // 2)


def test_it_cannot_go_on_before_it_has_paid_again(oracle, credit, lie, stranger, relayer):
    """Out of force by the slice, the colluders have no quorum left to sign the next batch."""
    challenges = challenges_of(oracle)
    batch = lie(JULY_ENDS, CAP)
    fault = prove(challenges, "proveWrongCredits", batch.target, batch.numbers(0), salt("lie"), challenger=stranger)
    commitment = fault.events["BatchFaulted"]["commitment"]
    challenges.collect(commitment, stranger, batch.posting, ALL, ALL, {"from": stranger})

    again = draft(oracle, authorisedTotal=CAP)
    given = oracle.hashOperatorSet(ALL, 3)
    with reverts("WrongOperators", given, oracle.operatorSetHash()):
        oracle.postBatch(fields(again), ALL, COMMITTEE.sign(oracle, again), {"from": relayer})
    with reverts("NotAnOperator", ALL[0]):
        oracle.postBatch(fields(again), ALL[3:], COMMITTEE.sign(oracle, again), {"from": relayer})


def test_all_of_them_gain_what_five_bonds_stand_for(oracle, credit, relayer):
    with reverts("GrowthTooLarge", 5 * GRAMS + 1, 5 * GRAMS):
        post(oracle, draft(oracle, authorisedTotal=5 * GRAMS + 1), relayer, quorum=5)
