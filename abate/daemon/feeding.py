"""Duties of an operator in force: observe, show, aggregate, sign, post. Each says whether it did something."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final

from abate.chain.refusals import RefusalError
from abate.daemon.gathering import draft_in, group, said_by, signed_in, whose_figures, with_roots
from abate.daemon.look import Look
from abate.daemon.office import Office, is_older, seen_of
from abate.daemon.turns import place_of
from abate.daemon.words import Duty, Said
from abate.errors import IntegrityError
from abate.oracle.computed import input_files
from abate.oracle.figures import Gathered
from abate.oracle.folder import BatchFolder
from abate.oracle.moment import Moment
from abate.oracle.post import posted
from abate.oracle.steps import post as post_batch
from abate.oracle.two_roots import keep_roots
from abate.oracle.typed_data import Batch

MARGIN_SECONDS: Final = 600
"""A draft that may be posted for less than this is made anew."""
OVERTAKEN: Final = ("BatchPending", "StaleSequence", "StalePeriod")
"""Another operator posted this batch, or one in its place."""


def of_batch(duty: Callable[[Office, Look, Moment], bool]) -> Callable[[Office, Look], bool]:
    """A duty about the batch that is due; there is nothing to do where none is, or the operator is not in force."""

    @wraps(duty)
    def when_due(office: Office, look: Look) -> bool:
        moment = due(office, look)
        return moment is not None and duty(office, look, moment)

    return when_due


@of_batch
def observe(office: Office, look: Look, moment: Moment) -> bool:
    """Sign the root of one's figures, once the period's data are there."""
    seen = (moment, seen_of(*input_files(office.manifest)))
    if office.folder(moment.sequence).root(office.me).exists() or seen == office.memo.no_data:
        return False
    figures = office.figures(look)
    if not figures.current:
        office.memo.no_data = seen
        office.need_person(
            ("data", moment.sequence), "no_data", period=str(look.period), sequence=moment.sequence,
            reason="nobody's data reach the end of the period: a root would be signed of nothing",
            command=office.command("observe") + f" --period {look.period}",
        )  # fmt: skip
        return False
    signed, gathered = office.work().lay_root(moment, figures)
    office.memo.gathered = (moment, gathered)
    office.log.say(
        Said.OBSERVED, period=str(look.period), sequence=moment.sequence, accounts=signed.root.count,
        count=len(gathered.absent), reason="count is of accounts without figures" if gathered.absent else None,
    )  # fmt: skip
    return True


@of_batch
def show(office: Office, look: Look, moment: Moment) -> bool:
    """Show one's figures once the others' roots are there, or their time is over."""
    folder, operators = office.folder(moment.sequence), look.operator_set.operators
    present = with_roots(folder, moment, operators)
    office.metrics.roots_missing.set(len(operators) - len(present))
    if office.me not in present or group(folder, moment, look.operator_set) is not None:
        return False
    keep_roots(office.state, folder, moment.deployment)
    roots_late = is_older(folder.root(office.me), office.patience)
    figures_late = is_older(folder.observations(office.me)[1], office.patience)
    wanted = whose_figures(folder, moment, operators, roots_late, figures_late)
    if wanted is None or len(wanted) < look.operator_set.quorum or wanted == said_by(folder, office.me):
        waits(office, look, f"for {len(operators) - len(present)} roots" if wanted is None else "for others' figures")
        return False
    office.work().show(moment, gathered_of(office, look, moment), wanted)
    office.log.say(Said.SHOWN, period=str(look.period), sequence=moment.sequence, count=len(wanted))
    return True


@of_batch
def aggregate(office: Office, look: Look, moment: Moment) -> bool:
    """Lay the batch into the exchange, where no other operator does."""
    folder = office.folder(moment.sequence)
    who = group(folder, moment, look.operator_set)
    if who is None:
        return False
    draft, files = draft_in(folder, moment.deployment), seen_of(folder.batch, folder.leaves)
    left = float("inf") if draft is None else draft.validUntil - look.now
    office.metrics.draft_left.set(left)
    if draft is not None and left > MARGIN_SECONDS and files not in office.memo.refused:
        return False
    if draft is not None and left > 0 and is_signed(folder, draft, moment, look):
        return False
    if not office.turns.has_come(("aggregate", moment, files), place_of(office.me, who.operators, moment.sequence)):
        return False
    made = office.work().aggregate(moment, look.operator_set)
    own = made.merged.disagreements.filter(made.merged.disagreements["operator"] == office.me)["account"].n_unique()
    office.log.say(
        Said.AGGREGATED, period=str(look.period), sequence=moment.sequence, accounts=made.batch.count,
        count=own, reason="count is of accounts where this operator's own figures differ" if own else None,
    )  # fmt: skip
    return True


@of_batch
def sign(office: Office, look: Look, moment: Moment) -> bool:
    """Derive the draft anew, and sign it where everything agrees."""
    folder = office.folder(moment.sequence)
    draft, files = draft_in(folder, moment.deployment), seen_of(folder.batch, folder.leaves)
    if draft is None or draft.validUntil - look.now <= MARGIN_SECONDS or files in office.memo.refused:
        return False
    if group(folder, moment, look.operator_set) is None:
        return False
    valid = signed_in(folder, moment.deployment, draft, look.operator_set)
    if office.me in [one.operator for one in valid]:
        return False
    try:
        office.work().sign(moment, look.operator_set)
    except IntegrityError:
        # laid anew in its turn; told by whoever runs the duties
        office.memo.refused.add(files)
        raise
    office.log.say(Said.SIGNED, period=str(look.period), sequence=moment.sequence)
    return True


def post(office: Office, look: Look) -> bool:
    """Send the batch that a quorum signed, where no other operator does; and lay the tree that people claim with."""
    moment = due(office, look)
    if moment is None:
        return publish(office, look)
    folder = office.folder(moment.sequence)
    draft = draft_in(folder, moment.deployment)
    if draft is None or draft.validUntil <= look.now:
        return False
    if not is_signed(folder, draft, moment, look):
        return False
    mine = place_of(office.me, look.operator_set.operators, moment.sequence)
    if not office.turns.has_come(("post", moment, draft.root), mine):
        return False
    try:
        done = post_batch(office.vintage, office.share, folder, look.operator_set, office.sender)
    except RefusalError as problem:
        if problem.name not in OVERTAKEN:
            raise
        office.overtaken(Duty.POST, period=str(look.period), sequence=moment.sequence)
        return False
    tx = None if done.receipt is None else f"0x{done.receipt['transactionHash'].hex()}"
    office.log.say(Said.POSTED, period=str(look.period), sequence=moment.sequence, tx=tx)
    return True


def publish(office: Office, look: Look) -> bool:
    """Lay the tree of the newest batch, where whoever posted it did not come to it."""
    stored = look.pending if look.pending.sequence else look.final
    folder = office.folder(stored.sequence)
    if not stored.sequence or folder.tree.exists() or not is_draft_of(office, folder, stored.root):
        return False
    mine = place_of(office.me, look.operator_set.operators, stored.sequence)
    if not office.turns.has_come(("tree", stored.record), mine):
        return False
    post_batch(office.vintage, office.share, folder, look.operator_set, office.sender)
    return True


def due(office: Office, look: Look) -> Moment | None:
    """The batch that this operator has to work on; None where there is none, or it is not in force."""
    moment = look.moment if office.me in look.operator_set.operators else None
    if moment is None:
        # nobody's figures are kept longer than the batch needs them
        office.memo.gathered = None
    return moment


def is_signed(folder: BatchFolder, draft: Batch, moment: Moment, look: Look) -> bool:
    """Whether a quorum has signed the draft."""
    return len(signed_in(folder, moment.deployment, draft, look.operator_set)) >= look.operator_set.quorum


def is_draft_of(office: Office, folder: BatchFolder, root: bytes) -> bool:
    """Whether the files are those of the batch that was posted with this root."""
    draft = draft_in(folder, office.vintage.deployment)
    return draft is not None and draft.root == root and posted(office.vintage, draft) is not None


def gathered_of(office: Office, look: Look, moment: Moment) -> Gathered:
    """One's own observations: of this process, or computed anew after a restart."""
    if office.memo.gathered is None or office.memo.gathered[0] != moment:
        _, gathered = office.work().lay_root(moment, office.figures(look))
        office.memo.gathered = (moment, gathered)
    return office.memo.gathered[1]


def waits(office: Office, look: Look, reason: str) -> None:
    """Say once for what the daemon waits."""
    assert look.moment is not None
    what = ("waits", look.moment, reason)
    office.log.say_once(what, Said.WAITING, period=str(look.period), sequence=look.moment.sequence, reason=reason)
