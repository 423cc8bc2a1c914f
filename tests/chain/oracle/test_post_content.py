from tests.chain.errors import reverts
from tests.chain.oracle.batches import AUGUST_ENDS, draft, make_final, pass_time, post, word
from tests.chain.oracle.deployments import DAY, METHODOLOGY_ID, VINTAGE


def test_a_batch_without_root_is_refused(oracle, credit, relayer):
    with reverts("ZeroRoot"):
        post(oracle, draft(oracle, root="0x" + "00" * 32), relayer)


def test_a_batch_without_leaves_is_refused(oracle, credit, relayer):
    with reverts("EmptyBatch"):
        post(oracle, draft(oracle, count=0), relayer)


def test_the_authorised_total_never_falls(oracle, credit, relayer):
    post(oracle, draft(oracle, authorisedTotal=1000), relayer)
    make_final(oracle)
    pass_time(31 * DAY)

    with reverts("AuthorisedTotalDecreased", 999, 1000):
        post(oracle, draft(oracle, through=AUGUST_ENDS, authorisedTotal=999), relayer)
    post(oracle, draft(oracle, through=AUGUST_ENDS, authorisedTotal=1000), relayer)


def test_a_revoked_total_binds_nobody(oracle, credit, relayer, guardian):
    post(oracle, draft(oracle, authorisedTotal=1000), relayer)
    oracle.revokeBatch(VINTAGE, {"from": guardian})

    post(oracle, draft(oracle, authorisedTotal=10), relayer)
    assert oracle.pendingBatch(VINTAGE)[0]["authorisedTotal"] == 10


def test_a_total_beyond_64_bits_is_refused(oracle, credit, relayer):
    with reverts("AuthorisedTotalTooLarge", 2**64, 2**64 - 1):
        post(oracle, draft(oracle, authorisedTotal=2**64), relayer)


def test_another_methodology_is_refused(oracle, credit, relayer):
    with reverts("WrongMethodology", word("another"), METHODOLOGY_ID):
        post(oracle, draft(oracle, methodologyId=word("another")), relayer)


def test_a_vintage_that_is_not_open_takes_no_batch(oracle, credit, relayer):
    with reverts("VintageNotOpen", 2012):
        post(oracle, draft(oracle, vintage=2012, sequence=1), relayer)
