import pytest

from tests.chain.errors import reverts
from tests.chain.oracle.batches import AUGUST_ENDS, JULY_ENDS, draft, make_final, pass_time, post, word
from tests.chain.oracle.deployments import DAY, METHODOLOGY_ID, VINTAGE, deploy_oracle, open_vintage


@pytest.fixture
def pending(oracle, credit, relayer):
    return post(oracle, draft(oracle), relayer)


def test_the_guardian_revokes_the_pending_batch(oracle, pending, guardian):
    tx = oracle.revokeBatch(VINTAGE, {"from": guardian})

    assert dict(tx.events["BatchRevoked"][0]) == {"vintage": VINTAGE, "sequence": 1, "through": JULY_ENDS}
    assert oracle.pendingBatch(VINTAGE)[1] == 0
    assert oracle.lastSequence(VINTAGE) == 1


def test_a_revoked_batch_never_becomes_final(oracle, pending, guardian):
    oracle.revokeBatch(VINTAGE, {"from": guardian})
    make_final(oracle)

    assert oracle.finalBatch(VINTAGE)["sequence"] == 0
    assert oracle.claimable(VINTAGE, METHODOLOGY_ID)[:2] == ("0x" + "00" * 32, 0)


def test_the_batch_before_a_revoked_one_stays_final(oracle, pending, guardian, relayer):
    make_final(oracle)
    pass_time(31 * DAY)
    july = oracle.finalBatch(VINTAGE)
    post(oracle, draft(oracle, through=AUGUST_ENDS, root=word("August"), authorisedTotal=2_000_000), relayer)
    oracle.revokeBatch(VINTAGE, {"from": guardian})
    make_final(oracle)

    assert oracle.finalBatch(VINTAGE) == july
    assert oracle.claimable(VINTAGE, METHODOLOGY_ID)[:2] == (word("root"), 1_000_000)


def test_what_the_quorum_posts_again_stands(oracle, pending, guardian, relayer):
    oracle.revokeBatch(VINTAGE, {"from": guardian})
    post(oracle, draft(oracle, root=word("again")), relayer)

    with reverts("RevocationSpent", VINTAGE, JULY_ENDS):
        oracle.revokeBatch(VINTAGE, {"from": guardian})
    make_final(oracle)
    assert oracle.finalBatch(VINTAGE)[:4] == (2, JULY_ENDS, 1_000_000, word("again"))


def test_a_revocation_is_spent_for_earlier_periods_too(oracle, pending, guardian, relayer):
    oracle.revokeBatch(VINTAGE, {"from": guardian})
    post(oracle, draft(oracle, through=JULY_ENDS - DAY), relayer)

    with reverts("RevocationSpent", VINTAGE, JULY_ENDS - DAY):
        oracle.revokeBatch(VINTAGE, {"from": guardian})


def test_the_next_period_may_be_revoked_again(oracle, pending, guardian, relayer):
    oracle.revokeBatch(VINTAGE, {"from": guardian})
    post(oracle, draft(oracle), relayer)
    make_final(oracle)
    pass_time(31 * DAY)
    post(oracle, draft(oracle, through=AUGUST_ENDS), relayer)
    oracle.revokeBatch(VINTAGE, {"from": guardian})

    assert oracle.finalBatch(VINTAGE)["sequence"] == 2
    assert oracle.lastSequence(VINTAGE) == 3


def test_numbers_of_final_batches_survive_several_revocations(oracle, pending, guardian, relayer):
    make_final(oracle)
    pass_time(31 * DAY)
    for day in (3, 2, 1):
        post(oracle, draft(oracle, through=AUGUST_ENDS - day * DAY), relayer)
        oracle.revokeBatch(VINTAGE, {"from": guardian})

    assert oracle.finalBatch(VINTAGE)[:2] == (1, JULY_ENDS)
    post(oracle, draft(oracle, through=AUGUST_ENDS), relayer)
    make_final(oracle)
    assert oracle.finalBatch(VINTAGE)[:2] == (5, AUGUST_ENDS)


def test_a_final_batch_cannot_be_revoked(oracle, pending, guardian):
    make_final(oracle)

    with reverts("NoPendingBatch", VINTAGE):
        oracle.revokeBatch(VINTAGE, {"from": guardian})


def test_a_batch_cannot_be_revoked_twice(oracle, pending, guardian):
    oracle.revokeBatch(VINTAGE, {"from": guardian})

    with reverts("NoPendingBatch", VINTAGE):
        oracle.revokeBatch(VINTAGE, {"from": guardian})


def test_there_is_nothing_to_revoke_at_first(oracle, credit, guardian):
    with reverts("NoPendingBatch", VINTAGE):
        oracle.revokeBatch(VINTAGE, {"from": guardian})
    with reverts("VintageNotOpen", 2012):
        oracle.revokeBatch(2012, {"from": guardian})


@pytest.mark.parametrize("who", ["owner", "stranger", "relayer"])
def test_nobody_else_revokes(oracle, pending, who, request):
    caller = request.getfixturevalue(who)

    with reverts("NotGuardian", caller):
        oracle.revokeBatch(VINTAGE, {"from": caller})


def test_an_oracle_may_have_no_guardian(deployer, owner, relayer, guardian):
    oracle = deploy_oracle(deployer, owner=owner, guardian="0x" + "00" * 20)
    open_vintage(oracle, owner)
    post(oracle, draft(oracle), relayer)

    with reverts("NotGuardian", guardian):
        oracle.revokeBatch(VINTAGE, {"from": guardian})
