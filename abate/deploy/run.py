"""A whole deployment: begin or resume, do the steps, keep record and journal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from eth_typing import ChecksumAddress

from abate.chain.artefacts import load_artefact
from abate.chain.connection import Chain
from abate.chain.journal import Journal
from abate.chain.oracle import NOBODY
from abate.chain.sender import Sender
from abate.deploy.commit import git_commit
from abate.deploy.plan import Plan
from abate.deploy.preflight import preflight
from abate.deploy.record import DeployedContract, Deployment
from abate.deploy.steps import Progress, Steps
from abate.errors import InputError


def silent(part: str, made: DeployedContract) -> None:
    """Progress for nobody."""


def deploy(
    plan: Plan,
    sender: Sender,
    path: Path,
    network: str,
    owner: Sender | None = None,
    progress: Progress = silent,
) -> Deployment:
    """Deploy a programme, or go on where an interrupted run stopped; does nothing where all is done.

    Args:
        plan: the programme and its methodology.
        sender: the deployer; gets no role anywhere.
        path: the record, ``deployments/<network>.json``.
        network: the network's name for the record.
        owner: the programme's owner where its key is at hand; None stops before the vintage is opened.
        progress: called with each part and its contract as soon as it is recorded.

    Raises:
        InputError: the record is of another programme or chain, or the programme does not fit the chain.
        OwnerNeededError: the owner must open the vintage; run again afterwards.
        ChainError: a step was refused or did not land; run again.
    """
    chain = sender.chain
    record = begin(plan, chain, sender.address, path, network)
    if record.complete:
        return record
    preflight(plan, chain)
    journal = Journal(path.with_suffix(".journal"), chain)
    if owner is None and sender.address == plan.programme.oracle.owner:
        owner = sender
    journalled = None if owner is None else replace(owner, journal=journal)
    done = Steps(plan, record, path, replace(sender, journal=journal), journalled, progress).run()
    journal.finish()
    return done


def begin(plan: Plan, chain: Chain, deployer: ChecksumAddress | None, path: Path, network: str) -> Deployment:
    """The record to go on with: the one on disk, or a new one where there is none or its local chain is gone.

    Raises:
        InputError: the one on disk is of another programme or chain.
    """
    if path.exists():
        record = Deployment.load(path)
        if record.chain_id == chain.chain_id and record.contracts and is_gone(record, chain):
            return fresh(plan, chain, deployer, network)
        if record.chain_id != chain.chain_id:
            raise InputError(
                f"this record is of chain {record.chain_id}, the node is on {chain.chain_id}",
                file=path,
                mend="name another record with --record",
            )
        if record.plan != plan.fingerprint:
            raise InputError(
                f"this record is of {record.programme!r} with other settings",
                file=path,
                mend="name another record with --record, or deploy the programme as it was",
            )
        return record
    return fresh(plan, chain, deployer, network)


def is_gone(record: Deployment, chain: Chain) -> bool:
    """Whether a local chain was started anew since: what was recorded does not stand there any more."""
    return chain.is_local and any(not chain.code_at(each.address) for each in record.contracts.values())


def fresh(plan: Plan, chain: Chain, deployer: ChecksumAddress | None, network: str) -> Deployment:
    """A record of nothing yet; a deployer that is not known yet is nobody."""
    return Deployment(
        programme=plan.programme.name,
        network=network,
        chain_id=chain.chain_id,
        vintage=plan.programme.vintage,
        methodology_id=f"0x{plan.methodology.methodology_id.hex()}",
        deployer=deployer or NOBODY,
        commit=git_commit(),
        plan=plan.fingerprint,
        compiler=load_artefact("EmissionOracle").compiler,
    )
