"""Signed observation roots in the shared folder: each operator binds itself before it sees another's figures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from eth_account.signers.local import LocalAccount

from abate.errors import IntegrityError
from abate.files import PRIVATE, json_text, read_json, write_atomically
from abate.merkle.keccak import keccak256
from abate.oracle.folder import BatchFolder
from abate.oracle.moment import Deployment, Moment
from abate.oracle.typed_data import Batch, ObservationRoot, sign, signer_of

FORMAT: Final = "abate-observation-root/1"


@dataclass(frozen=True)
class SignedRoot:
    """An operator's commitment with its signature, checked."""

    operator: str
    root: ObservationRoot
    signature: bytes


def publish_root(
    folder: BatchFolder, deployment: Deployment, root: ObservationRoot, key: LocalAccount, state: Path
) -> SignedRoot:
    """Sign the root and lay it into the folder; the same root again changes nothing.

    What was signed is kept in the operator's own state folder first: whoever can write to the shared one could take a
    root away, have another one signed, and take a slice for the two.

    Raises:
        IntegrityError: the operator has signed another root for this batch, which must never happen.
    """
    kept = state / key.address / f"{folder.path.name}-root.json"
    laid = folder.root(key.address)
    for file in (kept, laid):
        if file.exists():
            earlier = read_file(file, deployment, key.address)
            if earlier.root != root:
                raise IntegrityError(
                    f"{key.address} has already signed another root for batch {root.sequence} of {root.vintage}: "
                    f"0x{earlier.root.root.hex()}, now 0x{root.root.hex()}"
                )
    signed = SignedRoot(key.address, root, sign(deployment, root, key))
    content = json_text(as_json(deployment, signed))
    if not kept.exists():
        write_atomically(kept, content, PRIVATE)
    if not laid.exists():
        write_atomically(laid, content)
    return signed


def read_root(folder: BatchFolder, deployment: Deployment, operator: str) -> SignedRoot:
    """One operator's root.

    Raises:
        IntegrityError: it is for another deployment or batch, or not signed by that operator.
        InputError: the file cannot be read.
    """
    return read_file(folder.root(operator), deployment, operator)


def read_file(file: Path, deployment: Deployment, operator: str) -> SignedRoot:
    """One operator's root from a file; raises as ``read_root``."""
    signed = parse(read_json(file), deployment, file)
    if signed.operator != operator:
        raise IntegrityError(f"{file.name} holds a root of {signed.operator}")
    signer = signer_of(deployment, signed.root, signed.signature)
    if signer != operator:
        raise IntegrityError(f"the root in {file.name} is signed by {signer}, not by {operator}")
    return signed


def read_roots(folder: BatchFolder, moment: Moment, operators: list[str]) -> list[SignedRoot]:
    """The roots of the given operators, in ascending order of their addresses.

    Raises:
        IntegrityError: one is not valid, or is for another batch.
    """
    roots = [read_root(folder, moment.deployment, operator) for operator in sorted(operators, key=str.lower)]
    for signed in roots:
        root = signed.root
        if (root.vintage, root.sequence, root.through) != (moment.vintage, moment.sequence, moment.through):
            raise IntegrityError(
                f"{signed.operator} observed batch {root.sequence} of {root.vintage} through {root.through}, "
                f"not {moment.sequence} of {moment.vintage} through {moment.through}"
            )
    return roots


def observations_hash(roots: list[SignedRoot]) -> bytes:
    """``observationsHash`` of the batch: keccak256 over six words for each operator, ascending.

    They are operator, root, evidence hash, count and the signature's two halves: with the batch's own fields all that
    was signed, so that a contract can check each signature.
    """
    return keccak256(b"".join(words_of(signed) for signed in roots))


def words_of(signed: SignedRoot) -> bytes:
    """The six words of one operator's root."""
    root = signed.root
    who = bytes(12) + bytes.fromhex(signed.operator[2:])
    return who + root.root + root.evidenceHash + root.count.to_bytes(32, "big") + signed.signature


def evidence_hash(roots: list[SignedRoot]) -> bytes:
    """``evidenceHash`` of the batch: keccak256 over the operators' evidence hashes, ascending by operator."""
    return keccak256(b"".join(signed.root.evidenceHash for signed in roots))


def root_for(batch: Batch, signed: SignedRoot) -> ObservationRoot:
    """What an operator must have signed for its root to be one of this batch: as a contract rebuilds it."""
    kept = {name: getattr(batch, name) for name in ("vintage", "sequence", "through", "methodologyId", "factorSetHash")}
    return ObservationRoot(
        **kept, root=signed.root.root, evidenceHash=signed.root.evidenceHash, count=signed.root.count
    )


def as_json(deployment: Deployment, signed: SignedRoot) -> dict[str, Any]:
    """The file's content."""
    message = {
        name: "0x" + value.hex() if isinstance(value, bytes) else value for name, value in signed.root.message().items()
    }
    return {
        "format": FORMAT,
        "chainId": deployment.chain_id,
        "oracle": deployment.oracle,
        "operator": signed.operator,
        "observationRoot": message,
        "signature": "0x" + signed.signature.hex(),
    }


def parse(content: dict[str, Any], deployment: Deployment, file: Path) -> SignedRoot:
    """The reverse of ``as_json``; the signature is not checked here.

    Raises:
        IntegrityError: not such a file, or of another deployment.
    """
    try:
        if content["format"] != FORMAT:
            raise ValueError(f"the format is {content['format']}")
        if (content["chainId"], content["oracle"]) != (deployment.chain_id, deployment.oracle):
            raise ValueError(f"it is for {content['oracle']} on chain {content['chainId']}")
        message = content["observationRoot"]
        values: dict[str, Any] = {
            field["name"]: bytes.fromhex(message[field["name"]][2:])
            if field["type"] == "bytes32"
            else int(message[field["name"]])
            for field in ObservationRoot.FIELDS
        }
        return SignedRoot(content["operator"], ObservationRoot(**values), bytes.fromhex(content["signature"][2:]))
    except (KeyError, TypeError, ValueError) as problem:
        raise IntegrityError(f"{file.name} is not a signed root of this deployment: {problem}") from None
