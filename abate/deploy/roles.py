"""Who may do what: owner, guardian, arbiter, operators; and that the deployer kept nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from abate.chain.oracle import NOBODY
from abate.deploy.contracts import Contracts
from abate.deploy.plan import Plan
from abate.deploy.settings import Expectation


def roles(contracts: Contracts, plan: Plan) -> Iterator[Expectation]:
    """Every role of every contract: the oracle's, the arbiter's, and whom the owner admitted to rewards and causes."""
    oracle, wanted = contracts.oracle, plan.programme.oracle
    operators = plan.operators
    yield "oracle.owner", wanted.owner, oracle.owner
    yield "oracle.pendingOwner", NOBODY, oracle.pending_owner
    yield "oracle.guardian", wanted.guardian, oracle.guardian
    yield "disputes.arbiter", plan.programme.disputes.arbiter, lambda: contracts.disputes.dispute_terms().arbiter
    yield "oracle.quorum", wanted.quorum, oracle.quorum
    yield (
        f"oracle.operatorSetHash ({len(operators)} operators)",
        oracle.hash_operator_set(operators, wanted.quorum),
        oracle.operator_set_hash,
    )
    yield "registry.scheduledOperatorSet", (bytes(32), 0), contracts.registry.scheduled_operator_set
    first = contracts.deployment.first_block()
    partners, causes = _ascending(plan.programme.rewards.partners), _ascending(plan.programme.rewards.causes)
    yield "catalogue.admitted", partners, lambda: contracts.catalogue.admitted(first)
    yield "donations.admitted", causes, lambda: contracts.donations.admitted(first)


def _ascending(accounts: Iterable[str]) -> list[str]:
    return sorted(accounts, key=lambda each: int(each, 16))
