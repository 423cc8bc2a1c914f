"""The duty to say what happens to this operator itself; what is to be done about it, a person decides."""

from __future__ import annotations

from abate.chain.disputes import Dispute, DisputeStanding, DisputeState
from abate.chain.registry import Operator
from abate.daemon.look import Look
from abate.daemon.office import Office
from abate.daemon.words import Said
from abate.oracle.postings import Standing

OUT_OF_FORCE = ("bond", "suspended", "left", "out_of_force")
"""Kinds of asking for a person that end when the operator is in force again."""
RULINGS = {DisputeState.RULED_RIGHT: "right", DisputeState.RULED_WRONG: "wrong", DisputeState.RELEASED: "released"}


def stand(office: Office, look: Look) -> bool:
    """Tell of this operator's bond and suspension, of its batches that were proven wrong, and of rulings."""
    force(office, look)
    batches(office, look)
    for name, disputed, standing in look.disputes:
        if disputed.sequence >= look.final.sequence:
            ruling(office, look, name, disputed, standing)
    return False


def force(office: Office, look: Look) -> None:
    """Ask for a person where the operator is not in force; whoever was never admitted only watches."""
    if office.me in look.operator_set.operators:
        for kind in OUT_OF_FORCE:
            office.needs_nobody((), kind)
        return
    held, size = office.contracts.registry.operator_of(office.me), office.contracts.registry.bond_terms().size
    if not held.generation:
        return
    kind, command, reason = why_out(held, size, look.now)
    seconds = held.suspended_until - look.now if kind == "suspended" else None
    office.need_person((), kind, command=office.command(command), seconds=seconds, reason=reason)


def why_out(held: Operator, size: int, now: int) -> tuple[str, str, str]:
    """Why an operator is not in force: the kind, the step to take, and the reason in words."""
    if held.suspended_until > now:
        return "suspended", "status", "the guardian suspended this operator: is its key safe? ask why"
    if held.unbonded_at:
        return "left", "withdraw-bond", "this operator has left; if you did not do that, its key is stolen"
    if held.bond < size:
        return "bond", "top-up", "the bond is less than a whole one; find out what was signed before paying again"
    return "out_of_force", "join", "the bond is whole: it waits to be entered, or the owner admitted others"


def batches(office: Office, look: Look) -> None:
    """Ask for a person where a batch that this operator signed was proven wrong, or ruled so."""
    for one in look.postings:
        sequence = one.batch.sequence
        if one.standing is Standing.FAULTED and office.me in one.signed_by and sequence >= look.final.sequence:
            office.need_person(
                (one.record,), "own_batch_faulted", sequence=sequence, command=office.command("status"),
                reason="this operator signed a batch that was proven or ruled wrong: find out why, then top up",
            )  # fmt: skip


def ruling(office: Office, look: Look, name: bytes, disputed: Dispute, standing: DisputeStanding) -> None:
    """Tell how a dispute ended; ask for a person where a stake of this operator's waits to be taken."""
    sequence, staked = disputed.sequence, office.me in (disputed.disputer, standing.defender)
    if standing.state in RULINGS:
        command = office.command("withdraw-reward") if staked else None
        office.log.say_once(
            ("ruled", name), Said.RULED, sequence=sequence, kind=RULINGS[standing.state], command=command
        )
    elif standing.state is DisputeState.OPEN and look.now >= standing.ruling_by and staked:
        office.need_person(
            (name,), "no_ruling", sequence=sequence, command=office.command("release") + f" --dispute 0x{name.hex()}",
            reason="the arbiter did not rule in time: the batch stands, and both stakes can be taken back",
        )  # fmt: skip
