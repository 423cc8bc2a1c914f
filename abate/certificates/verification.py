"""Verifying an exported certificate offline: from the file and a block's hash that the verifier trusts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from eth_abi.abi import encode
from eth_utils.crypto import keccak

from abate.certificates.document import CertificateDocument, ProvenContract
from abate.certificates.layout import (
    certificate_slot,
    credit_slot,
    methodology_slot,
    record_slots,
    statement_slot,
    text_of,
    text_slots,
)
from abate.certificates.state_proof import Header, ProvenAccount, checksummed, prove
from abate.certificates.text import day_text, hex_text
from abate.chain.artefacts import load_artefact
from abate.chain.certificate import vintage_of
from abate.deploy.code import immutable_values, is_same_code
from abate.errors import IntegrityError
from abate.oracle.moment import Deployment
from abate.oracle.typed_data import signable

DAY: Final = 86_400


@dataclass(frozen=True)
class Verified:
    """What was proven, and against which block.

    Attributes:
        document: the certificate; every value of it was compared with the proof.
        header: the block.
    """

    document: CertificateDocument
    header: Header


def verify(document: CertificateDocument, block_hash: bytes) -> Verified:
    """Hold an exported certificate against a block.

    Args:
        document: the certificate.
        block_hash: hash of the block that the verifier trusts.

    Raises:
        IntegrityError: the first thing that does not agree, with both values.
        InputError: the contracts were not compiled here, so that their code cannot be compared.
    """
    header = Header.of(document.header)
    _same("hash of the block", hex_text(header.hash), hex_text(block_hash))
    certificate = _proven(header, document.certificate, "RetirementCertificate")
    oracle = _proven(header, document.oracle, "EmissionOracle")
    _check_link(document)
    _check_certificate(document, certificate)
    _check_vintage(document, oracle)
    _check_batch(document, oracle)
    return Verified(document, header)


def _proven(header: Header, contract: ProvenContract, name: str) -> ProvenAccount:
    proven = prove(header, contract.proof)
    _same(f"hash of the code of {name}", hex_text(keccak(contract.code)), hex_text(proven.code_hash))
    if not is_same_code(load_artefact(name).deployed_bytecode, contract.code):
        raise IntegrityError(f"the code at {contract.proof.address} is not that of {name} as it was compiled here")
    return proven


def _check_link(document: CertificateDocument) -> None:
    """That the certificates' contract was made for this oracle: its address is an immutable in the code."""
    compiled = load_artefact("RetirementCertificate").deployed_bytecode
    immutables = immutable_values(compiled, document.certificate.code)
    oracle = document.oracle.proof.address
    if int(oracle, 16) not in immutables:
        raise IntegrityError(f"the certificates are not those of the oracle {oracle}")


def _check_certificate(document: CertificateDocument, proven: ProvenAccount) -> None:
    says = document.retirement
    head_slot = statement_slot(document.id)
    head = _word(proven, head_slot)
    slots = text_slots(head_slot, head)
    _same_slots(document.certificate, [certificate_slot(document.id), head_slot, *slots])
    word = _word(proven, certificate_slot(document.id))
    if word == 0:
        raise IntegrityError(f"there is no certificate {document.id} in this block")
    statement = text_of(head, [_word(proven, slot) for slot in slots])
    _same("beneficiary", says.beneficiary, checksummed(word))
    _same("amount", says.amount, (word >> 160) & (2**48 - 1))
    _same("retiredOn", day_text(says.retired_on), day_text(((word >> 208) & (2**16 - 1)) * DAY))
    _same("sequence of the final batch", document.batch.sequence, word >> 224)
    _same("statement", says.statement, statement.decode())
    _same("vintage", says.vintage, vintage_of(document.id))
    _same("symbol", document.symbol, f"PCC{says.vintage % 100:02d}")


def _check_vintage(document: CertificateDocument, proven: ProvenAccount) -> None:
    says = document.retirement
    slots = [methodology_slot(says.vintage), credit_slot(says.vintage)]
    _same_slots(document.oracle, [*slots, *record_slots(says.vintage, says.methodology_id)])
    methodology, credit = (_word(proven, slot) for slot in slots)
    _same("methodologyId", hex_text(says.methodology_id), f"{methodology:#066x}")
    _same("credit", says.credit, checksummed(credit))


def _check_batch(document: CertificateDocument, proven: ProvenAccount) -> None:
    says, batch = document.retirement, document.batch
    _same("vintage of the final batch", batch.vintage, says.vintage)
    _same("methodologyId of the final batch", hex_text(batch.methodologyId), hex_text(says.methodology_id))
    # the hash of the struct alone, whatever the domain
    batch_hash = signable(Deployment(0, document.oracle.proof.address), batch).body
    record = keccak(encode(["bytes32", "uint64", "uint40"], [batch_hash, document.signers, document.posted_at]))
    records = [_word(proven, slot) for slot in record_slots(says.vintage, says.methodology_id)]
    if int.from_bytes(record, "big") not in records:
        raise IntegrityError(f"the oracle has no record of this batch {batch.sequence} of {batch.vintage}")


def _word(proven: ProvenAccount, slot: int) -> int:
    if slot not in proven.words:
        raise IntegrityError(f"the file lacks the proof of slot {slot:#x}")
    return proven.words[slot]


def _same_slots(contract: ProvenContract, expected: list[int]) -> None:
    """No proof more than what is compared: whatever stands in the file was verified."""
    surplus = set(contract.proof.storage) - set(expected)
    if surplus:
        raise IntegrityError(f"the file has a proof of slot {min(surplus):#x}, which is no part of this certificate")


def _same(what: str, given: object, proven: object) -> None:
    if given != proven:
        raise IntegrityError(f"{what} is {given} in the file, {proven} by the proof")
