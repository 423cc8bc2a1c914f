"""Duties towards posted batches: answer, challenge, demand, dispute. Each says whether it did something."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from abate.chain.demands import DemandState
from abate.chain.disputes import DisputeState
from abate.daemon.gathering import signed_in
from abate.daemon.look import Look
from abate.daemon.office import Office, seen_of
from abate.daemon.telling import without_figures
from abate.daemon.turns import Place, place_of
from abate.daemon.words import Duty, Said
from abate.oracle.case import Case
from abate.oracle.challenge import Challenger, folder_of
from abate.oracle.demanding import Asked, demand_for, withheld_accounts
from abate.oracle.examine import Findings
from abate.oracle.faults import Fault
from abate.oracle.folder import BatchFolder
from abate.oracle.postings import PROVABLE, Posting, Standing
from abate.oracle.words import list_of
from abate.runs.answer import answer as answer_all
from abate.runs.answer import case_of
from abate.runs.challenge import finish_begun, prove_found, search
from abate.runs.demand import stake_demands

MOST_DEMANDS: Final = 4
"""Demands of this operator about one batch; each that is answered costs half a bond."""
CHALLENGE_TURNS: Final = 2
"""A proof is committed, ages, and is shown: the next operator waits so many times longer."""


def answer(office: Office, look: Look) -> bool:
    """Answer what is demanded of batches that this operator signed."""
    posted = {one.batch.sequence: one for one in look.postings}
    waiting = [one for one in look.asked if one.is_open(look.now) and is_own(office, look, posted[one.demand.sequence])]
    if not waiting:
        return False
    for one in waiting:
        left = one.standing.answer_by - look.now
        office.log.say_once(("asked", one.id), Said.ASKED, sequence=one.demand.sequence, seconds=left)
    answer_time = office.contracts.demands.demand_terms().answer_time
    now = {one.id for one in waiting if may_answer(office, look, one, posted[one.demand.sequence], answer_time)}
    if not now:
        return False
    done = answer_all(office.docket(), office.sender, lambda one, posting: one.id in now)
    for one in done.done:
        office.log.say(Said.ANSWERED, sequence=one.demand.sequence)
    for one in done.overtaken:
        office.overtaken(Duty.ANSWER, sequence=one.demand.sequence)
    for one in done.open:
        if one not in done.done and one not in done.overtaken:
            office.need_person(
                (one.id,), "unanswerable_demand", sequence=one.demand.sequence,
                seconds=one.standing.answer_by - look.now, command=office.command("answer"),
                reason="the exchange's files do not answer a demand; whoever has them must",
            )  # fmt: skip
    return bool(done.done)


def may_answer(office: Office, look: Look, one: Asked, posting: Posting, answer_time: int) -> bool:
    """Whether it is this operator's turn, or the time runs out."""
    left = one.standing.answer_by - look.now
    mine = place_of(office.me, posting.signed_by, posting.batch.sequence)
    return office.turns.has_come(("answer", one.id), mine) or left < answer_time // 4


def is_own(office: Office, look: Look, posting: Posting) -> bool:
    """Whether this operator signed the batch, posted with its signature or not."""
    if office.me in posting.signed_by:
        return True
    folder, deployment = office.folder(posting.batch.sequence), office.vintage.deployment
    return office.me in [one.operator for one in signed_in(folder, deployment, posting.batch, look.operator_set)]


def challenge(office: Office, look: Look) -> bool:
    """Look at batches that can be proven wrong, as often as they or their files change, and prove what is wrong.

    What others could prove as well is proven by one in turn, after another look at the chain.
    """
    docket, seen = office.docket(), fingerprint(office, look)
    challenger = Challenger(
        office.vintage, office.contracts.challenges, office.sender, office.state, office.known,
        told=lambda line: office.log.say(Said.CHALLENGED, reason=without_figures(line)), patient=False,
    )  # fmt: skip
    begun, collectable = list(folder_of(office.state).glob("*.json")), to_collect(office, look)
    is_new = seen != office.memo.challenged or is_turn_of_postponed(office)
    if not is_new and not begun and not collectable:
        return False
    proven, unanswered, ruled = finish_begun(docket, challenger, lambda posting: posting.record not in collectable)
    if unanswered or ruled:
        reason = "demands that nobody answered, and rulings, were collected"
        office.log.say(Said.CHALLENGED, count=unanswered + ruled, reason=reason)
    if is_new:
        found, signed_twice = search(docket)
        tell(office, found, signed_twice)
        office.memo.postponed.clear()
        proven += prove_found(challenger, found, signed_twice, lambda fault, of: spared(office, look, fault, of))
        office.memo.challenged = seen
    for one in proven:
        if one.overtaken:
            office.overtaken(Duty.CHALLENGE, sequence=one.proof.sequence)
    return bool(proven or unanswered or ruled)


