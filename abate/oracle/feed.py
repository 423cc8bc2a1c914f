"""A whole period in one go, for whoever holds several operators' desks: local networks, the demo, and tests.

Live operators run the same steps apart from each other, each on their own machine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from abate.chain.sender import Sender
from abate.chain.times import moment as moment_text
from abate.credits.methodology import Methodology
from abate.errors import InputError
from abate.oracle.derive import Draft
from abate.oracle.desk import Desk
from abate.oracle.draft_files import read_batch
from abate.oracle.figures import Figures, Gathered
from abate.oracle.onchain import Vintage
from abate.oracle.post import Posted, post
from abate.oracle.relay import Relayed, relay

Told = Callable[[str], None]


@dataclass(frozen=True)
class Fed:
    """A period that was fed.

    Attributes:
        draft: the batch with its medians, leaves and disagreements.
        gathered: what each operator observed, by its address.
        posted: the batch on chain.
    """

    draft: Draft
    gathered: dict[str, Gathered]
    posted: Posted


def feed(
    vintage: Vintage,
    methodology: Methodology,
    operators: Sequence[str],
    desks: Sequence[Desk],
    figures: Callable[[str], Figures],
    through: int,
    sender: Sender,
    told: Told = lambda line: None,
) -> Fed:
    """Observe, show, aggregate, verify, sign and post the next batch of a vintage.

    May be repeated: what is done is not done again, and a batch that is in its window is not sent again.

    Args:
        vintage: oracle and year.
        methodology: the vintage's.
        operators: all operators in force.
        desks: those that work here, at least a quorum, all with the same exchange folder.
        figures: what an operator, named by its address, computed for the vintage through this period.
        through: end of the period, unix seconds.
        sender: who pays for the posting.
        told: called with one line per step, without anything personal.

    Raises:
        InputError, IntegrityError, ChainError: as the single steps do; nothing is signed or sent after one.
    """
    operator_set, terms = vintage.operator_set(operators), vintage.terms(methodology)
    if len(desks) < operator_set.quorum:
        raise InputError(f"{len(desks)} operators work here, the quorum is {operator_set.quorum}")
    pending, _ = vintage.oracle.pending_batch(vintage.year)
    is_posted = pending.sequence > 0 and pending.through == through
    moment = vintage.moment(through) if is_posted else vintage.next_moment(through)
    previous, folder = vintage.final_leaves(desks[0].exchange), desks[0].folder(moment)
    working = [desk.operator for desk in desks]
    gathered: dict[str, Gathered] = {}
    for desk in desks:
        signed, gathered[desk.operator] = desk.observe(moment, figures(desk.operator), previous)
        told(f"{desk.operator} observed {signed.root.count} accounts")
    for desk in desks:
        desk.show(moment, gathered[desk.operator], working)
    now = vintage.oracle.chain.now()
    if is_posted:
        valid_until = read_batch(folder, moment.deployment)[0].validUntil
        draft = desks[0].derive(moment, terms, operator_set, previous, valid_until)
    else:
        draft = desks[0].aggregate(moment, terms, operator_set, previous, now)
    told(f"batch {moment.sequence} of {moment.vintage}: {draft.batch.count} accounts")
    for desk in [] if is_posted else desks:
        desk.sign(moment, terms, operator_set, previous, now)
        told(f"{desk.operator} verified every leaf and signed")
    done = post(vintage, folder, operator_set, sender)
    told("posted, final " + ("now" if done.final_at is None else f"at {moment_text(done.final_at)}"))
    return Fed(draft, gathered, done)


def relay_final(vintage: Vintage, desk: Desk, sender: Sender) -> Relayed:
    """Issue everything due from the vintage's final batch.

    Raises:
        InputError: no batch is final yet.
    """
    leaves = vintage.final_leaves(desk.exchange)
    if leaves is None:
        raise InputError(f"no batch of {vintage.year} is final yet", mend="wait for the end of its challenge window")
    return relay(vintage, leaves, sender)
