"""A person's own opened reports: each checked against its proof and the root that the chain has of its batch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from abate.deploy.record import Deployment
from abate.errors import InputError, IntegrityError
from abate.files import read_json
from abate.oracle.disclosure import read_disclosure
from abate.records.batches import Batches


@dataclass(frozen=True)
class Opened:
    """What one report says: grams and months of the vintage through a moment.

    Attributes:
        sequence: number of its batch.
        through: unix seconds, the end of what it covers.
        baseline, emissions: grams, vintage to date.
        periods: months that count.
        credits: base units, vintage to date.
    """

    sequence: int
    through: int
    baseline: int
    emissions: int
    periods: int
    credits: int


def opened_reports(folder: Path, deployment: Deployment, batches: Batches, account: str) -> list[Opened]:
    """Read every ``*.json`` of a folder.

    Args:
        folder: with files that ``abate oracle disclose`` wrote.
        deployment: whose batches they must be of.
        batches: what the chain says of them.
        account: whose they must be.

    Returns:
        the reports, by their batch.

    Raises:
        InputError: no reports there, or one is of another account, another deployment, or a batch that fell.
        IntegrityError: a report is not part of the batch that it names.
    """
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not files:
        raise InputError("no opened reports", file=folder, mend="an operator writes them: abate oracle disclose")
    found = {}
    for file in files:
        one = _opened(file, deployment, batches, account)
        found[one.sequence] = one
    return [found[sequence] for sequence in sorted(found)]


def _opened(file: Path, deployment: Deployment, batches: Batches, account: str) -> Opened:
    document = read_json(file)
    try:
        sequence, vintage, through = (int(document[name]) for name in ("sequence", "vintage", "through"))
        here = (int(document["chainId"]), str(document["oracle"]).lower())
    except (KeyError, TypeError, ValueError):
        raise IntegrityError(f"{file}: this is no opened report") from None
    if here != (deployment.chain_id, deployment.address("oracle").lower()) or vintage != deployment.vintage:
        raise InputError("this report is of another deployment or vintage", file=file)
    if sequence not in batches.roots:
        raise InputError(f"the oracle has no batch {sequence} of {vintage}", file=file)
    if sequence in batches.fallen:
        raise InputError(f"batch {sequence} was revoked or proven wrong", file=file, mend="take the report out")
    try:
        checked = read_disclosure(document, batches.roots[sequence])
    except IntegrityError as problem:
        raise IntegrityError(f"{file}: {problem}") from None
    if checked.account != account:
        raise InputError(f"this report is of {checked.account}, not of {account}", file=file)
    numbers = document["numbers"]
    return Opened(
        sequence=sequence,
        through=through,
        baseline=int(numbers["baseline"]),
        emissions=int(numbers["emissions"]),
        periods=int(numbers["periods"]),
        credits=checked.credits,
    )
