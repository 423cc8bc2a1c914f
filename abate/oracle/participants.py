"""Whose figures make the batch: a quorum that showed them after the same roots. Nobody else can hold it up."""

from __future__ import annotations

from dataclasses import dataclass

from abate.errors import InputError, IntegrityError
from abate.files import read_json
from abate.oracle.folder import BatchFolder
from abate.oracle.moment import Moment
from abate.oracle.signed_roots import SignedRoot, observations_hash, read_roots
from abate.oracle.terms import OperatorSet, ascending_operators


@dataclass(frozen=True)
class Roots:
    """The roots that a batch is made of.

    Attributes:
        signed: one per operator, ascending.
        hash: ``observationsHash`` of the batch.
    """

    signed: list[SignedRoot]
    hash: bytes

    @property
    def operators(self) -> list[str]:
        """Whose they are, ascending."""
        return [one.operator for one in self.signed]


def roots_of(folder: BatchFolder, moment: Moment, operators: list[str]) -> Roots:
    """The roots of these operators.

    Raises:
        InputError: one has not signed a root yet.
        IntegrityError: a root is not valid, or is for another batch.
    """
    missing = [operator for operator in operators if not folder.root(operator).exists()]
    if missing:
        raise InputError(f"no root of {', '.join(missing)} yet", file=folder.path / "roots", mend="wait for it")
    signed = read_roots(folder, moment, ascending_operators(operators))
    return Roots(signed, observations_hash(signed))


def participants(folder: BatchFolder, moment: Moment, operator_set: OperatorSet) -> Roots:
    """The operators whose figures make the batch.

    Each operator says with its figures after which roots it showed them. As a quorum is more than half, at most one
    group of operators can be large enough; whoever showed figures later, or is not in force, is no part of the batch.

    Raises:
        InputError: fewer operators than the quorum have shown their figures.
        IntegrityError: they showed them after different roots, or somebody they counted on has not shown any.
    """
    found = [one for one in folder.operators_with("observations") if one in operator_set.operators]
    if len(found) < operator_set.quorum:
        raise InputError(
            f"{len(found)} of {len(operator_set.operators)} operators have shown their figures, "
            f"{operator_set.quorum} are needed",
            file=folder.path,
        )
    groups: dict[str, list[str]] = {}
    for operator in found:
        groups.setdefault(str(read_json(folder.observations(operator)[0]).get("observationsHash")), []).append(operator)
    seen, group = max(groups.items(), key=lambda item: len(item[1]))
    if len(group) < operator_set.quorum:
        told = "; ".join(f"{', '.join(members)} after {seen}" for seen, members in sorted(groups.items()))
        raise IntegrityError(f"the operators showed their figures after different roots: {told}")
    roots = roots_of(folder, moment, group)
    if "0x" + roots.hash.hex() != seen:
        raise IntegrityError(
            f"{', '.join(group)} counted on roots with the hash {seen}, those who showed their figures have "
            f"0x{roots.hash.hex()}; leave out who does not show any, and show yours again"
        )
    return roots
