"""Looking at every batch that can still be proven wrong: what is provable, and what is wrong without a proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from abate.chain.challenges import BatchChallenges
from abate.enrolment import Enrolment
from abate.errors import AbateError
from abate.oracle.case import Case
from abate.oracle.faults import Fault, faults_of
from abate.oracle.folder import BatchFolder
from abate.oracle.onchain import Vintage
from abate.oracle.postings import PROVABLE, Posting
from abate.oracle.terms import Terms
from abate.oracle.two_roots import two_roots


@dataclass(frozen=True)
class Findings:
    """What was found in one batch.

    Attributes:
        posting: the batch.
        faults: what can be proven, the cheapest proof first; one of them is enough to make the batch fall.
        closed: leaves whose reports the files do not open.
        remarks: what is wrong or missing without being provable, one line each; nothing personal.
    """

    posting: Posting
    faults: list[Fault]
    closed: int
    remarks: list[str]


def examine(vintage: Vintage, exchange: Path, posting: Posting, enrolment: Enrolment, terms: Terms) -> Findings:
    """Look for every fault of one batch.

    Args:
        vintage: oracle and year.
        exchange: the operators' shared folder.
        posting: the batch as the chain has it.
        enrolment: the keys that open reports.
        terms: what figures are worth in the vintage.
    """
    folder = BatchFolder.numbered(exchange, posting.batch.vintage, posting.batch.sequence)
    case = Case(folder, vintage.deployment, posting, enrolment, terms)
    try:
        faults = faults_of(case)
    except AbateError as problem:
        return Findings(posting, [], 0, [str(problem)])
    return Findings(posting, faults, case.closed, remarks(case))


def remarks(case: Case) -> list[str]:
    """What is wrong and no proof takes: for the guardian, who can revoke the batch, and for the owner."""
    batch, told = case.posting.batch, []
    if batch.authorisedTotal != case.leaves.authorised_total:
        told.append(f"authorisedTotal is {batch.authorisedTotal}, the marks sum to {case.leaves.authorised_total}")
    if batch.count != len(case.leaves):
        told.append(f"count is {batch.count}, there are {len(case.leaves)} leaves")
    if not case.roots:
        told.append("the roots that the batch names are not in the folder")
    for place, signed in enumerate(case.roots):
        if place not in case.observed:
            told.append(f"the figures of {signed.operator} cannot be opened, or are not those that it signed")
    return told


def examine_all(
    vintage: Vintage, exchange: Path, postings: Sequence[Posting], enrolment: Enrolment, terms: Terms
) -> list[Findings]:
    """Look at every batch that can still be proven wrong, the newest first."""
    provable = [posting for posting in reversed(postings) if posting.standing in PROVABLE]
    return [examine(vintage, exchange, posting, enrolment, terms) for posting in provable]


def double_signers(
    vintage: Vintage,
    challenges: BatchChallenges,
    from_block: int,
    known: Sequence[str],
    files: Iterable[Path],
) -> list[tuple[Fault, int]]:
    """Operators who signed two roots for one batch and were not slashed for it yet, and that batch's number.

    Args:
        vintage: oracle and year.
        challenges: the oracle's.
        from_block: a block before anything of the oracle.
        known: operators, among whom all in force are.
        files: signed roots from wherever they came.
    """
    events = challenges.events("TwoRootsProven", from_block, vintage=vintage.year)
    proven = {(event["operator"], event["sequence"]) for event in events}
    found = two_roots(files, vintage.deployment, vintage.year, lambda: vintage.operator_set(known).operators)
    return [(fault, sequence) for fault, sequence in found if (fault.operator, sequence) not in proven]


def root_files(exchange: Path, state: Path, vintage: int) -> list[Path]:
    """Signed roots of a vintage: those in the shared folder now, and those that this operator saw there before."""
    return [*exchange.glob(f"{vintage}-*/roots/0x*.json"), *(state / "roots").glob(f"{vintage}-*/0x*.json")]
