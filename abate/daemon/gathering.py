"""Whose figures a batch is made of, as far as the exchange shows it yet; operators come to agree without talking."""

from __future__ import annotations

from collections.abc import Sequence

from abate.errors import AbateError
from abate.files import read_json
from abate.oracle.draft_files import read_batch
from abate.oracle.folder import BatchFolder
from abate.oracle.moment import Deployment, Moment
from abate.oracle.participants import Roots, participants
from abate.oracle.signatures import Signature, read_signatures
from abate.oracle.signed_roots import read_roots
from abate.oracle.terms import OperatorSet
from abate.oracle.typed_data import Batch


def with_roots(folder: BatchFolder, moment: Moment, operators: Sequence[str]) -> list[str]:
    """Those of the operators whose valid root for this very batch is there."""
    found = []
    for operator in operators:
        try:
            read_roots(folder, moment, [operator])
        except AbateError:
            continue
        found.append(operator)
    return found


def with_figures(folder: BatchFolder, operators: Sequence[str]) -> list[str]:
    """Those of the operators who have shown their figures."""
    return [one for one in operators if all(file.exists() for file in folder.observations(one))]


def group(folder: BatchFolder, moment: Moment, operator_set: OperatorSet) -> Roots | None:
    """The quorum that showed its figures after the same roots, all of them; None as long as there is none."""
    try:
        found = participants(folder, moment, operator_set)
    except AbateError:
        return None
    return found if with_figures(folder, found.operators) == found.operators else None


def whose_figures(
    folder: BatchFolder, moment: Moment, operators: Sequence[str], roots_late: bool, figures_late: bool
) -> list[str] | None:
    """After whose roots an operator shows its figures now; None where it still waits.

    All come to the same answer once they see the same files: first everybody, then whoever laid a root in time, then
    whoever showed figures. What an operator said about the roots it saw can be brought up to date.

    Args:
        folder: of the batch.
        moment: which batch.
        operators: in force, ascending.
        roots_late: those whose roots are missing had time enough.
        figures_late: those whose figures are missing had time enough, too.
    """
    present = with_roots(folder, moment, operators)
    if len(present) < len(operators) and not roots_late:
        return None
    return with_figures(folder, present) if figures_late else present


def said_by(folder: BatchFolder, operator: str) -> list[str] | None:
    """After whose roots an operator says that it showed its figures; None where it has not shown any."""
    description = folder.observations(operator)[0]
    if not description.exists():
        return None
    try:
        return list(read_json(description).get("operators", []))
    except AbateError:
        return None


def draft_in(folder: BatchFolder, deployment: Deployment) -> Batch | None:
    """The batch that lies in the folder; None where none can be read."""
    try:
        return read_batch(folder, deployment)[0]
    except AbateError:
        return None


def signed_in(folder: BatchFolder, deployment: Deployment, batch: Batch, operator_set: OperatorSet) -> list[Signature]:
    """The valid signatures of it."""
    return read_signatures(folder, deployment, batch, operator_set).valid
