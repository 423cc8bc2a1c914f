import pytest
from brownie import web3

from tests.chain.errors import decoded, revert_data, reverts
from tests.chain.oracle.batches import draft, fields
from tests.chain.oracle.committee import COMMITTEE, compact, signature, stranger_key
from tests.chain.oracle.deployments import VINTAGE, deploy_oracle, open_vintage

CURVE_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


@pytest.fixture
def batch(oracle, credit):
    return draft(oracle)


@pytest.fixture
def send(oracle, batch, relayer):
    def with_signatures(signatures, operators=COMMITTEE.addresses):
        return oracle.postBatch(fields(batch), operators, signatures, {"from": relayer})

    return with_signatures


def high_s(full: bytes) -> bytes:
    """The other signature of the same key over the same digest."""
    r, s, v = full[:32], int.from_bytes(full[32:64], "big"), full[64]
    return r + (CURVE_ORDER - s).to_bytes(32, "big") + bytes([27 + 28 - v])


def refused_as_not_an_operator(send, signatures) -> bool:
    """A signature over other data recovers some address, which is no operator's."""
    with pytest.raises(Exception) as caught:
        send(signatures)
    return decoded(revert_data(caught.value))[0] in ("NotAnOperator", "SignersNotAscending")


def test_two_of_five_are_too_few(oracle, batch, send):
    with reverts("QuorumNotReached", 2, 3):
        send(COMMITTEE.sign(oracle, batch, quorum=2))
    assert oracle.lastSequence(VINTAGE) == 0


def test_one_operator_counts_once(oracle, batch, send):
    first, second, _ = COMMITTEE.sign(oracle, batch)
    signer = COMMITTEE.addresses[0]

    with reverts("SignersNotAscending", signer, signer):
        send([first, first, second])


def test_two_forms_of_one_signature_count_once(oracle, batch, send):
    full = signature(COMMITTEE.members[0], oracle, batch)
    signer = COMMITTEE.addresses[0]

    with reverts("SignersNotAscending", signer, signer):
        send([full, compact(full), COMMITTEE.sign(oracle, batch)[1]])


def test_signers_must_ascend(oracle, batch, send):
    first, second, third = COMMITTEE.sign(oracle, batch)

    with reverts("SignersNotAscending", COMMITTEE.addresses[1], COMMITTEE.addresses[0]):
        send([second, first, third])


def test_a_strangers_signature_is_refused(oracle, batch, send):
    stranger = stranger_key()
    signers = sorted([*COMMITTEE.members[:2], stranger], key=lambda member: int(member.address, 16))

    with reverts("NotAnOperator", stranger.address):
        send([compact(signature(member, oracle, batch)) for member in signers])


def test_a_high_s_is_refused(oracle, batch, send):
    full = [signature(member, oracle, batch) for member in COMMITTEE.members[:3]]
    raised = high_s(full[1])

    with reverts("ECDSAInvalidSignatureS", raised[32:64]):
        send([full[0], raised, full[2]])


@pytest.mark.parametrize("length", [0, 32, 63, 66])
def test_other_lengths_are_refused(oracle, batch, send, length):
    signatures = COMMITTEE.sign(oracle, batch)

    with reverts("ECDSAInvalidSignatureLength", length):
        send([*signatures[:2], (signatures[2] + bytes(2))[:length]])


def test_a_signature_of_nobody_is_refused(oracle, batch, send):
    signatures = COMMITTEE.sign(oracle, batch)

    with reverts("ECDSAInvalidSignature"):
        send([bytes(64), *signatures[1:]])


def test_a_wrong_v_is_refused(oracle, batch, send):
    full = signature(COMMITTEE.members[0], oracle, batch)

    with reverts("ECDSAInvalidSignature"):
        send([full[:64] + bytes([29]), *COMMITTEE.sign(oracle, batch)[1:]])


def test_signatures_for_another_oracle_are_refused(oracle, batch, send, deployer, owner, guardian):
    other = deploy_oracle(deployer, owner=owner, guardian=guardian)

    assert refused_as_not_an_operator(send, COMMITTEE.sign(other, batch))


def test_signatures_for_another_chain_are_refused(oracle, batch, send):
    assert refused_as_not_an_operator(send, COMMITTEE.sign(oracle, batch, chain_id=web3.eth.chain_id + 1))


def test_signatures_for_another_vintage_are_refused(oracle, batch, send, owner):
    open_vintage(oracle, owner, 2014)

    assert refused_as_not_an_operator(send, COMMITTEE.sign(oracle, {**batch, "vintage": 2014}))


@pytest.mark.parametrize("field", ["through", "authorisedTotal", "count", "validUntil"])
def test_a_changed_number_is_refused(oracle, batch, send, field):
    assert refused_as_not_an_operator(send, COMMITTEE.sign(oracle, {**batch, field: batch[field] - 1}))


@pytest.mark.parametrize("field", ["root", "factorSetHash", "observationsHash", "evidenceHash"])
def test_a_changed_hash_is_refused(oracle, batch, send, field):
    assert refused_as_not_an_operator(send, COMMITTEE.sign(oracle, {**batch, field: "0x" + "11" * 32}))
