"""A quorum signs a batch with a false figure; another operator finds it, proves it on chain, and the batch falls."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from abate.chain.sender import Sender
from abate.chain.signer import KeySigner
from abate.demo.room import OperatorRoom
from abate.errors import IntegrityError
from abate.oracle.challenge import Challenger
from abate.oracle.derive import Draft, own_leaves
from abate.oracle.desk import Desk
from abate.oracle.draft_files import write_draft
from abate.oracle.examine import examine
from abate.oracle.faults import Fault
from abate.oracle.leaves import Leaves, with_carried
from abate.oracle.postings import Posting, Standing, postings
from abate.oracle.terms import Terms
from abate.oracle.typed_data import sign
from abate.programme.simulation import FalseBatch
from abate.runs import bond
from abate.units import grams_from_kg
from abate.wallet import Wallet


@dataclass(frozen=True)
class Forged:
    """A false batch as it was signed and posted.

    Attributes:
        fault: what the simulation says.
        honest: the batch that the operators' figures give.
        draft: the batch that was signed in its place.
        row: whose figure is false, in the order of the accounts.
        watcher: the operator who does not take part.
        refusal: what that operator found before it would have signed.
    """

    fault: FalseBatch
    honest: Draft
    draft: Draft
    row: int
    watcher: Desk
    refusal: str


@dataclass(frozen=True)
class Fallen:
    """What came of it.

    Attributes:
        forged: the batch.
        fault: what was proven.
        posting: the batch as the chain had it.
        reward: what the challenger took, base units of the bonds' currency.
    """

    forged: Forged
    fault: Fault
    posting: Posting
    reward: int


def forge(room: OperatorRoom, fault: FalseBatch) -> Forged:
    """Everybody observes honestly; then the signers hide emissions in the batch, sign it and post it.

    Raises:
        IntegrityError: verification lets the false batch pass.
    """
    stage, vintage = room.stage, room.vintage
    signers = [room.desks[place - 1] for place in sorted(fault.signers)]
    watcher = next(desk for desk in room.desks if desk not in signers)
    terms = vintage.terms(stage.documents.methodology)
    operators = vintage.operator_set(stage.documents.plan.operators)
    moment = vintage.next_moment(room.through(fault.period))
    previous = vintage.final_leaves(watcher.exchange)
    gathered = [desk.observe(moment, room.figures(desk.operator, fault.period), previous)[1] for desk in room.desks]
    for desk, own in zip(room.desks, gathered, strict=True):
        desk.show(moment, own, [each.operator for each in room.desks])
    now = stage.chain.now()
    honest = signers[0].aggregate(moment, terms, operators, previous, now)
    row = _row_of(honest, str(stage.home(fault.person).account))
    draft = _bent(honest, terms, previous, row, grams_from_kg(fault.hidden_kg))
    write_draft(signers[0].folder(moment), draft)
    signatures = [sign(moment.deployment, draft.batch, desk.key) for desk in signers]
    stage.relayer.send(vintage.oracle.post_batch(draft.batch.as_tuple(), list(operators.operators), signatures))
    try:
        watcher.verify(moment, terms, operators, previous, now)
    except IntegrityError as refusal:
        return Forged(fault, honest, draft, row, watcher, str(refusal))
    raise IntegrityError("the false batch passed verification")


def prove(room: OperatorRoom, forged: Forged) -> Fallen:
    """The watcher looks at the posted batch, proves what it finds, and takes the reward.

    Nobody else is there to be quicker, and what the watcher would not have signed can be proven.
    """
    stage, vintage, watcher = room.stage, room.vintage, forged.watcher
    challenges, sender = stage.contracts.challenges, operator_sender(room, watcher)
    posted = postings(vintage, challenges, stage.first_block)
    pending = next(one for one in posted if one.standing is Standing.PENDING)
    found = examine(vintage, watcher.exchange, pending, watcher.enrolment, vintage.terms(stage.documents.methodology))
    challenger = Challenger(vintage, challenges, sender, watcher.state, stage.documents.plan.operators)
    proven = challenger.prove(found.faults[0], pending.batch.sequence, pending)
    sender.send(stage.contracts.registry.withdraw_reward())
    return Fallen(forged, found.faults[0], pending, proven.reward)


def top_up(room: OperatorRoom, fallen: Fallen) -> int:
    """Each slashed operator pays what its bond lacks and is in force again.

    Returns:
        base units paid together.
    """
    stage, paid = room.stage, 0
    for desk in (desk for desk in room.desks if desk.operator in fallen.posting.signed_by):
        in_force = room.vintage.operator_set(stage.documents.plan.operators).operators
        wallet = Wallet(stage.contracts, operator_sender(room, desk), desk.state / "wallet.journal")
        paid += bond.join(wallet, in_force).paid
    return paid


def operator_sender(room: OperatorRoom, desk: Desk) -> Sender:
    """Sends an operator's transactions, signed with its own key."""
    return Sender(room.stage.chain, KeySigner(desk.key))


def _row_of(draft: Draft, account: str) -> int:
    wanted = np.frombuffer(bytes.fromhex(account[2:]), dtype=np.uint8)
    return int(np.flatnonzero(np.all(draft.merged.figures.accounts == wanted, axis=1))[0])


def _bent(honest: Draft, terms: Terms, previous: Leaves | None, row: int, grams: int) -> Draft:
    """The batch with fewer emissions of one account than anybody observed, and all that follows from them."""
    figures = honest.merged.figures
    emissions = figures.emissions.copy()
    emissions[row] -= min(grams, int(emissions[row]))
    gross = terms.gross(figures.baseline, emissions, figures.periods)
    merged = replace(honest.merged, figures=replace(figures, emissions=emissions))
    own = own_leaves(merged, honest.moment, terms.credits(gross), gross, honest.keys)
    leaves = with_carried(own, previous)
    batch = replace(honest.batch, root=leaves.tree.root, authorisedTotal=leaves.authorised_total, count=len(leaves))
    return replace(honest, merged=merged, gross=gross, leaves=leaves, batch=batch)
