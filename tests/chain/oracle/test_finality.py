from brownie import chain

from tests.chain.oracle.batches import AUGUST_ENDS, JULY_ENDS, draft, pass_time, pass_time_until, post, word
from tests.chain.oracle.deployments import CHALLENGE_WINDOW, DAY, METHODOLOGY_ID, VINTAGE

NONE = (0, 0, 0, "0x" + "00" * 32, "0x" + "00" * 32)


def test_there_is_no_final_batch_at_first(oracle, credit):
    assert oracle.finalBatch(VINTAGE) == NONE
    assert oracle.pendingBatch(VINTAGE) == (NONE, 0)
    assert oracle.lastSequence(VINTAGE) == 0


def test_an_unknown_vintage_has_none_either(oracle, credit):
    assert oracle.finalBatch(1999) == NONE
    assert oracle.pendingBatch(1999) == (NONE, 0)


def test_a_batch_becomes_final_by_time_alone(oracle, credit, relayer):
    tx = post(oracle, draft(oracle), relayer)
    pending, final_at = oracle.pendingBatch(VINTAGE)
    pass_time(CHALLENGE_WINDOW + 1)

    assert chain[-1].timestamp >= final_at
    assert oracle.finalBatch(VINTAGE) == pending
    assert oracle.finalBatch(VINTAGE)["sequence"] == tx.events["BatchPosted"]["sequence"]
    assert oracle.pendingBatch(VINTAGE) == (NONE, 0)


def test_a_batch_is_pending_until_its_window_is_over(oracle, credit, relayer):
    tx = post(oracle, draft(oracle), relayer)
    final_at = tx.timestamp + CHALLENGE_WINDOW
    pass_time_until(final_at - 60)

    assert oracle.finalBatch(VINTAGE) == NONE
    assert oracle.pendingBatch(VINTAGE)[1] == final_at


def test_the_final_batch_stays_while_the_next_is_pending(oracle, credit, relayer):
    post(oracle, draft(oracle, root=word("July"), authorisedTotal=100), relayer)
    pass_time(31 * DAY)
    july = oracle.finalBatch(VINTAGE)
    post(oracle, draft(oracle, root=word("August"), through=AUGUST_ENDS, authorisedTotal=250), relayer)

    assert oracle.finalBatch(VINTAGE) == july
    assert july[:4] == (1, JULY_ENDS, 100, word("July"))
    assert oracle.pendingBatch(VINTAGE)[0][:4] == (2, AUGUST_ENDS, 250, word("August"))

    pass_time(CHALLENGE_WINDOW + 1)
    assert oracle.finalBatch(VINTAGE)[:4] == (2, AUGUST_ENDS, 250, word("August"))


def test_the_credit_is_told_until_when_the_final_batch_stays(oracle, credit, relayer):
    tx = post(oracle, draft(oracle, authorisedTotal=100), relayer)
    final_at = tx.timestamp + CHALLENGE_WINDOW

    assert oracle.claimable(VINTAGE, METHODOLOGY_ID) == ("0x" + "00" * 32, 0, final_at)

    pass_time(CHALLENGE_WINDOW + 1)
    root, total, until = oracle.claimable(VINTAGE, METHODOLOGY_ID)
    assert (root, total) == (word("root"), 100)
    assert until >= chain[-1].timestamp + CHALLENGE_WINDOW
