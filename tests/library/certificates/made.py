"""An exported certificate that is true of a state made here: two contracts of small code, their storage, a header."""

from __future__ import annotations

import json
from dataclasses import replace

import rlp
from eth_abi import encode
from eth_utils.crypto import keccak

from abate.certificates import layout
from abate.certificates.document import CertificateDocument, ProvenContract
from abate.certificates.state_proof import AccountProof
from abate.chain.certificate import Retirement
from abate.oracle.moment import Deployment
from abate.oracle.typed_data import Batch, signable
from tests.library.certificates.tries import header_of, proof_of, trie_of

CERTIFICATES = "0x5FbDB2315678afecb367f032d93F642f64180aa3"
ORACLE = "0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512"
CREDIT = "0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0"
BENEFICIARY = "0xCf7Ed3AccA5a467e9e704C703E8D87F634fB0Fc9"
ID, SYMBOL, AMOUNT, DAY = 20130000000001, "PCC13", 1_234, 15_887
SIGNERS, POSTED_AT = 0b111, 1_375_401_600
METHODOLOGY = keccak(b"methodology")
# PUSH32 <immutable>, and an opcode that tells one from the other
COMPILED = {"RetirementCertificate": b"\x7f" + bytes(32) + b"\x01", "EmissionOracle": b"\x7f" + bytes(32) + b"\x02"}


def compiled(folder):
    """The compiler's output of both contracts, in a folder."""
    (folder / "contracts").mkdir()
    for name, code in COMPILED.items():
        made = {"contractName": name, "abi": [], "bytecode": "", "deployedBytecode": code.hex(), "compiler": {}}
        (folder / "contracts" / f"{name}.json").write_text(json.dumps(made))
    return folder


def batch():
    hashes = ("factorSetHash", "root", "observationsHash", "evidenceHash", "operatorSetHash")
    return Batch(
        vintage=2013,
        sequence=1,
        through=1_375_315_200,
        methodologyId=METHODOLOGY,
        authorisedTotal=9_000,
        count=2,
        validUntil=2**40 - 1,
        **{name: keccak(name.encode()) for name in hashes},
    )


def slots_of(data, text):
    """What a text fills: its own slot, and for a long one those of the rest."""
    if len(text) <= layout.SHORT_TEXT:
        head = int.from_bytes(text.ljust(layout.SHORT_TEXT, b"\0") + bytes([2 * len(text)]), "big")
        return {data: head}
    head = 2 * len(text) + 1
    parts = [text[at : at + 32].ljust(32, b"\0") for at in range(0, len(text), 32)]
    slots = layout.text_slots(data, head)
    return {data: head, **{slot: int.from_bytes(part, "big") for slot, part in zip(slots, parts, strict=True)}}


def make(statement="For my trip", *, exists=True, oracle_of=ORACLE, code=None, recorded=True, beside=()):
    """A certificate that is proven whole, unless one of the arguments breaks it.

    Args:
        statement: on the certificate.
        exists: whether the contract has it.
        oracle_of: whose credits the contract's code says it retires.
        code: of the contract of the certificates, in place of the compiled one.
        recorded: whether the oracle has a record of the batch.
        beside: empty slots of the contract of the certificates that are proven too.
    """
    final = batch()
    packed = (final.sequence << 224) | (DAY << 208) | (AMOUNT << 160) | int(BENEFICIARY, 16)
    head = layout.statement_slot(ID)
    written = {layout.certificate_slot(ID): packed if exists else 0, **slots_of(head, statement.encode())}
    signed = signable(Deployment(0, ORACLE), final).body
    record = keccak(encode(["bytes32", "uint64", "uint40"], [signed, SIGNERS, POSTED_AT]))
    first, second = layout.record_slots(2013, METHODOLOGY)
    oracle_words = {
        layout.methodology_slot(2013): int.from_bytes(METHODOLOGY, "big"),
        layout.credit_slot(2013): int(CREDIT, 16),
        first: 0,
        second: int.from_bytes(record, "big") if recorded else 0,
    }
    codes = {
        CERTIFICATES: code
        or COMPILED["RetirementCertificate"].replace(bytes(32), int(oracle_of, 16).to_bytes(32, "big")),
        ORACLE: COMPILED["EmissionOracle"],
    }
    storage = {CERTIFICATES: {**written, **dict.fromkeys(beside, 0)}, ORACLE: oracle_words}
    tries = {
        where: trie_of({slot.to_bytes(32, "big"): rlp.encode(value) for slot, value in words.items() if value})
        for where, words in storage.items()
    }
    state = trie_of(
        {
            bytes.fromhex(where[2:]): rlp.encode([1, 0, trie.root_hash, keccak(codes[where])])
            for where, trie in tries.items()
        }
    )
    header = header_of(state)

    def proven(where):
        slots = {slot: proof_of(tries[where], slot.to_bytes(32, "big")) for slot in storage[where]}
        return ProvenContract(codes[where], AccountProof(where, proof_of(state, bytes.fromhex(where[2:])), slots))

    says = Retirement(CREDIT, 2013, 1, BENEFICIARY, AMOUNT, DAY * 86_400, METHODOLOGY, final.sequence, statement)
    return CertificateDocument(
        ID, SYMBOL, says, final, SIGNERS, POSTED_AT, header, proven(CERTIFICATES), proven(ORACLE)
    )


def without(contract, slot):
    """A proven contract without the proof of a slot."""
    storage = {each: nodes for each, nodes in contract.proof.storage.items() if each != slot}
    return replace(contract, proof=replace(contract.proof, storage=storage))
