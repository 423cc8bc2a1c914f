"""A batch in the shared folder: leaves and sealed reports first, the batch itself last, so that all is there then."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from abate.errors import IntegrityError
from abate.files import json_text, read_bytes, read_json, write_atomically
from abate.oracle.derive import Draft
from abate.oracle.folder import BatchFolder
from abate.oracle.leaves import Leaves
from abate.oracle.moment import Deployment
from abate.oracle.salts import Role
from abate.oracle.sealing import new_file_salt, seal
from abate.oracle.shown import sealed_table
from abate.oracle.typed_data import Batch
from abate.oracle.words import Bytes, big_endian

FORMAT: Final = "abate-batch/1"


@dataclass(frozen=True)
class StoredDraft:
    """A batch as somebody laid it into the folder; nothing of it is believed yet.

    Attributes:
        batch: what is to be signed.
        operators: whose figures it is made of, as the file says.
        leaves: the leaves beside it.
    """

    batch: Batch
    operators: list[str]
    leaves: Leaves


def write_draft(folder: BatchFolder, draft: Draft) -> None:
    """Lay the batch into the folder, in place of an older draft."""
    write_atomically(folder.leaves, draft.leaves.to_parquet())
    file_salt = new_file_salt()
    accounts = draft.merged.figures.accounts
    sealed = seal(report_rows(draft), accounts, draft.keys, Role.SEALED_REPORT, file_salt)
    write_atomically(folder.reports, sealed_table(accounts, sealed))
    content = {
        "format": FORMAT,
        "chainId": draft.moment.deployment.chain_id,
        "oracle": draft.moment.deployment.oracle,
        "batch": json_message(draft.batch),
        "operators": draft.merged.operators,
        "leavesSha256": "0x" + hashlib.sha256(read_bytes(folder.leaves)).hexdigest(),
        "reportsFileSalt": "0x" + file_salt.hex(),
    }
    write_atomically(folder.batch, json_text(content))


def report_rows(draft: Draft) -> Bytes:
    """What is sealed per person: the opened report, without its salts."""
    figures = draft.merged.figures
    parts = [
        big_endian(figures.baseline),
        big_endian(figures.emissions),
        big_endian(figures.periods)[:, 6:],
        big_endian(draft.gross),
    ]
    for words, digests in zip(draft.merged.words, draft.merged.digests, strict=True):
        parts += [words, digests]
    return np.concatenate(parts, axis=1)


def read_batch(folder: BatchFolder, deployment: Deployment) -> tuple[Batch, dict[str, Any]]:
    """The batch alone, and everything else in its file.

    Raises:
        InputError: no batch has been laid into the folder.
        IntegrityError: the file is no batch of this deployment.
    """
    content = read_json(folder.batch)
    return batch_in(content, deployment), content


def batch_in(content: dict[str, Any], deployment: Deployment) -> Batch:
    """The batch in the content of its file.

    Raises:
        IntegrityError: it is no batch of this deployment.
    """
    try:
        if content["format"] != FORMAT:
            raise ValueError(f"the format is {content['format']}")
        if (content["chainId"], content["oracle"]) != (deployment.chain_id, deployment.oracle):
            raise ValueError(f"it is for {content['oracle']} on chain {content['chainId']}")
        return parse_message(content["batch"])
    except (KeyError, TypeError, ValueError) as problem:
        raise IntegrityError(f"batch.json is not a batch of this deployment: {problem}") from None


def read_draft(folder: BatchFolder, deployment: Deployment) -> StoredDraft:
    """The batch and its leaves.

    Raises:
        InputError: no batch has been laid into the folder.
        IntegrityError: the files are no batch of this deployment, or do not belong together.
    """
    batch, content = read_batch(folder, deployment)
    packed = read_bytes(folder.leaves)
    found = "0x" + hashlib.sha256(packed).hexdigest()
    if content.get("leavesSha256") != found:
        raise IntegrityError(f"the table of leaves hashes to {found}, the batch names {content.get('leavesSha256')}")
    return StoredDraft(batch, list(content.get("operators", [])), Leaves.from_parquet(packed))


def json_message(batch: Batch) -> dict[str, Any]:
    """The batch as JSON: bytes as hexadecimal, the total as text since it may not fit other tools' numbers."""
    message = {
        name: "0x" + value.hex() if isinstance(value, bytes) else value for name, value in batch.message().items()
    }
    return {**message, "authorisedTotal": str(batch.authorisedTotal)}


def parse_message(message: dict[str, Any]) -> Batch:
    """The reverse of ``json_message``."""
    values: dict[str, Any] = {
        field["name"]: bytes.fromhex(message[field["name"]].removeprefix("0x"))
        if field["type"] == "bytes32"
        else int(message[field["name"]])
        for field in Batch.FIELDS
    }
    if any(len(value) != 32 for value in values.values() if isinstance(value, bytes)):
        raise ValueError("a hash does not have 32 bytes")
    return Batch(**values)
