"""Brings the metrics up to date from a look at the chain and a few more questions."""

from __future__ import annotations

import time
from typing import Final

from abate.chain.refusals import explained
from abate.daemon.look import Look
from abate.daemon.office import Office
from abate.daemon.settling import settle
from abate.daemon.watching import is_own
from abate.oracle.postings import Standing

NEVER: Final = float("inf")


def measure(office: Office, look: Look) -> None:
    """Set every gauge that the chain tells.

    Raises:
        ChainError: the node does not answer.
    """
    own(office, look)
    batches(office, look)
    questions(office, look)
    account(office, look)


def own(office: Office, look: Look) -> None:
    """The operator itself."""
    metrics, registry = office.metrics, office.contracts.registry
    held, terms = registry.operator_of(office.me), registry.bond_terms()
    metrics.bond.set(held.bond)
    metrics.bond_minimum.set(terms.size)
    metrics.in_force.set(office.me in look.operator_set.operators)
    metrics.leaving.set(held.unbonded_at > 0)
    metrics.suspended.set(max(0, held.suspended_until - look.now))
    metrics.reward.set(registry.reward_of(office.me))


def batches(office: Office, look: Look) -> None:
    """The vintage's batches."""
    metrics = office.metrics
    metrics.final_sequence.set(look.final.sequence)
    metrics.pending_sequence.set(look.pending.sequence)
    metrics.pending_left.set(max(0, look.final_at - look.now) if look.pending.sequence else 0)
    metrics.period_lag.set(0 if look.moment is None else look.now - look.end)
    if look.moment is None:
        metrics.roots_missing.set(0)
        metrics.draft_left.set(NEVER)
    faulted = [one for one in look.postings if one.standing is Standing.FAULTED]
    metrics.faulted.set(len(faulted))
    metrics.final_faulted.set(look.final.record in [one.record for one in faulted])
    metrics.disputed.set(len({one.sequence for _, one, _ in look.open_disputes}))
    metrics.uncovered.set(office.contracts.reserve.uncovered_of(office.vintage.year))


def questions(office: Office, look: Look) -> None:
    """What is demanded, of batches of this operator and of others."""
    posted = {one.batch.sequence: one for one in look.postings}
    left: dict[str, list[int]] = {"own": [], "other": []}
    for one in look.asked:
        if one.is_open(look.now):
            whose = "own" if is_own(office, look, posted[one.demand.sequence]) else "other"
            left[whose].append(one.standing.answer_by - look.now)
    for whose, seconds in left.items():
        office.metrics.demands.labels(whose).set(len(seconds))
        office.metrics.demand_left.labels(whose).set(min(seconds, default=NEVER))


def account(office: Office, look: Look) -> None:
    """The account that pays, and the node."""
    metrics, web3 = office.metrics, office.sender.chain.web3
    with explained("asking for the sending account"):
        metrics.balance.set(web3.eth.get_balance(office.sender.address))
        landed = web3.eth.get_transaction_count(office.sender.address, "latest")
        given = web3.eth.get_transaction_count(office.sender.address, "pending")
    metrics.nonce_gap.set(max(0, given - landed))
    settle(office, landed)
    # of other programs too; this daemon's own are told while it waits for them
    others = office.turns.waited(("stuck", landed)) if given > landed else 0.0
    metrics.stuck.set_function(lambda: max(others, office.purse.waited()))
    metrics.head.set(look.head)
    metrics.head_age.set(time.time() - look.now)
    metrics.spent.set(office.purse.spent())
    metrics.spend_limit.set(NEVER if office.purse.daily is None else office.purse.daily)
