"""Who is in force and who is not, and why; and who still has to do something for the next batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from abate.chain.oracle import EmissionOracle
from abate.chain.registry import BondTerms, Operator, OperatorRegistry
from abate.chain.times import moment
from abate.errors import InputError
from abate.oracle.folder import BatchFolder
from abate.oracle.onchain import Vintage

FOR_EVER: Final = 2**40 - 1
"""When a suspension ends that the owner has confirmed."""


@dataclass(frozen=True)
class Announced:
    """Operators who may take the place of those in force.

    Attributes:
        operators: all of them, ascending.
        quorum: signatures that a batch needs then.
        active_from: when they may be activated, unix seconds.
        until: when that is over, unix seconds.
    """

    operators: list[str]
    quorum: int
    active_from: int
    until: int


def announced(oracle: EmissionOracle, registry: OperatorRegistry, from_block: int) -> Announced | None:
    """The announced set; None where there is none.

    Args:
        oracle, registry: whose operators.
        from_block: a block before anything of them.
    """
    set_hash, active_from = registry.scheduled_operator_set()
    if not active_from:
        return None
    found = registry.events("OperatorSetScheduled", from_block, operatorSetHash=set_hash)
    return Announced(
        list(found[-1]["operators"]), found[-1]["quorum"], active_from, active_from + oracle.admission_delay()
    )


def operators_of(vintage: Vintage, registry: OperatorRegistry, known: Sequence[str], from_block: int) -> dict[str, str]:
    """Those in force, each other operator with the reason, and who is announced.

    Args:
        vintage: oracle and year.
        registry: the oracle's.
        known: operators, among whom all in force are.
        from_block: a block before anything of the oracle.
    """
    try:
        in_force, quorum = vintage.operator_set(known).operators, vintage.oracle.quorum()
    except InputError as problem:
        return {"operators in force": f"not told: {problem}"}
    terms, now = registry.bond_terms(), vintage.oracle.chain.now()
    rows = {"operators in force": f"{', '.join(in_force)}; {quorum} sign"}
    for one in known:
        if one not in in_force:
            rows[f"out of force: {one}"] = reason(registry.operator_of(one), terms, registry.is_ready(one), now)
    coming = announced(vintage.oracle, registry, from_block)
    rows["announced operators"] = (
        "none"
        if coming is None
        else f"{', '.join(coming.operators)}; {coming.quorum} sign; "
        + ("expired" if now >= coming.until else f"from {moment(coming.active_from)} to {moment(coming.until)}")
    )
    return rows


def reason(operator: Operator, terms: BondTerms, is_ready: bool, now: int) -> str:
    """Why an operator is out of force, and what ends it."""
    if operator.unbonded_at:
        return f"left; its bond is free from {moment(operator.unbonded_at)}"
    if operator.suspended_until == FOR_EVER:
        return "suspended by guardian and owner"
    if operator.suspended_until > now:
        return f"suspended until {moment(operator.suspended_until)}"
    if is_ready:
        return "ready: abate oracle join puts it in force"
    if operator.bond < terms.size:
        return f"bond {operator.bond} of {terms.size} base units: abate oracle top-up"
    return "not admitted by the owner"


def missing(vintage: Vintage, exchange: Path, operators: Sequence[str]) -> dict[str, str]:
    """Whose root, figures or signature the next batch still lacks.

    Args:
        vintage: oracle and year.
        exchange: the shared folder.
        operators: those in force.
    """
    pending, _ = vintage.oracle.pending_batch(vintage.year)
    if pending.sequence:
        return {"waiting for": "nobody: a batch is in its window"}
    folder = BatchFolder.numbered(exchange, vintage.year, vintage.oracle.last_sequence(vintage.year) + 1)
    rows = {}
    for what in ("roots", "observations", "signatures"):
        there = set(folder.operators_with(what))
        lacking = [one for one in operators if one not in there]
        rows[f"{what} missing from"] = ", ".join(lacking) or "nobody"
    return rows
