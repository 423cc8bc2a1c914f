"""``abate oracle``: what operators do each period, and what anybody may do with a signed batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from abate.chain.times import moment as moment_text
from abate.cli.oracle_bond import join, leave, withdraw_bond
from abate.cli.oracle_challenge import challenge
from abate.cli.oracle_correct import correct
from abate.cli.oracle_demands import answer, defend, demand, dispute, withdraw_reward
from abate.cli.oracle_init import init
from abate.cli.oracle_people import disclose, forget
from abate.cli.oracle_place import PERIOD, Place, operator_options, options, sender_options
from abate.cli.oracle_roles import (
    activate,
    announce,
    cancel_announced,
    confirm_suspension,
    lift_suspension,
    release,
    revoke,
    rule,
    suspend,
)
from abate.cli.oracle_run import run
from abate.cli.oracle_serve import serve
from abate.cli.session import address
from abate.emissions import FactorLibrary
from abate.errors import InputError
from abate.oracle.computed import compute
from abate.oracle.derive import Draft
from abate.oracle.desk import verify as verify_batch
from abate.oracle.figures import Gathered
from abate.oracle.post import posted
from abate.oracle.relay import relay as relay_batch
from abate.oracle.salts import batch_keys
from abate.oracle.standing import missing, operators_of
from abate.oracle.status import questions_of, status_of
from abate.oracle.steps import missing_roots
from abate.oracle.steps import post as post_batch
from abate.units import kg_text


@click.group()
def oracle() -> None:
    """Feed the oracle: observe, aggregate, sign, post, relay.

    Each step can be repeated: it looks first at what is done. Nothing that identifies a person is printed.
    """


OTHERS = (
    *(init, join, leave, withdraw_bond, withdraw_reward),
    *(challenge, demand, answer, dispute, defend),
    *(disclose, forget, serve, run, correct),
    *(announce, cancel_announced, activate, suspend, confirm_suspension, lift_suspension, revoke, rule, release),
)
for command in OTHERS:
    oracle.add_command(command)
oracle.add_command(join, "top-up")


@oracle.command()
@operator_options
@click.option("--without", metavar="LIST", default="", help="Operators not to wait for; addresses, commas.")
def observe(without: str, **given: Any) -> None:
    """Sign the root of your figures; show them, sealed, once all operators' roots are there."""
    place = Place.of(given)
    left_out = {address("--without", one.strip()) for one in without.split(",") if one.strip()}
    moment = place.vintage.next_moment(place.through)
    year, library = place.programme.vintage, FactorLibrary.load()
    figures = compute(place.manifest, place.methodology, library, year, place.period)
    signed, gathered = place.work.lay_root(moment, figures)
    wanted = [one for one in place.operator_set.operators if one not in left_out]
    waiting = missing_roots(place.folder(moment.sequence), wanted)
    if not waiting:
        place.work.show(moment, gathered, wanted)
    rows = {
        "batch": f"{moment.sequence} of {moment.vintage}",
        "operator": signed.operator,
        "root": f"0x{signed.root.root.hex()}",
        "accounts": str(signed.root.count),
        **counted(gathered),
        "figures": f"kept until these have signed theirs: {', '.join(waiting)}" if waiting else "shown, sealed",
    }
    place.session.show("Observed", rows, {**rows, "waiting": waiting})


@oracle.command()
@operator_options
def aggregate(**given: Any) -> None:
    """Check all operators' figures, take the medians, and lay the batch into the shared folder."""
    place = Place.of(given)
    moment = place.vintage.next_moment(place.through)
    draft = place.work.aggregate(moment, place.operator_set)
    disagreements = draft.merged.disagreements.select("account", "operator", "field").to_dicts()
    place.session.show("Aggregated", about(draft), {**about(draft), "disagreements": disagreements})
    for one in [] if place.session.as_json else disagreements:
        click.echo(f"  {one['operator']} differs from the median in {one['field']} of {one['account']}")


@oracle.command()
@operator_options
def sign(**given: Any) -> None:
    """Re-derive every leaf and the total from the operators' figures; sign only if all agree."""
    place = Place.of(given)
    moment = place.vintage.next_moment(place.through)
    signature = place.work.sign(moment, place.operator_set)
    folder = place.desk.folder(moment)
    signed = len(folder.operators_with("signatures"))
    rows = {
        "batch": f"{moment.sequence} of {moment.vintage}",
        "operator": signature.operator,
        "signatures": f"{signed}, {place.operator_set.quorum} are needed",
    }
    place.session.show("Verified and signed", rows, rows)


