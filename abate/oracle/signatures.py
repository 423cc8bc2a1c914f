"""Signatures of a batch in the shared folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from eth_account.signers.local import LocalAccount

from abate.errors import AbateError, InputError, IntegrityError
from abate.files import json_text, read_json, write_atomically
from abate.oracle.folder import BatchFolder
from abate.oracle.moment import Deployment
from abate.oracle.terms import OperatorSet
from abate.oracle.typed_data import Batch, digest, sign, signer_of

FORMAT: Final = "abate-batch-signature/1"


@dataclass(frozen=True)
class Signature:
    """One operator's signature of a batch, 64 bytes (EIP-2098)."""

    operator: str
    signature: bytes


@dataclass(frozen=True)
class Signatures:
    """What operators in force laid into the folder.

    Attributes:
        valid: signatures of the batch, ascending by operator.
        refused: operator to what is wrong with its file.
    """

    valid: list[Signature]
    refused: dict[str, str]


def publish_signature(
    folder: BatchFolder, deployment: Deployment, batch: Batch, key: LocalAccount, now: int
) -> Signature:
    """Sign the batch, once it was verified, and lay the signature into the folder.

    Raises:
        IntegrityError: this operator signed another batch with the same number, and that one can still be posted.
    """
    file = folder.signature(key.address)
    signed = "0x" + digest(deployment, batch).hex()
    if file.exists():
        earlier = read_json(file)
        if earlier.get("digest") != signed and earlier.get("validUntil", now) >= now:
            raise IntegrityError(f"{key.address} has already signed another batch {batch.sequence} of {batch.vintage}")
    signature = Signature(key.address, sign(deployment, batch, key))
    content = {
        "format": FORMAT,
        "operator": key.address,
        "digest": signed,
        "validUntil": batch.validUntil,
        "signature": "0x" + signature.signature.hex(),
    }
    write_atomically(file, json_text(content))
    return signature


def read_signatures(folder: BatchFolder, deployment: Deployment, batch: Batch, operator_set: OperatorSet) -> Signatures:
    """The signatures that operators in force laid into the folder; others' files count for nothing."""
    valid: list[Signature] = []
    refused: dict[str, str] = {}
    signed = set(folder.operators_with("signatures"))
    for operator in operator_set.operators:
        if operator not in signed:
            continue
        try:
            valid.append(read_signature(folder, deployment, batch, operator))
        except AbateError as problem:
            refused[operator] = str(problem)
    return Signatures(valid, refused)


def read_signature(folder: BatchFolder, deployment: Deployment, batch: Batch, operator: str) -> Signature:
    """One operator's signature of this batch.

    Raises:
        InputError: the file cannot be read.
        IntegrityError: it is of another batch, or another key.
    """
    content = read_json(folder.signature(operator))
    try:
        signature = bytes.fromhex(content["signature"].removeprefix("0x"))
    except (KeyError, AttributeError, ValueError):
        raise IntegrityError(f"{operator}.json holds no signature") from None
    signer = signer_of(deployment, batch, signature)
    if signer != operator:
        raise IntegrityError(f"the signature in {operator}.json is of another batch, or of {signer}")
    return Signature(operator, signature)


def quorum_of(signatures: Signatures, operator_set: OperatorSet) -> list[Signature]:
    """As many signatures as the quorum needs, ascending; more only cost gas.

    Raises:
        InputError: too few operators have signed.
        IntegrityError: too few, and among what lies there is something that is no signature of this batch.
    """
    if len(signatures.valid) >= operator_set.quorum:
        return signatures.valid[: operator_set.quorum]
    few = f"{len(signatures.valid)} operators have signed, {operator_set.quorum} are needed"
    if signatures.refused:
        raise IntegrityError("; ".join([few, *signatures.refused.values()]))
    raise InputError(few)
