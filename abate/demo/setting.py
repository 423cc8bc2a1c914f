"""Setting the stage: documents read, contracts deployed, homes funded, everybody with a key."""

from __future__ import annotations

from pathlib import Path

from abate.chain.connection import Chain
from abate.chain.currency import LocalCurrency
from abate.chain.sender import Sender
from abate.chain.signer import KeySigner
from abate.config import REPOSITORY
from abate.demo.stage import Documents, Stage, known_keys, participants, sender_of
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
        raise InputError("this programme simulates nobody", file=path, field="simulation", mend="use the demo's")
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
    """Everybody takes their place; each home gets its (simulated) money."""
    chain, programme = contracts.chain, documents.plan.programme
    currency = contracts.currency
    if not isinstance(currency, LocalCurrency):
        raise InputError("a demonstration needs the local currency", field="currency")
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
        first_block=first_block,
    )
    funds = programme.currency.units(documents.simulation.funds)
    stage.relayer.send_all([currency.mint(home.account, funds) for home in stage.homes])
    return stage
