"""Issued is bounded: one batch cannot raise the total by more than its signers' bonds stand for."""

import pytest

from tests.chain.errors import reverts
from tests.chain.oracle.batches import AUGUST_ENDS, JULY_ENDS, draft, make_final, pass_time, post
from tests.chain.oracle.deployments import DAY, VINTAGE, deploy_oracle, open_vintage

GRAMS = 1000


@pytest.fixture(scope="module")
def bounded(deployer, owner, guardian):
    oracle = deploy_oracle(deployer, owner=owner, guardian=guardian, grams_per_bond=GRAMS)
    open_vintage(oracle, owner)
    return oracle


def test_promise_2_growth_is_bounded_by_the_signers_bonds(bounded, relayer):
    with reverts("GrowthTooLarge", 3001, 3000):
        post(bounded, draft(bounded, authorisedTotal=3001), relayer)
    post(bounded, draft(bounded, authorisedTotal=3000), relayer)

    assert bounded.lastSequence(VINTAGE) == 1


def test_more_signers_stand_for_more(bounded, relayer):
    post(bounded, draft(bounded, authorisedTotal=5000), relayer, quorum=5)

    assert bounded.pendingBatch(VINTAGE)[0]["authorisedTotal"] == 5000


def test_growth_counts_from_the_final_batch(bounded, relayer, guardian):
    post(bounded, draft(bounded, authorisedTotal=3000), relayer)
    make_final(bounded)
    pass_time(31 * DAY)
    post(bounded, draft(bounded, authorisedTotal=6000, through=AUGUST_ENDS - DAY), relayer)
    bounded.revokeBatch(VINTAGE, {"from": guardian})

    with reverts("GrowthTooLarge", 3001, 3000):
        post(bounded, draft(bounded, authorisedTotal=6001, through=AUGUST_ENDS), relayer)
    post(bounded, draft(bounded, authorisedTotal=6000, through=AUGUST_ENDS), relayer)
    assert bounded.finalBatch(VINTAGE)["through"] == JULY_ENDS