def tell(office: Office, found: list[Findings], signed_twice: list[tuple[Fault, int]]) -> None:
    """Say what was found, each thing once; accounts are counted, never named."""
    office.memo.findings = {one.posting.record: one for one in found}
    office.metrics.faults.set(sum(len(one.faults) for one in found) + len(signed_twice))
    for one in found:
        record, sequence = one.posting.record, one.posting.batch.sequence
        if one.faults:
            kind = one.faults[0].kind.value
            office.log.say_once((record,), Said.FAULT_FOUND, sequence=sequence, count=len(one.faults), kind=kind)
        for remark in one.remarks:
            office.need_person((record, remark), "not_provable", sequence=sequence, reason=without_figures(remark))
    for fault, sequence in signed_twice:
        office.log.say_once((fault.operator, sequence), Said.FAULT_FOUND, sequence=sequence, kind=fault.kind.value)


def spared(office: Office, look: Look, fault: Fault, posting: Posting | None) -> bool:
    """Whether a fault is not to be proven now: another one's turn is first, or it is this operator's own.

    A proof of its own fault would cost it a slice: a person decides.
    """
    if fault.operator != office.me if posting is None else office.me not in posting.signed_by:
        return not may_prove(office, look, fault, posting)
    sequence = None if posting is None else posting.batch.sequence
    office.need_person(
        ("own fault", sequence), "own_fault", sequence=sequence, action=fault.kind.value,
        command=office.command("challenge"), reason="this operator signed what can be proven wrong: is its key safe?",
    )  # fmt: skip
    return True


def may_prove(office: Office, look: Look, fault: Fault, posting: Posting | None) -> bool:
    """Whether it is this operator's turn to prove a fault, or the time runs out; if not, it is postponed."""
    what: tuple[str, object] = ("prove", fault.operator if posting is None else posting.record)
    if posting is None:
        others = [one for one in look.operator_set.operators if one != fault.operator]
        place = place_of(office.me, others, look.last)
    else:
        place = place_among_others(office, posting)
    is_urgent = posting is not None and posting.standing is Standing.PENDING and is_last_quarter(look, posting)
    if is_urgent or office.turns.has_come(what, place, CHALLENGE_TURNS):
        return True
    office.memo.postponed[what] = place
    return False


def is_turn_of_postponed(office: Office) -> bool:
    """Whether a proof that was left to the others is this operator's now."""
    return any(office.turns.has_come(what, place, CHALLENGE_TURNS) for what, place in office.memo.postponed.items())


def place_among_others(office: Office, posting: Posting) -> Place:
    """The place among those who did not sign a batch."""
    others = [one for one in posting.operators if one not in posting.signed_by]
    return place_of(office.me, others, posting.batch.sequence)


def is_last_quarter(look: Look, posting: Posting) -> bool:
    """Whether most of a pending batch's window is over."""
    return look.final_at - look.now < (look.final_at - posting.posted_at) // 4


def to_collect(office: Office, look: Look) -> set[bytes]:
    """Records of others' batches whose signers this operator makes pay now: no answer came in time, or a ruling did."""
    challenges = office.contracts.challenges
    late = {one.demand.root for one in look.asked if one.is_unanswered(look.now)}
    # proven by somebody who then was killed
    proven = {
        one.demand.root
        for one in look.asked
        if one.standing.state is DemandState.UNANSWERED and challenges.is_collectable(one.id)
    }
    ruled = {
        one.sequence
        for name, one, standing in look.disputes
        if standing.state is DisputeState.RULED_WRONG and challenges.is_collectable(name)
    }
    waiting = [
        one
        for one in look.postings
        if (one.batch.root in late and one.standing in PROVABLE)
        or one.batch.root in proven
        or one.batch.sequence in ruled
    ]
    return {
        one.record
        for one in waiting
        if office.me not in one.signed_by
        and office.turns.has_come(("collect", one.record), place_among_others(office, one), CHALLENGE_TURNS)
    }


