import pytest
from brownie import chain

from tests.chain.errors import decoded, revert_data, reverts
from tests.chain.oracle.batches import AUGUST_ENDS, JULY_ENDS, draft, make_final, pass_time, pass_time_until, post
from tests.chain.oracle.deployments import CLOSING_DELAY, DAY, VINTAGE

YEAR_STARTS, YEAR_ENDS = 1_356_998_400, 1_388_534_400
"""2013-01-01 and 2014-01-01, 00:00 UTC."""


@pytest.fixture
def refused(relayer):
    """Name and first evidence of the error; the second is the time of the block, which must be the present."""

    def post_and_catch(oracle, batch):
        with pytest.raises(Exception) as caught:
            post(oracle, batch, relayer)
        name, given, time = decoded(revert_data(caught.value))
        assert time == chain[-1].timestamp
        return name, given

    return post_and_catch


def test_a_batch_past_its_time_limit_is_refused(oracle, credit, refused):
    expired = chain[-1].timestamp - 1

    assert refused(oracle, draft(oracle, validUntil=expired)) == ("BatchExpired", expired)


def test_an_abandoned_draft_cannot_be_posted_by_a_stranger(oracle, credit, refused):
    batch = draft(oracle, validUntil=chain[-1].timestamp + DAY)
    pass_time(2 * DAY)

    assert refused(oracle, batch)[0] == "BatchExpired"


def test_a_batch_is_good_until_its_limit(oracle, credit, relayer):
    post(oracle, draft(oracle, validUntil=chain[-1].timestamp + DAY), relayer)

    assert oracle.lastSequence(VINTAGE) == 1


def test_a_period_must_be_over(oracle, credit, refused):
    assert refused(oracle, draft(oracle, through=AUGUST_ENDS)) == ("PeriodNotOver", AUGUST_ENDS)


@pytest.mark.parametrize("earlier", [0, 1])
def test_a_period_must_be_later_than_the_final_one(oracle, credit, relayer, earlier):
    post(oracle, draft(oracle), relayer)
    make_final(oracle)

    with reverts("StalePeriod", JULY_ENDS - earlier, JULY_ENDS):
        post(oracle, draft(oracle, through=JULY_ENDS - earlier), relayer)


def test_a_revoked_batch_may_be_replaced_for_the_same_period(oracle, credit, relayer, guardian):
    post(oracle, draft(oracle), relayer)
    oracle.revokeBatch(VINTAGE, {"from": guardian})

    post(oracle, draft(oracle), relayer)
    assert oracle.pendingBatch(VINTAGE)[0]["through"] == JULY_ENDS


def test_a_revoked_batch_may_be_replaced_for_an_earlier_period(oracle, credit, relayer, guardian):
    post(oracle, draft(oracle), relayer)
    oracle.revokeBatch(VINTAGE, {"from": guardian})

    post(oracle, draft(oracle, through=JULY_ENDS - DAY), relayer)
    assert oracle.pendingBatch(VINTAGE)[0]["through"] == JULY_ENDS - DAY


def test_a_revoked_batch_does_not_reopen_the_final_period(oracle, credit, relayer, guardian):
    post(oracle, draft(oracle, through=JULY_ENDS - DAY), relayer)
    make_final(oracle)
    post(oracle, draft(oracle), relayer)
    oracle.revokeBatch(VINTAGE, {"from": guardian})

    with reverts("StalePeriod", JULY_ENDS - DAY, JULY_ENDS - DAY):
        post(oracle, draft(oracle, through=JULY_ENDS - DAY), relayer)


def test_a_period_before_the_vintage_is_refused(oracle, credit, relayer):
    with reverts("StalePeriod", YEAR_STARTS, YEAR_STARTS):
        post(oracle, draft(oracle, through=YEAR_STARTS), relayer)


def test_a_period_after_the_vintage_is_refused(oracle, credit, relayer):
    pass_time_until(YEAR_ENDS + 3 * DAY)

    with reverts("PeriodOutsideVintage", YEAR_ENDS + DAY + 1, YEAR_ENDS + DAY):
        post(oracle, draft(oracle, through=YEAR_ENDS + DAY + 1), relayer)
    post(oracle, draft(oracle, through=YEAR_ENDS + DAY), relayer)


def test_a_closed_vintage_takes_no_batch(oracle, credit, relayer):
    closes_at = oracle.closesAt(VINTAGE)
    assert closes_at == YEAR_ENDS + CLOSING_DELAY
    pass_time_until(closes_at)

    with reverts("VintageClosed", VINTAGE, closes_at):
        post(oracle, draft(oracle), relayer)


def test_a_vintage_takes_batches_until_it_closes(oracle, credit, relayer):
    pass_time_until(oracle.closesAt(VINTAGE) - 60)

    post(oracle, draft(oracle), relayer)
    assert oracle.lastSequence(VINTAGE) == 1
