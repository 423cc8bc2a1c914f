"""Who may do what: owner, guardian, arbiter, operators; and that the deployer kept nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from eth_typing import ChecksumAddress

from abate.chain.oracle import NOBODY
from abate.deploy.contracts import Contracts
from abate.deploy.holders import Holder, timelock_roles
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
    deployer = contracts.deployment.deployer
    given = {
        "owner": wanted.owner,
        "guardian": wanted.guardian,
        "arbiter": plan.programme.disputes.arbiter,
        **{f"operator {each}": each for each in operators},
    }
    yield (
        "deployer.roles",
        [role for role, holder in given.items() if holder == deployer],
        lambda: roles_of(contracts, deployer, operators),
    )


def roles_of(contracts: Contracts, account: ChecksumAddress, operators: Iterable[ChecksumAddress]) -> list[str]:
    """Which roles an account has: of the oracle, the arbiter's, an operator's, and in a contract that owns the oracle.

    Whoever proposes to the owning timelock, or signs for the owning multisig, has a share in the owner's power.
    """
    oracle, chain = contracts.oracle, contracts.chain
    held = {
        "owner": oracle.owner(),
        "pendingOwner": oracle.pending_owner(),
        "guardian": oracle.guardian(),
        "arbiter": contracts.disputes.dispute_terms().arbiter,
        **{f"operator {each}": each for each in operators},
    }
    found = [role for role, holder in held.items() if holder == account]
    owner = Holder.of(chain, oracle.owner())
    if owner.kind == "timelock":
        found += [f"owner's {role}" for role in timelock_roles(chain, owner.address, account)]
    if account.lower() in {each.lower() for each in owner.owners}:
        found.append("owner's signer")
    return found


def _ascending(accounts: Iterable[str]) -> list[str]:
    return sorted(accounts, key=lambda each: int(each, 16))