def fingerprint(office: Office, look: Look) -> object:
    """What batches and their files look like: examined again as soon as it differs."""
    batches = [(one.record, one.standing) for one in look.postings]
    folders = [office.folder(one.batch.sequence) for one in look.provable]
    files = [file for folder in folders for file in files_of(folder)]
    kept = sorted((office.state / "roots").glob(f"{office.vintage.year}-*/0x*.json"))
    roots = sorted(office.share.folder.glob(f"{office.vintage.year}-*/roots/0x*.json"))
    # who signed two roots and was made to pay is out of force
    return look.operator_set.hash, batches, seen_of(*files, *kept, *roots)


def files_of(folder: BatchFolder) -> list[Path]:
    """What a batch's reports are opened from."""
    return [folder.batch, folder.leaves, folder.reports, *sorted(folder.path.glob("observations/0x*"))]


def demand(office: Office, look: Look) -> bool:
    """Demand what another's pending batch withholds, once its signers had half of the time for demands to show it."""
    posting = look.posting(Standing.PENDING)
    if posting is None or is_own(office, look, posting) or office.me not in look.operator_set.operators:
        return False
    terms = office.contracts.demands.demand_terms()
    if not posting.posted_at + terms.demand_time // 2 <= look.now < posting.posted_at + terms.demand_time:
        return False
    about = [one for one in look.asked if one.demand.sequence == posting.batch.sequence]
    mine = [one for one in about if one.standing.demander == office.me]
    seen = (posting.record, len(about), seen_of(*files_of(office.folder(posting.batch.sequence))))
    if len(mine) >= MOST_DEMANDS or seen == office.memo.demanded:
        return False
    if not office.turns.has_come(("demand", posting.record, len(about)), place_among_others(office, posting)):
        return False
    case, final = case_of(office.docket(), posting), office.vintage.final_leaves(office.share.folder)
    asked = {one.demand.account for one in about}
    wanted = next((account for account in withheld_accounts(case, final) if account not in asked), None)
    office.memo.demanded = seen
    if wanted is None:
        return False
    stake_demands(office.wallet, [demand_for(office.contracts.demands, case, final, wanted)])
    office.log.say(Said.DEMANDED, sequence=posting.batch.sequence, count=len(mine) + 1)
    return True


def dispute(office: Office, look: Look) -> bool:
    """Tell a person of disputes, and of a pending batch that says other figures than this operator's own."""
    for name, disputed, standing in look.open_disputes:
        posting = next((one for one in look.postings if one.batch.sequence == disputed.sequence), None)
        own = posting is not None and is_own(office, look, posting)
        if office.log.say_once(("dispute", name), Said.DISPUTED, sequence=disputed.sequence):
            office.need_person(
                ("dispute", name), "disputed", sequence=disputed.sequence, seconds=standing.ruling_by - look.now,
                command=office.command("defend") + f" --dispute 0x{name.hex()}" if own else None,
                reason="this operator signed the batch: defend it after looking" if own else "others' batch",
            )  # fmt: skip
    posting = look.posting(Standing.PENDING)
    found = None if posting is None else office.memo.findings.get(posting.record)
    if posting is None or found is None or found.faults or is_own(office, look, posting):
        return False
    if posting.record not in office.memo.compared:
        office.memo.compared.add(posting.record)
        different = differing(office, case_of(office.docket(), posting))
        if different:
            office.need_person(
                ("differs", posting.record), "figures_differ", sequence=posting.batch.sequence, count=different,
                command=office.command("dispute") + " --evidence HASH",
                reason="accounts have other figures than this operator's own: look, and dispute where yours are right",
            )  # fmt: skip
    return False


def differing(office: Office, case: Case) -> int:
    """How many reports of a batch show other emissions or baselines than this operator observed."""
    place = next((place for place, signed in enumerate(case.roots) if signed.operator == office.me), None)
    if place is None or place not in case.observed:
        return 0
    own = case.observed[place].observations
    rows = {account: row for row, account in enumerate(list_of(own.accounts))}
    count = 0
    for group in case.reports:
        accounts = list_of(case.leaves.accounts[group.rows])
        at = np.array([rows.get(account, -1) for account in accounts], dtype=np.int64)
        known = at >= 0
        other = (group.emissions != own.emissions[at]) | (group.baseline != own.baseline[at])
        count += int(np.count_nonzero(other & known))
    return count