@oracle.command()
@operator_options
def verify(**given: Any) -> None:
    """Re-derive every leaf and the total of the batch in the shared folder; sign nothing. Needs no operator's key.

    A batch that was posted is also held against the chain.
    """
    place = Place.of(given)
    moment = place.vintage.moment(place.through)
    if place.vintage.oracle.final_batch(moment.vintage).sequence >= moment.sequence:
        raise InputError(f"batch {moment.sequence} of {moment.vintage} is final; verify it before that")
    stored = verify_batch(
        place.folder(moment.sequence),
        moment,
        place.enrolment,
        batch_keys(place.enrolment.key_rows(), moment),
        place.vintage.terms(place.methodology),
        place.operator_set,
        place.vintage.final_leaves(place.exchange),
        place.session.chain.now(),
    )
    standing = posted(place.vintage, stored.batch)
    rows = {
        "batch": f"{moment.sequence} of {moment.vintage}",
        "on chain": "not yet" if standing is None else "this very batch",
        "accounts": str(stored.batch.count),
        "authorised total": kg_text(stored.batch.authorisedTotal),
        "root": f"0x{stored.batch.root.hex()}",
    }
    place.session.show("Every leaf and the total agree with the operators' figures", rows, rows)


@oracle.command()
@sender_options
@options(PERIOD)
def post(**given: Any) -> None:
    """Send the batch of a period with a quorum of signatures. Anybody may pay for it."""
    place = Place.of(given)
    moment = place.vintage.moment(place.through)
    folder = place.folder(moment.sequence)
    done = post_batch(place.vintage, place.share, folder, place.operator_set, place.sender)
    rows = {
        "batch": f"{done.batch.sequence} of {done.batch.vintage}",
        "root": f"0x{done.batch.root.hex()}",
        "final": "now" if done.final_at is None else f"at {moment_text(done.final_at)}",
        "transaction": f"0x{done.receipt['transactionHash'].hex()}" if done.receipt else "none: it was posted before",
    }
    place.session.show("Posted", rows, rows)


@oracle.command()
@sender_options
@click.option("--most", type=click.IntRange(1), help="Accounts of one transaction; by default what fits half a block.")
def relay(most: int | None, **given: Any) -> None:
    """Issue to everybody what the final batch says, and the reserve's share. Anybody may pay for it."""
    place = Place.of(given)
    leaves = place.vintage.final_leaves(place.exchange)
    if leaves is None:
        raise InputError(f"no batch of {place.programme.vintage} is final yet", mend="see abate oracle status")
    done = relay_batch(place.vintage, leaves, place.sender, most)
    rows = {
        "accounts": str(done.accounts),
        "issued to people": kg_text(done.issued),
        "issued to the reserve": kg_text(done.reserve),
        "left at the cap": str(done.short),
        "transactions": str(len(done.receipts)),
        **({"issued by others meanwhile": str(done.overtaken)} if done.overtaken else {}),
        "gas": str(done.gas),
    }
    place.session.show("Relayed", rows, rows)


@oracle.command()
@sender_options
def status(**given: Any) -> None:
    """Show the vintage's batches, what was issued, proven, demanded and disputed, and how far the next batch is."""
    place = Place.of(given)
    contracts = place.session.contracts
    questions = questions_of(
        place.vintage, contracts.challenges, contracts.demands, contracts.disputes, contracts.deployment.first_block()
    )
    first = contracts.deployment.first_block()
    rows = {
        **status_of(place.vintage, place.exchange),
        **missing(place.vintage, place.exchange, in_force(place)),
        **questions,
        **operators_of(place.vintage, contracts.registry, place.known, first),
        "newest block": newest(place),
    }
    place.session.show(f"Vintage {place.programme.vintage}", rows, rows)


def in_force(place: Place) -> Sequence[str]:
    """Operators in force; all that are known, where those in force are not among them."""
    try:
        return place.operator_set.operators
    except InputError:
        return place.known


def newest(place: Place) -> str:
    """The node's newest block: a node that is behind shows an old one."""
    block = place.session.chain.block()
    return f"{block['number']} of {moment_text(int(block['timestamp']))}"


def counted(gathered: Gathered) -> dict[str, str]:
    """How many people were observed as zero, and why; no names."""
    return {
        "without figures": str(len(gathered.absent)),
        "with too many sources": str(len(gathered.too_many_sources)),
        "with a departed account's source": str(len(gathered.sources_taken)),
    }


def about(draft: Draft) -> dict[str, str]:
    """A batch in a few facts."""
    return {
        "batch": f"{draft.batch.sequence} of {draft.batch.vintage}",
        "operators": str(len(draft.merged.operators)),
        "accounts": str(draft.batch.count),
        "authorised total": kg_text(draft.batch.authorisedTotal),
        "root": f"0x{draft.batch.root.hex()}",
        "figures that differ from the median": str(draft.merged.disagreements.height),
    }
