"""Deploying a programme: show, ask, deploy, check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, cast

from eth_typing import ChecksumAddress
from rich.console import Console

from abate.chain.connection import Chain, connect
from abate.chain.signer import keystore_address
from abate.config import Settings
from abate.deploy.contracts import Contracts
from abate.deploy.final_check import Finding, final_check, require_right
from abate.deploy.forecast import forecast
from abate.deploy.networks import network_name, record_path
from abate.deploy.plan import Plan
from abate.deploy.preflight import preflight
from abate.deploy.record import DeployedContract, Deployment
from abate.deploy.run import begin
from abate.deploy.run import deploy as deploy_plan
from abate.errors import ChainError, InputError
from abate.runs.deploy_shown import Prospect, coins, show_prospect, show_spent
from abate.runs.signers import local_sender, sender_for

LIVE_CONFIRMATIONS: Final = 3


@dataclass(frozen=True)
class DeployRequest:
    """What somebody asks for.

    Attributes:
        programme: the programme's document.
        settings: node, and keystore where one signs.
        record: where to keep the record; None for that of the settings, or ``deployments/<network>.json``.
        assume_yes: do not ask before sending on a live network.
        deployer: who would deploy, for a dry run without a key.
    """

    programme: Path
    settings: Settings
    record: Path | None = None
    assume_yes: bool = False
    deployer: ChecksumAddress | None = None


@dataclass(frozen=True)
class DeployResult:
    """What came of it.

    Attributes:
        deployment: the finished record.
        path: where it lies.
        findings: what the final check compared, all of it right.
    """

    deployment: Deployment
    path: Path
    findings: list[Finding]


def dry_run(request: DeployRequest, console: Console) -> Prospect:
    """Show everything that a deployment would do and cost; asks for no key, sends nothing, writes nothing.

    Args:
        request: what to deploy, and where.
        console: what a person reads.

    Raises:
        InputError: something in the request does not fit.
        ChainError: the node does not answer.
    """
    plan, chain = _opened(request)
    deployer = request.deployer
    if deployer is None and request.settings.keystore is not None:
        deployer = keystore_address(request.settings.keystore)
    if deployer is None and chain.is_local:
        deployer = sender_for(request.settings, chain, index=_local_index(plan)).address
    prospect = _prospect(request, plan, chain, deployer)
    show_prospect(prospect, console, with_arguments=True)
    return prospect


def deploy(request: DeployRequest, console: Console, confirm: Callable[[str], bool]) -> DeployResult:
    """Deploy a programme and check the result.

    Args:
        request: what to deploy, and where.
        console: what a person reads.
        confirm: asked once before sending on a live network.

    Raises:
        InputError: something in the request does not fit; nothing was sent.
        OwnerNeededError: the owner must open the vintage; run again afterwards.
        ChainError: the person said no, a step failed (run again to go on), or the check found differences.
    """
    plan, chain = _opened(request)
    sender = sender_for(request.settings, chain, index=_local_index(plan))
    network, path = _place(request, chain)
    present = begin(plan, chain, sender.address, path, network)
    if present.complete:
        console.print(f"{plan.programme.name} is deployed on {network} already; checking it", soft_wrap=True)
    else:
        prospect = _prospect(request, plan, chain, sender.address)
        show_prospect(prospect, console)
        _require_funds(prospect)
        if not chain.is_local and not request.assume_yes and not confirm("Send these transactions?"):
            raise ChainError("nothing was sent")
        sender = replace(sender, ceiling=prospect.forecast.ceiling, confirmations=prospect.confirmations)

    def progress(part: str, made: DeployedContract) -> None:
        console.print(f"  {part:<18} {made.contract:<23} {made.address}", highlight=False, soft_wrap=True)

    owner = local_sender(chain, plan.programme.oracle.owner)
    deployment = deploy_plan(plan, sender, path, network, owner, progress)
    findings = final_check(Contracts(deployment, chain), plan)
    require_right(findings)
    show_spent(deployment, console)
    console.print(f"{len(findings)} checks against the chain passed; record: {path}", highlight=False, soft_wrap=True)
    return DeployResult(deployment, path, findings)


def _opened(request: DeployRequest) -> tuple[Plan, Chain]:
    request.settings.need("rpc_url")
    plan = Plan.load(request.programme)
    return plan, connect(cast(str, request.settings.rpc_url), request.settings.chain_id)


def _local_index(plan: Plan) -> int:
    """Which of a local node's accounts deploys."""
    simulation = plan.programme.simulation
    return simulation.deployer if simulation else 0


def _place(request: DeployRequest, chain: Chain) -> tuple[str, Path]:
    """The network's name, and where the record lies."""
    network = network_name(chain)
    return network, request.record or request.settings.deployment or record_path(network)


def _prospect(request: DeployRequest, plan: Plan, chain: Chain, deployer: ChecksumAddress | None) -> Prospect:
    """What is left to do, looked at on the chain."""
    network, path = _place(request, chain)
    present = begin(plan, chain, deployer, path, network)
    preflight(plan, chain)
    confirmations = request.settings.confirmations or (1 if chain.is_local else LIVE_CONFIRMATIONS)
    ahead = forecast(plan, chain, present, deployer, request.settings.max_fee)
    return Prospect(plan, chain, present, path, ahead, deployer, confirmations, request.settings.max_fee is not None)


def _require_funds(prospect: Prospect) -> None:
    """The deployer must hold what the steps cost at the present price.

    Raises:
        InputError: it holds less.
    """
    ahead = prospect.forecast
    if ahead.balance is not None and ahead.balance < ahead.cost_now:
        raise InputError(
            f"the deployer holds {coins(ahead.balance)} of the native coin, {coins(ahead.cost_now)} are needed at the "
            f"present price, {coins(ahead.cost_at_ceiling)} at most",
            mend=f"fund {prospect.deployer}",
        )
