"""What of an exported certificate does not agree with its block is named."""

import json
from dataclasses import replace

import pytest
from eth_utils.crypto import keccak

from abate.certificates import layout
from abate.certificates.document import CertificateDocument
from abate.certificates.verification import verify
from abate.errors import InputError, IntegrityError
from tests.library.certificates.made import BENEFICIARY, CERTIFICATES, CREDIT, ID, METHODOLOGY, compiled, make, without

LONG = "Three winters of cold showers, two summers without a car, and one very patient family."


@pytest.fixture(autouse=True)
def build(tmp_path, monkeypatch):
    monkeypatch.setenv("ABATE_BUILD", str(compiled(tmp_path)))


def refused(document, said):
    with pytest.raises(IntegrityError) as problem:
        verify(document, keccak(document.header))
    assert str(problem.value) == said


@pytest.mark.parametrize("statement", ["", "For my trip to Łódź", "x" * 31, "x" * 32, LONG])
def test_a_true_one_comes_out_of_its_file_as_it_was_and_is_genuine(statement):
    document = make(statement)
    again = CertificateDocument.read(json.loads(document.text()))

    assert again == document
    assert verify(again, keccak(document.header)).header.number == 5


def test_without_compiled_contracts_the_code_cannot_be_compared(tmp_path, monkeypatch):
    monkeypatch.setenv("ABATE_BUILD", str(tmp_path / "nothing"))
    document = make()
    with pytest.raises(InputError, match="no such compiled contract"):
        verify(document, keccak(document.header))


def test_other_code_is_named():
    said = f"the code at {CERTIFICATES} is not that of RetirementCertificate as it was compiled here"
    refused(make(code=b"\x60\x00"), said)


def test_certificates_of_another_oracle_are_named():
    document = make(oracle_of=CREDIT)
    refused(document, f"the certificates are not those of the oracle {document.oracle.proof.address}")


def test_a_certificate_that_the_block_does_not_have_is_named():
    refused(make(exists=False), f"there is no certificate {ID} in this block")


def test_a_batch_that_the_oracle_did_not_record_is_named():
    refused(make(recorded=False), "the oracle has no record of this batch 1 of 2013")


@pytest.mark.parametrize("slot", [layout.certificate_slot(ID), layout.statement_slot(ID)])
def test_a_lacking_proof_of_the_certificate_is_named(slot):
    document = make()
    lacking = replace(document, certificate=without(document.certificate, slot))
    refused(lacking, f"the file lacks the proof of slot {slot:#x}")


@pytest.mark.parametrize(
    "slot", [layout.methodology_slot(2013), layout.credit_slot(2013), *layout.record_slots(2013, METHODOLOGY)]
)
def test_a_lacking_proof_of_the_oracle_is_named(slot):
    document = make()
    refused(replace(document, oracle=without(document.oracle, slot)), f"the file lacks the proof of slot {slot:#x}")


def test_a_proof_of_something_else_is_named():
    other = layout.statement_slot(ID + 1)
    refused(make(beside=[other]), f"the file has a proof of slot {other:#x}, which is no part of this certificate")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("amount", 9_999, "amount is 9999 in the file, 1234 by the proof"),
        ("beneficiary", CREDIT, f"beneficiary is {CREDIT} in the file, {BENEFICIARY} by the proof"),
        ("statement", "For yours", "statement is For yours in the file, For my trip by the proof"),
        ("credit", BENEFICIARY, f"credit is {BENEFICIARY} in the file, {CREDIT} by the proof"),
        ("vintage", 2014, "vintage is 2014 in the file, 2013 by the proof"),
    ],
)
def test_a_changed_value_is_named_with_the_true_one(field, value, said):
    document = make()
    refused(replace(document, retirement=replace(document.retirement, **{field: value})), said)
