"""``abate oracle challenge``: find what can be proven against posted batches, and prove it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from abate.cli.oracle_place import ENROLMENT, OPERATOR, PROGRAMME, Place, options
from abate.cli.session import FILE, wallet_options
from abate.oracle.challenge import Challenger, Proven
from abate.oracle.demanding import asked
from abate.oracle.examine import Findings, double_signers, examine_all, root_files
from abate.oracle.faults import Fault
from abate.oracle.postings import Posting, postings


@click.command()
@options(PROGRAMME, ENROLMENT, [OPERATOR[-1]])
@wallet_options
@click.option("--dry-run", is_flag=True, help="Show what could be proven; send nothing, open no key.")
@click.option("--root", "roots", type=FILE, multiple=True, help="A signed root that somebody handed you; repeatable.")
def challenge(dry_run: bool, roots: tuple[Path, ...], **given: Any) -> None:
    """Find every provable fault in posted batches, and prove one for each: commit, wait a minute, reveal, collect.

    Looks at the pending, the final and all revoked batches of the vintage, at demands that nobody answered in time, and
    at operators who signed two roots.
    One proof makes a batch fall. Killed at any moment, run it again. What it shows on chain is the one report, or
    the two, that the proof is about.
    """
    place = Place.of(given)
    challenges, first = place.session.contracts.challenges, place.session.contracts.deployment.first_block()
    posted = postings(place.vintage, challenges, first)
    challenger = None if dry_run else challenger_of(place)
    proven = [] if challenger is None else challenger.resume(posted)
    demands = place.session.contracts.demands
    waiting = asked(demands, first, place.vintage.year)
    unanswered = 0 if challenger is None else challenger.collect_waiting(demands, waiting, posted)
    if proven or unanswered:
        posted = postings(place.vintage, challenges, first)
    found = examine_all(place.vintage, place.exchange, posted, place.enrolment, place.vintage.terms(place.methodology))
    files = [*root_files(place.exchange, place.state, place.programme.vintage), *roots]
    signed_twice = double_signers(place.vintage, challenges, first, place.known, files)
    tell(place, found, signed_twice)
    if challenger is not None:
        for each in found:
            if each.faults:
                proven.append(challenger.prove(each.faults[0], each.posting.batch.sequence, each.posting))
        for fault, sequence in signed_twice:
            proven.append(challenger.prove(fault, sequence, None))
    if dry_run:
        now = place.session.chain.now()
        unanswered = sum(one.is_unanswered(now) for one in waiting)
    show(place, found, signed_twice, proven, unanswered, dry_run)


def challenger_of(place: Place) -> Challenger:
    """Whoever pays, with the own folder."""
    return Challenger(
        place.vintage,
        place.session.contracts.challenges,
        place.sender,
        place.state,
        place.known,
        place.session.say,
    )


def tell(place: Place, found: list[Findings], signed_twice: list[tuple[Fault, int]]) -> None:
    """What was found, for people, before anything is sent."""
    for each in found:
        place.session.say(f"{each.posting.name} ({each.posting.standing.value}):")
        for line in [fault.told for fault in each.faults] or ["nothing that can be proven"]:
            place.session.say(f"  {line}")
        for line in each.remarks:
            place.session.say(f"  not provable: {line}")
    for fault, sequence in signed_twice:
        place.session.say(f"batch {sequence}: {fault.told}")


def show(
    place: Place,
    found: list[Findings],
    signed_twice: list[tuple[Fault, int]],
    proven: list[Proven],
    unanswered: int,
    dry_run: bool,
) -> None:
    """The result."""
    count = sum(len(each.faults) for each in found) + len(signed_twice)
    won = [one for one in proven if not one.overtaken]
    rows = {
        "batches looked at": str(len(found)),
        "faults that can be proven": str(count),
        "demands that nobody answered in time": str(unanswered),
        "leaves that the files do not open": str(sum(each.closed for each in found)),
        "proven": "nothing, as asked" if dry_run else str(len(won)),
        **({"others were quicker": str(len(proven) - len(won))} if len(won) < len(proven) else {}),
        **({"reward to withdraw": str(proven[-1].reward)} if won else {}),
    }
    machine = {
        "batches": [about(each.posting) | {"faults": list(map(as_json, each.faults)), "closed": each.closed,
                                           "remarks": each.remarks} for each in found],
        "twoRoots": [as_json(fault) | {"sequence": sequence} for fault, sequence in signed_twice],
        "proven": [
            {"kind": one.proof.kind.value, "sequence": one.proof.sequence, "overtaken": one.overtaken}
            for one in proven
        ],
        "unanswered": unanswered,
        "reward": str(proven[-1].reward) if proven else "0",
    }  # fmt: skip
    place.session.show("Challenged", rows, machine)


def about(posting: Posting) -> dict[str, Any]:
    """A batch for machines."""
    return {"sequence": posting.batch.sequence, "standing": posting.standing.value, "signers": posting.signed_by}


def as_json(fault: Fault) -> dict[str, Any]:
    """A fault for machines."""
    return {"kind": fault.kind.value, "accounts": list(fault.accounts), "operator": fault.operator}
