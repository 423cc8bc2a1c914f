"""Setting the stage: documents read, contracts deployed, homes funded, everybody with a key."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from abate.chain.call import Call
from abate.chain.connection import Chain
from abate.chain.currency import LocalCurrency
from abate.chain.sender import Sender
from abate.chain.signer import KeySigner
from abate.config import REPOSITORY
from abate.demo.stage import (
    Documents,
    Stage,
    hosts_of,
    known_keys,
    neighbours_of,
    operator_keys,
    participants,
    sender_of,
)
from abate.deploy import Contracts
from abate.deploy.final_check import final_check, require_right
from abate.deploy.networks import network_name
from abate.deploy.plan import Plan
from abate.deploy.run import deploy
from abate.emissions import FactorLibrary, load_manifest
from abate.errors import InputError

DEMO = REPOSITORY / "programmes" / "demo" / "programme.toml"
"""The programme of the demonstration."""


def load_documents(path: Path = DEMO) -> Documents:
    """The programme and everything it names.

    Raises:
        InputError: a document is wrong, or the programme has no simulation or no local currency.
    """
    plan = Plan.load(path)
    programme = plan.programme
    if programme.simulation is None:
        raise InputError(
            "this programme simulates nobody",
            file=path,
            field="simulation",
            mend="a demonstration needs a [simulation]",
        )
    if not programme.currency.local:
        raise InputError("a demonstration needs the local currency", file=path, field="currency")
    return Documents(plan, programme.simulation, load_manifest(programme.manifest), FactorLibrary.load())


def deploy_all(documents: Documents, chain: Chain, record: Path) -> Contracts:
    """Deploy the programme's contracts and compare everything on chain with its documents.

    Args:
        documents: the programme.
        chain: a local chain.
        record: where the deployment is written.

    Raises:
        InputError: the programme's owner is no account of the local chains.
        ChainError: a step was refused, or something on chain is not as the programme says.
    """
    owner = documents.plan.programme.oracle.owner
    keys = known_keys()
    if owner not in keys:
        raise InputError(f"{owner} is no account of the local chains", field="oracle.owner")
    deployer = sender_of(chain, documents.simulation.deployer)
    deployment = deploy(documents.plan, deployer, record, network_name(chain), Sender(chain, KeySigner(keys[owner])))
    contracts = Contracts(deployment, chain)
    require_right(final_check(contracts, documents.plan))
    return contracts


def set_stage(documents: Documents, contracts: Contracts, first_block: int) -> Stage:
    """Everybody takes their place; homes, operators and neighbours get their (simulated) money."""
    chain, programme = contracts.chain, documents.plan.programme
    currency = cast(LocalCurrency, contracts.currency)  # load_documents saw to it
    stage = Stage(
        documents=documents,
        chain=chain,
        contracts=contracts,
        oracle=contracts.oracle,
        credit=contracts.credit,
        auction=contracts.auction,
        certificate=contracts.certificate,
        currency=currency,
        relayer=sender_of(chain, documents.simulation.relayer),
        homes=participants(chain, programme, documents.simulation),
        neighbours=neighbours_of(programme, documents.simulation),
        hosts=hosts_of(chain, documents.simulation),
        first_block=first_block,
    )
    stage.relayer.send_all(_funding(stage, currency))
    return stage


def _funding(stage: Stage, currency: LocalCurrency) -> list[Call]:
    """Money for the homes and the operators, and budgets in the vaults of those who cannot deposit themselves."""
    simulation, units = stage.documents.simulation, stage.documents.programme.currency.units
    funds, budget, beside = (units(one) for one in (simulation.funds, simulation.budget, simulation.operator_funds))
    calls = [currency.mint(home.account, funds) for home in stage.homes]
    if beside:
        calls += [currency.mint(key.address, beside) for key in operator_keys(stage.documents.plan)]
    if stage.neighbours and budget:
        together = budget * len(stage.neighbours)
        calls += [currency.mint(stage.relayer.address, together), currency.approve(stage.auction.address, together)]
    return calls


def fill_vaults(stage: Stage) -> int:
    """The relayer puts the budget into each neighbour's vault.

    Returns:
        base units of the currency in each.
    """
    budget = stage.documents.programme.currency.units(stage.documents.simulation.budget)
    if budget:
        stage.relayer.send_all([stage.auction.deposit_for(one.account, budget) for one in stage.neighbours])
    return budget
