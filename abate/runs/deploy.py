"""Deploying a programme: show, ask, deploy, check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from eth_typing import ChecksumAddress
from rich.console import Console

from abate.chain.connection import Chain, connect
from abate.chain.sender import Sender
from abate.config import Settings
from abate.deploy.contracts import Contracts
from abate.deploy.final_check import Finding, final_check, require_right
from abate.deploy.networks import network_name, record_path
from abate.deploy.plan import Plan
from abate.deploy.preflight import estimated_cost, preflight
from abate.deploy.record import DeployedContract, Deployment
from abate.deploy.run import begin
from abate.deploy.run import deploy as deploy_plan
from abate.errors import ChainError, InputError
from abate.runs.shown import facts
from abate.runs.signers import local_sender, sender_for
from abate.wallet.amounts import amount_text

COIN_DECIMALS = 18


@dataclass(frozen=True)
class DeployRequest:
    """What somebody asks for.

    Attributes:
        programme: the programme's document.
        settings: node, and keystore where one signs.
        record: where to keep the record; None for that of the settings, or ``deployments/<network>.json``.
        assume_yes: do not ask before sending on a live network.
    """

    programme: Path
    settings: Settings
    record: Path | None = None
    assume_yes: bool = False


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
    request.settings.need("rpc_url")
    plan = Plan.load(request.programme)
    chain = connect(cast(str, request.settings.rpc_url), request.settings.chain_id)
    simulation = plan.programme.simulation
    sender = sender_for(request.settings, chain, index=simulation.deployer if simulation else 0)
    network = network_name(chain)
    path = request.record or request.settings.deployment or record_path(network)
    present = begin(plan, chain, sender.address, path, network)
    if present.complete:
        console.print(f"{plan.programme.name} is deployed on {network} already; checking it", soft_wrap=True)
    else:
        preflight(plan, chain)
        show_plan(plan, chain, sender, path, present, console)
        if not chain.is_local and not request.assume_yes and not confirm("Send these transactions?"):
            raise ChainError("nothing was sent")

    def progress(part: str, made: DeployedContract) -> None:
        console.print(f"  {part:<14} {made.contract:<22} {made.address}", highlight=False, soft_wrap=True)

    owner = local_sender(chain, plan.programme.oracle.owner)
    deployment = deploy_plan(plan, sender, path, network, owner, progress)
    findings = final_check(Contracts(deployment, chain), plan)
    require_right(findings)
    console.print(f"{len(findings)} checks against the chain passed; record: {path}", highlight=False, soft_wrap=True)
    return DeployResult(deployment, path, findings)


def show_plan(plan: Plan, chain: Chain, sender: Sender, path: Path, present: Deployment, console: Console) -> None:
    """Show what will happen, for whom, and what it costs at most.

    Raises:
        InputError: the deployer holds less than it costs.
    """
    programme, oracle = plan.programme, plan.programme.oracle
    cost = estimated_cost(plan, chain, sender.address)
    owner_kind = "" if chain.code_at(cast(ChecksumAddress, oracle.owner)) else " (an account, no contract)"
    rows = {
        "network": f"{present.network}, chain {chain.chain_id}",
        "deployer": f"{sender.address}, keeps no role",
        "owner": oracle.owner + owner_kind,
        "guardian": oracle.guardian,
        "operators": f"{len(oracle.operators)}, quorum {oracle.quorum}",
        "vintage": str(programme.vintage),
        "methodology": f"0x{plan.methodology.methodology_id.hex()}",
        "currency": programme.currency.address or f"{programme.currency.symbol}, made for this local network",
        "gas at most": f"{cost.gas:,}, {amount_text(cost.wei, COIN_DECIMALS)} of the native coin",
        "deployer holds": amount_text(cost.balance, COIN_DECIMALS),
        "done before": ", ".join(present.contracts) or "nothing",
        "record": str(path),
    }
    facts(console, f"Deploying {programme.name}", rows)
    if not present.contracts and cost.balance < cost.wei:
        raise InputError(
            f"the deployer holds {amount_text(cost.balance, COIN_DECIMALS)} of the native coin, "
            f"{amount_text(cost.wei, COIN_DECIMALS)} may be needed",
            mend=f"fund {sender.address}",
        )
