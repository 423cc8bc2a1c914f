from tests.chain.oracle.batches import JULY_ENDS, draft, fields, hexed, post, word
from tests.chain.oracle.committee import COMMITTEE, signature
from tests.chain.oracle.deployments import CHALLENGE_WINDOW, VINTAGE


def test_a_signed_batch_is_pending(oracle, credit, stranger):
    batch = draft(oracle, authorisedTotal=500)
    tx = post(oracle, batch, stranger)

    stored, final_at = oracle.pendingBatch(VINTAGE)
    record = oracle.recordHashOf(oracle.hashOf(fields(batch)), 0b111, tx.timestamp)
    assert stored == (1, JULY_ENDS, 500, word("root"), record)
    assert final_at == tx.timestamp + CHALLENGE_WINDOW
    assert oracle.lastSequence(VINTAGE) == 1
    assert oracle.finalBatch(VINTAGE)["sequence"] == 0


def test_posting_is_announced(oracle, credit, stranger):
    tx = post(oracle, draft(oracle, authorisedTotal=500, count=7), stranger)

    assert len(tx.events) == 1
    assert dict(tx.events["BatchPosted"][0]) == {
        "vintage": VINTAGE,
        "sequence": 1,
        "root": word("root"),
        "through": JULY_ENDS,
        "authorisedTotal": 500,
        "count": 7,
        "signers": 0b111,
        "finalAt": tx.timestamp + CHALLENGE_WINDOW,
    }


def test_signatures_of_65_bytes_count_too(oracle, credit, relayer):
    batch = draft(oracle)
    full = [signature(member, oracle, batch) for member in COMMITTEE.members[:3]]

    oracle.postBatch(fields(batch), COMMITTEE.addresses, full, {"from": relayer})
    assert oracle.lastSequence(VINTAGE) == 1


def test_both_forms_may_be_mixed(oracle, credit, relayer):
    batch = draft(oracle)
    short, full = COMMITTEE.sign(oracle, batch), [signature(m, oracle, batch) for m in COMMITTEE.members[:3]]

    oracle.postBatch(fields(batch), COMMITTEE.addresses, [short[0], full[1], short[2]], {"from": relayer})
    assert oracle.lastSequence(VINTAGE) == 1


def test_the_bitmap_names_who_signed(oracle, credit, relayer):
    batch = draft(oracle)
    signatures = COMMITTEE.sign(oracle, batch, quorum=5)

    tx = oracle.postBatch(fields(batch), COMMITTEE.addresses, [signatures[i] for i in (0, 2, 4)], {"from": relayer})
    assert tx.events["BatchPosted"]["signers"] == 0b10101


def test_more_than_a_quorum_may_sign(oracle, credit, relayer):
    tx = post(oracle, draft(oracle), relayer, quorum=5)

    assert tx.events["BatchPosted"]["signers"] == 0b11111


def test_a_batch_may_authorise_nothing(oracle, credit, relayer):
    post(oracle, draft(oracle, authorisedTotal=0), relayer)

    assert oracle.pendingBatch(VINTAGE)[0]["authorisedTotal"] == 0


def test_the_largest_total_fits(oracle, credit, relayer):
    post(oracle, draft(oracle, authorisedTotal=2**64 - 1), relayer)

    assert oracle.pendingBatch(VINTAGE)[0]["authorisedTotal"] == 2**64 - 1
    assert hexed(oracle.pendingBatch(VINTAGE)[0]["root"]) == word("root")
