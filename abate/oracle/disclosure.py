"""One person's opened report: what the operators saw and credited, with which the person can prove it to anybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np
from eth_utils.address import to_checksum_address

from abate.enrolment import Enrolment
from abate.errors import InputError, IntegrityError
from abate.files import read_bytes
from abate.merkle import verify
from abate.oracle.draft_files import read_batch, read_draft
from abate.oracle.folder import BatchFolder
from abate.oracle.moment import Deployment, Moment
from abate.oracle.report import evidence_hashes, numbers_hashes, report_hashes, sources_hashes
from abate.oracle.salts import Role, batch_keys, salts
from abate.oracle.sealing import unseal
from abate.oracle.shown import read_sealed, whole
from abate.oracle.words import WORD, Bytes, rows_of

FORMAT: Final = "abate-report/1"
FIGURES: Final = 8 + 8 + 2 + 8
"""Bytes of a sealed report before the operators' words: baseline, emissions, periods, gross credits."""
EACH: Final = 2 * WORD
"""Bytes of a sealed report for each operator: its observation and its evidence."""


@dataclass(frozen=True)
class Disclosure:
    """An opened report, checked against itself.

    Attributes:
        deployment: whose batch.
        vintage: the year.
        sequence: number of the batch in it.
        root: the root of which the account's leaf was found to be part.
        account: with checksum.
        credits: base units to date.
    """

    deployment: Deployment
    vintage: int
    sequence: int
    root: bytes
    account: str
    credits: int


def disclose(folder: BatchFolder, deployment: Deployment, enrolment: Enrolment, person: str) -> dict[str, Any]:
    """Open one person's report of a batch; everybody else's stays closed.

    Args:
        folder: of the batch.
        deployment: where the batch was posted.
        enrolment: holds the person's key.
        person: as the enrolment names them.

    Returns:
        the document for the person, checked with ``read_disclosure``.

    Raises:
        InputError: nobody of that name is enrolled, or was when the batch was made.
        IntegrityError: the files do not belong together.
    """
    account = enrolment.account_of(person)
    stored, (batch, described) = read_draft(folder, deployment), read_batch(folder, deployment)
    packed = bytes.fromhex(account[2:])
    row = stored.leaves.rows().get(packed)
    if row is None or int(stored.leaves.since[row]) != batch.sequence:
        raise InputError(f"batch {batch.sequence} of {batch.vintage} has no report of this person")
    key = enrolment.people.filter(enrolment.people["account"] == account)["key"][0]
    moment = Moment(deployment, batch.vintage, batch.sequence, batch.through)
    keys = batch_keys(rows_of([key], WORD), moment)
    accounts, sealed = read_sealed(read_bytes(folder.reports), "the reports")
    mine = np.flatnonzero(np.all(accounts == np.frombuffer(packed, dtype=np.uint8), axis=1))
    if len(mine) != 1:
        raise InputError(f"batch {batch.sequence} of {batch.vintage} keeps no report of this person any more")
    file_salt = bytes.fromhex(str(described.get("reportsFileSalt", ""))[2:])
    opened = unseal([sealed[mine[0]]], accounts[mine], keys, Role.SEALED_REPORT, file_salt)
    baseline, emissions = (int(whole(opened[:, start : start + 8])[0]) for start in (0, 8))
    words = opened[0, FIGURES:].tobytes()
    parts = [words[start : start + WORD] for start in range(0, len(words), WORD)]
    salt = {role: "0x" + salts(keys, role)[0].tobytes().hex() for role in (Role.NUMBERS, Role.SOURCES, Role.EVIDENCE)}
    document = {
        "format": FORMAT,
        "chainId": deployment.chain_id,
        "oracle": deployment.oracle,
        "vintage": batch.vintage,
        "sequence": batch.sequence,
        "through": batch.through,
        "account": account,
        "credits": int(stored.leaves.credits[row]),
        "operators": stored.operators,
        "numbers": {
            "salt": salt[Role.NUMBERS],
            "baseline": baseline,
            "emissions": emissions,
            "periods": int(whole(opened[:, 16:18])[0]),
            "observations": ["0x" + part.hex() for part in parts[::2]],
        },
        "sources": {
            "salt": salt[Role.SOURCES],
            "nullifiers": ["0x" + one.hex() for one in stored.leaves.nullifiers[row]],
        },
        "evidence": {"salt": salt[Role.EVIDENCE], "digests": ["0x" + part.hex() for part in parts[1::2]]},
        "proof": ["0x" + node.hex() for node in stored.leaves.tree.proof(row)],
    }
    read_disclosure(document, batch.root)
    return document


def read_disclosure(document: dict[str, Any], root: bytes) -> Disclosure:
    """Check an opened report: its three parts hash to the report, and the report's leaf leads to the root.

    Args:
        document: what ``disclose`` made.
        root: of the batch, from a source that the reader trusts: the chain.

    Raises:
        IntegrityError: not such a document, or something in it was changed.
    """
    try:
        if document["format"] != FORMAT:
            raise ValueError(f"the format is {document['format']}")
        deployment = Deployment(int(document["chainId"]), document["oracle"])
        account, credits = to_checksum_address(document["account"]), int(document["credits"])
        report, proof = hash_of(document, credits), [word(node) for node in document["proof"]]
        found = Disclosure(deployment, int(document["vintage"]), int(document["sequence"]), root, account, credits)
    except (KeyError, TypeError, ValueError, OverflowError, InputError) as problem:
        raise IntegrityError(f"this is no opened report: {problem}") from None
    if not verify(root, account, credits, report, proof):
        raise IntegrityError(f"this report of {account} is not part of the batch with the root 0x{root.hex()}")
    return found


def hash_of(document: dict[str, Any], credits: int) -> bytes:
    """The report hash of the document's three parts."""
    numbers, sources, evidence = document["numbers"], document["sources"], document["evidence"]
    nullifiers = [word(one) for one in sources["nullifiers"]]
    observations, digests = ([column(one) for one in part] for part in (numbers["observations"], evidence["digests"]))
    baseline, emissions, periods, earned = (
        np.array([int(value)], dtype=np.uint64)
        for value in (numbers["baseline"], numbers["emissions"], numbers["periods"], credits)
    )
    hashed = report_hashes(
        numbers_hashes(column(numbers["salt"]), baseline, emissions, periods, earned, observations),
        sources_hashes(
            column(sources["salt"]),
            rows_of(nullifiers, WORD).reshape(1, len(nullifiers), WORD),
            np.array([len(nullifiers)], dtype=np.uint64),
        ),
        evidence_hashes(column(evidence["salt"]), digests),
    )
    return cast(bytes, hashed[0].tobytes())


def word(text: str) -> bytes:
    """32 bytes from their hexadecimal text.

    Raises:
        ValueError: it is something else.
    """
    value = bytes.fromhex(text.removeprefix("0x"))
    if len(value) != WORD:
        raise ValueError(f"{text!r} does not have {WORD} bytes")
    return value


def column(text: str) -> Bytes:
    """One word as a column of one person."""
    return rows_of([word(text)], WORD)
