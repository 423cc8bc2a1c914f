"""Signatures in the shared folder: one operator's bad file does not hold up the others."""

import json
from dataclasses import replace

import pytest

from abate.errors import InputError, IntegrityError
from abate.oracle.signatures import publish_signature, quorum_of, read_signatures
from abate.oracle.typed_data import HALF_ORDER, signer_of
from abate.oracle.verify import LONGEST_VALIDITY
from tests.library.oracle.conftest import NOW


@pytest.fixture
def signed(drafted, desks, moment, terms, operator_set):
    """All three signed; gives the folder."""
    for desk in desks:
        desk.sign(moment, terms, operator_set, None, NOW)
    return desks[0].folder(moment)


@pytest.fixture
def read(signed, drafted, moment, operator_set):
    return lambda: read_signatures(signed, moment.deployment, drafted.batch, operator_set)


def put(folder, operator, **fields):
    file = folder.signature(operator)
    file.write_text(json.dumps({**json.loads(file.read_text()), **fields}))


def test_the_quorum_takes_the_lowest_operators(read, operator_set):
    chosen = quorum_of(read(), operator_set)
    assert [one.operator for one in chosen] == list(operator_set.operators[:2])


def test_a_tampered_signature_is_set_aside_and_named(signed, read, operator_set):
    first, second, third = operator_set.operators
    put(signed, first, signature="0x" + 64 * "11")
    found = read()
    assert [one.operator for one in found.valid] == [second, third]
    assert list(found.refused) == [first]
    assert [one.operator for one in quorum_of(found, operator_set)] == [second, third]


def test_too_few_valid_ones_tell_what_is_wrong(signed, read, operator_set):
    first, second, _ = operator_set.operators
    put(signed, first, signature="0x11")
    put(signed, second, signature=json.loads(signed.signature(first).read_text())["signature"])
    said = "1 operators have signed, 2 are needed; a signature has 1 bytes, not 64; a signature has 1 bytes, not 64"
    with pytest.raises(IntegrityError, match=f"^{said}$"):
        quorum_of(read(), operator_set)


def test_too_few_signatures(signed, read, operator_set):
    for operator in operator_set.operators[1:]:
        signed.signature(operator).unlink()
    with pytest.raises(InputError, match=r"^1 operators have signed, 2 are needed$"):
        quorum_of(read(), operator_set)


def test_one_operators_signature_under_anothers_name(signed, read, operator_set):
    first, second, _ = operator_set.operators
    put(signed, first, signature=json.loads(signed.signature(second).read_text())["signature"])
    assert read().refused == {first: f"the signature in {first}.json is of another batch, or of {second}"}


@pytest.mark.parametrize("s", [HALF_ORDER + 1, 2**255 - 1])
def test_a_high_s_is_refused(drafted, moment, s):
    with pytest.raises(IntegrityError, match=r"^a signature has a high s$"):
        signer_of(moment.deployment, drafted.batch, bytes([1] * 32) + s.to_bytes(32, "big"))


def test_nobody_signs_two_batches_of_one_number(signed, drafted, desks, moment):
    other = replace(drafted.batch, authorisedTotal=1)
    with pytest.raises(IntegrityError, match=f"^{desks[0].operator} has already signed another batch 1 of 2013$"):
        publish_signature(signed, moment.deployment, other, desks[0].key, NOW)


def test_whoever_signed_signs_the_same_again(signed, drafted, desks, moment):
    file = signed.signature(desks[0].operator)
    before = file.read_bytes()
    publish_signature(signed, moment.deployment, drafted.batch, desks[0].key, NOW)
    assert file.read_bytes() == before


def test_another_batch_is_signed_once_the_first_can_no_longer_be_posted(signed, drafted, desks, moment, operator_set):
    later = drafted.batch.validUntil + 1
    other = replace(drafted.batch, validUntil=later)
    made = publish_signature(signed, moment.deployment, other, desks[0].key, later)
    assert read_signatures(signed, moment.deployment, other, operator_set).valid == [made]


def test_an_expired_draft_is_made_and_signed_anew(signed, drafted, desks, moment, terms, operator_set):
    later = drafted.batch.validUntil + 1
    again = desks[1].aggregate(moment, terms, operator_set, None, later)
    assert signed.operators_with("signatures") == []
    assert later < again.batch.validUntil <= later + LONGEST_VALIDITY
    for desk in desks[:2]:
        desk.sign(moment, terms, operator_set, None, later)
    found = read_signatures(signed, moment.deployment, again.batch, operator_set)
    assert len(quorum_of(found, operator_set)) == 2
