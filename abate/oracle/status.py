"""Where a vintage stands: on chain, and in the operators' shared folder."""

from __future__ import annotations

from pathlib import Path

from abate.chain.challenges import BatchChallenges
from abate.chain.demands import BatchDemands
from abate.chain.disputes import BatchDisputes, DisputeStanding, DisputeState, DisputeTerms
from abate.chain.oracle import NOBODY, StoredBatch
from abate.chain.times import moment
from abate.oracle.demanding import asked
from abate.oracle.folder import BatchFolder
from abate.oracle.onchain import Vintage
from abate.units import kg_text


def questions_of(
    vintage: Vintage, challenges: BatchChallenges, demands: BatchDemands, disputes: BatchDisputes, from_block: int
) -> dict[str, str]:
    """What was proven, demanded and disputed in a vintage.

    Args:
        vintage: oracle and year.
        challenges, demands, disputes: the oracle's.
        from_block: a block before anything of the oracle.
    """
    now, year = vintage.oracle.chain.now(), vintage.year
    faulted = sorted({event["sequence"] for event in challenges.events("BatchFaulted", from_block, vintage=year)})
    waiting = asked(demands, from_block, year)
    open_ones = [one for one in waiting if one.is_open(now)]
    late = [one for one in waiting if one.is_unanswered(now)]
    soonest = min((one.standing.answer_by for one in open_ones), default=0)
    disputed = [
        (name, one.sequence, disputes.standing_of(name))
        for name, one in disputes.disputes_since(from_block)
        if one.vintage == year
    ]
    told = [
        f"0x{name.hex()} of batch {sequence}: {told_of(standing, disputes.dispute_terms())}"
        for name, sequence, standing in disputed
    ]
    return {
        "proven wrong": ", ".join(f"batch {sequence}" for sequence in faulted) or "none",
        "open demands": f"{len(open_ones)}, the next to be answered by {moment(soonest)}" if open_ones else "0",
        "unanswered demands": str(len(late)),
        "disputes": "; ".join(told) or "none",
    }


def told_of(standing: DisputeStanding, terms: DisputeTerms) -> str:
    """Where a dispute stands, with the times that matter while it is open."""
    told = standing.state.name.lower().replace("_", " ")
    if standing.state is not DisputeState.OPEN:
        return told
    defend_by = standing.ruling_by - terms.ruling_time + terms.defence_time
    defended = f"to be defended by {moment(defend_by)}" if standing.defender == NOBODY else "defended"
    return f"{told}, {defended}, ruling by {moment(standing.ruling_by)}"


def status_of(vintage: Vintage, exchange: Path) -> dict[str, str]:
    """The facts by name, for people and machines alike; nothing personal.

    Raises:
        ChainError: the vintage is not open.
    """
    oracle, year, credit = vintage.oracle, vintage.year, vintage.credit()
    pending, final_at = oracle.pending_batch(year)
    last = oracle.last_sequence(year)
    following = last if pending.sequence else last + 1
    folder = BatchFolder.numbered(exchange, year, following)
    done = {what: len(folder.operators_with(what)) for what in ("roots", "observations", "signatures")}
    return {
        "final batch": described(oracle.final_batch(year)),
        "pending batch": f"{described(pending)}, final at {moment(final_at)}" if pending.sequence else "none",
        "issued": kg_text(credit.total_issued()),
        "people may have": kg_text(credit.people_cap()),
        "reserve may have": kg_text(credit.reserve_cap()),
        "takes batches until": moment(oracle.closes_at(year)),
        f"batch {following} in the folder": (
            f"{done['roots']} roots, {done['observations']} operators' figures, "
            f"{'drafted' if folder.batch.exists() else 'not drafted'}, {done['signatures']} signatures"
        ),
    }


def described(stored: StoredBatch) -> str:
    """A batch as the chain keeps it."""
    if not stored.sequence:
        return "none"
    return f"{stored.sequence} through {moment(stored.through)}, authorised {kg_text(stored.authorised_total)}"
