import pytest

from tests.chain.errors import reverts
from tests.chain.oracle.batches import AUGUST_ENDS, draft, fields, make_final, pass_time, post
from tests.chain.oracle.committee import COMMITTEE, signature
from tests.chain.oracle.deployments import DAY, VINTAGE, deploy_oracle, open_vintage

AUGUST = 31 * DAY


@pytest.mark.parametrize("sequence", [0, 2])
def test_the_first_batch_has_number_one(oracle, credit, relayer, sequence):
    with reverts("StaleSequence", sequence, 1):
        post(oracle, draft(oracle, sequence=sequence), relayer)


def test_a_posted_batch_cannot_be_posted_again(oracle, credit, relayer):
    batch = draft(oracle)
    post(oracle, batch, relayer)
    make_final(oracle)

    with reverts("StaleSequence", 1, 2):
        post(oracle, batch, relayer)


def test_a_posted_batch_is_not_another_one_under_other_signatures(oracle, credit, relayer):
    """No signature is an id: another form, or other signers of the quorum, do not make it new."""
    batch = draft(oracle)
    post(oracle, batch, relayer)
    make_final(oracle)

    full = [signature(member, oracle, batch) for member in COMMITTEE.members]
    for signatures in (full[:3], full[2:], COMMITTEE.sign(oracle, batch, quorum=5)):
        with reverts("StaleSequence", 1, 2):
            oracle.postBatch(fields(batch), COMMITTEE.addresses, signatures, {"from": relayer})


def test_no_batch_overtakes_a_pending_one(oracle, credit, relayer):
    tx = post(oracle, draft(oracle), relayer)
    pass_time(AUGUST)
    post(oracle, draft(oracle, through=AUGUST_ENDS), relayer)
    _, final_at = oracle.pendingBatch(VINTAGE)

    with reverts("BatchPending", 2, final_at):
        post(oracle, draft(oracle, through=AUGUST_ENDS + 1), relayer)
    assert tx.events["BatchPosted"]["finalAt"] < final_at


def test_numbers_go_on_after_a_revoked_batch(oracle, credit, relayer, guardian):
    post(oracle, draft(oracle), relayer)
    oracle.revokeBatch(VINTAGE, {"from": guardian})

    with reverts("StaleSequence", 1, 2):
        post(oracle, draft(oracle, sequence=1), relayer)
    post(oracle, draft(oracle, sequence=2), relayer)
    assert oracle.lastSequence(VINTAGE) == 2


def test_vintages_count_on_their_own(deployer, owner, guardian, relayer):
    oracle = deploy_oracle(deployer, owner=owner, guardian=guardian, closing_delay=365 * DAY)
    for vintage in (2012, VINTAGE):
        open_vintage(oracle, owner, vintage)
    post(oracle, draft(oracle), relayer)

    end_of_2012 = 1_356_998_400
    post(oracle, draft(oracle, vintage=2012, through=end_of_2012, sequence=1), relayer)
    assert (oracle.lastSequence(2012), oracle.lastSequence(VINTAGE)) == (1, 1)
