"""``abate oracle challenge``: find what can be proven against posted batches, and prove it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from abate.cli.oracle_place import ENROLMENT, OPERATOR, PROGRAMME, Place, options
from abate.cli.session import FILE, wallet_options
from abate.oracle.challenge import Challenger
from abate.oracle.examine import Findings
from abate.oracle.faults import Fault
from abate.runs.challenge import Outcome
from abate.runs.challenge import challenge as run


@click.command()
@options(PROGRAMME, ENROLMENT, [OPERATOR[-1]])
@wallet_options
@click.option("--dry-run", is_flag=True, help="Show what could be proven; send nothing, open no key.")
@click.option("--root", "roots", type=FILE, multiple=True, help="A signed root that somebody handed you; repeatable.")
def challenge(dry_run: bool, roots: tuple[Path, ...], **given: Any) -> None:
    """Find every provable fault in posted batches, and prove one for each: commit, wait a minute, reveal, collect.

    Looks at the pending, the final and all revoked batches of the vintage, at demands that nobody answered in time, at
    rulings that a batch is wrong, and at operators who signed two roots. One proof makes a batch fall. Killed at any
    moment, run it again. What it shows on chain is the one report, or the two, that the proof is about.
    """
    place = Place.of(given)
    docket = replace(place.docket, roots=roots)
    challenger = None
    if not dry_run:
        say = place.session.say
        challenger = Challenger(place.vintage, docket.challenges, place.sender, place.state, place.known, say)
    show(place, run(docket, challenger, place.session.say), dry_run)


def show(place: Place, done: Outcome, dry_run: bool) -> None:
    """The result."""
    won = [one for one in done.proven if not one.overtaken]
    rows = {
        "batches looked at": str(len(done.found)),
        "faults that can be proven": str(done.count),
        "demands that nobody answered in time": str(done.unanswered),
        "batches ruled wrong": str(done.ruled),
        "leaves that the files do not open": str(sum(each.closed for each in done.found)),
        "proven": "nothing, as asked" if dry_run else str(len(won)),
        **({"others were quicker": str(len(done.proven) - len(won))} if len(won) < len(done.proven) else {}),
        **({"reward to withdraw": str(done.proven[-1].reward)} if won else {}),
    }
    proven = [
        {"kind": one.proof.kind.value, "sequence": one.proof.sequence, "overtaken": one.overtaken}
        for one in done.proven
    ]
    machine = {
        "batches": [batch(each) for each in done.found],
        "twoRoots": [about(fault) | {"sequence": sequence} for fault, sequence in done.signed_twice],
        "proven": proven,
        "unanswered": done.unanswered,
        "ruled": done.ruled,
        "reward": str(done.proven[-1].reward) if done.proven else "0",
    }
    place.session.show("Challenged", rows, machine)


def batch(found: Findings) -> dict[str, Any]:
    """A batch for machines."""
    return {
        "sequence": found.posting.batch.sequence,
        "standing": found.posting.standing.value,
        "signers": found.posting.signed_by,
        "faults": [about(fault) for fault in found.faults],
        "closed": found.closed,
        "remarks": found.remarks,
    }


def about(fault: Fault) -> dict[str, Any]:
    """A fault for machines."""
    return {"kind": fault.kind.value, "accounts": list(fault.accounts), "operator": fault.operator}
