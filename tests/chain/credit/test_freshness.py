"""The credit asks the oracle only when another batch may have become final; it must never issue from an older one."""

import pytest

from tests.chain.errors import decoded, revert_data
from tests.chain.oracle.batches import (
    AUGUST_ENDS,
    Figures,
    draft,
    make_final,
    pass_time,
    pass_time_until,
    post,
    publish,
)
from tests.chain.oracle.deployments import CHALLENGE_WINDOW, DAY, VINTAGE


@pytest.fixture
def july(oracle, credit, alice, bob, relayer):
    """Alice claims, so the credit knows July's root."""
    figures = publish(oracle, {alice: 100, bob: 50}, relayer, total=10_000)
    pass_time(31 * DAY)
    credit.issue(*figures.claim(alice), {"from": relayer})
    return figures


@pytest.fixture
def august(oracle, july, alice, bob, relayer):
    """August is pending."""
    figures = Figures.of({alice: 180, bob: 90})
    post(oracle, draft(oracle, root=figures.root, through=AUGUST_ENDS, authorisedTotal=20_000), relayer)
    return figures


def refused(credit, claim, sender) -> str:
    with pytest.raises(Exception) as caught:
        credit.issue(*claim, {"from": sender})
    return decoded(revert_data(caught.value))[0]


def test_the_older_batch_stays_claimable_while_the_next_is_pending(oracle, credit, july, august, bob):
    pass_time(CHALLENGE_WINDOW - 120)
    credit.issue(*july.claim(bob), {"from": bob})

    assert credit.balanceOf(bob) == 50
    assert refused(credit, august.claim(bob), bob) == "InvalidProof"


def test_the_next_batch_is_claimable_from_its_very_second(oracle, credit, july, august, bob):
    _, final_at = oracle.pendingBatch(VINTAGE)
    pass_time_until(final_at)

    assert refused(credit, july.claim(bob), bob) == "InvalidProof"
    credit.issue(*august.claim(bob), {"from": bob})
    assert credit.balanceOf(bob) == 90
    assert credit.peopleCap() == 19_400


def test_an_answer_given_during_the_window_does_not_outlast_it(oracle, credit, july, alice, bob, relayer):
    """What the credit is told while August is pending is good until August is final, not longer."""
    pass_time(CHALLENGE_WINDOW + 1)
    august = Figures.of({alice: 180})
    post(oracle, draft(oracle, root=august.root, through=AUGUST_ENDS, authorisedTotal=20_000), relayer)
    _, final_at = oracle.pendingBatch(VINTAGE)
    pass_time(2 * DAY)
    credit.issue(*july.claim(bob), {"from": bob})
    pass_time_until(final_at)

    credit.issue(*august.claim(alice), {"from": alice})
    assert credit.balanceOf(alice) == 180


def test_a_claim_long_after_is_answered_by_the_oracle(oracle, credit, july, bob):
    pass_time(3 * CHALLENGE_WINDOW)
    credit.issue(*july.claim(bob), {"from": bob})

    assert credit.balanceOf(bob) == 50


def test_a_batch_posted_right_after_a_claim_is_not_missed(oracle, credit, july, august, bob):
    """July was taken over a moment before August was posted: both end at the same window."""
    make_final(oracle)

    assert refused(credit, july.claim(bob), bob) == "InvalidProof"


def test_after_a_revocation_the_older_batch_stays(oracle, credit, july, august, guardian, bob):
    oracle.revokeBatch(VINTAGE, {"from": guardian})
    pass_time(2 * CHALLENGE_WINDOW)
    credit.issue(*july.claim(bob), {"from": bob})

    assert credit.balanceOf(bob) == 50
    assert refused(credit, august.claim(bob), bob) == "InvalidProof"


def test_the_replacement_of_a_revoked_batch_is_not_missed(oracle, credit, july, august, guardian, bob, relayer):
    credit.issue(*july.claim(bob), {"from": bob})
    oracle.revokeBatch(VINTAGE, {"from": guardian})
    figures = Figures.of({bob: 70})
    post(oracle, draft(oracle, root=figures.root, through=AUGUST_ENDS, authorisedTotal=20_000), relayer)
    make_final(oracle)

    assert refused(credit, july.claim(bob), bob) == "InvalidProof"
    credit.issue(*figures.claim(bob), {"from": bob})
    assert credit.balanceOf(bob) == 70


def test_the_cap_follows_the_final_batch(oracle, credit, july, august, alice, relayer):
    credit.issueReserve({"from": relayer})
    assert credit.issuedTo(oracle.reserve()) == 300
    pass_time(CHALLENGE_WINDOW + 1)

    credit.issueReserve({"from": relayer})
    assert credit.issuedTo(oracle.reserve()) == 600
