"""Feeding the oracle: post the next batch, and issue what the final one has due.

Live operators each work on their own machine with ``abate oracle``; what is left for this run is to post what a quorum
signed. On a local network it plays all operators of the programme, whose keys everybody knows there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, cast

from rich.console import Console

from abate.chain.connection import connect
from abate.chain.journal import Journal
from abate.chain.local_keys import local_keys
from abate.chain.local_time import advance_to
from abate.chain.sender import Sender
from abate.chain.times import moment
from abate.config import REPOSITORY, Settings
from abate.deploy.contracts import Contracts
from abate.deploy.networks import network_name, record_path
from abate.deploy.plan import Plan
from abate.deploy.record import Deployment
from abate.emissions import FactorLibrary, Manifest, Period, load_manifest
from abate.enrolment import Enrolment, create_enrolment, load_enrolment
from abate.errors import ChainError, InputError
from abate.oracle.computed import compute, end_of
from abate.oracle.desk import Desk
from abate.oracle.feed import feed as feed_period
from abate.oracle.folder import BatchFolder
from abate.oracle.onchain import Vintage
from abate.oracle.post import post
from abate.oracle.relay import Relayed, relay
from abate.runs.signers import sender_for
from abate.units import kg_text

LOCAL_PASSPHRASE: Final = "simulated homes of a local network"  # noqa: S105 (nothing secret lies behind it)


@dataclass(frozen=True)
class FeedRequest:
    """What somebody asks for.

    Attributes:
        programme: the programme's document.
        period: the last period that the batch covers, such as ``2013-07``.
        settings: node, record, and keystore where one signs.
        exchange: the operators' shared folder; None for ``reports/exchange/<network>``.
        enrolment: who takes part; None takes the simulated homes of a local programme.
        assume_yes: do not ask before sending on a live network.
    """

    programme: Path
    period: str
    settings: Settings
    exchange: Path | None = None
    enrolment: Enrolment | None = None
    assume_yes: bool = False


@dataclass(frozen=True)
class FeedResult:
    """What came of it.

    Attributes:
        sequence: number of the batch that covers the period.
        final_at: when it becomes final; None where it is final.
        relayed: what was issued; None where the batch must still wait.
    """

    sequence: int
    final_at: int | None
    relayed: Relayed | None


def feed(request: FeedRequest, console: Console, confirm: Callable[[str], bool]) -> FeedResult:
    """Post the batch of a period unless it stands already, and relay it once it is final.

    Args:
        request: which period of which programme, where.
        console: what a person reads.
        confirm: asked once before sending on a live network.

    Raises:
        InputError: something is missing or does not fit; too few signatures on a live network.
        ChainError: the period has not ended, the person said no, or a transaction failed; run again to go on.
        IntegrityError: figures differ; nothing was signed or sent after that was found.
    """
    request.settings.need("rpc_url")
    plan = Plan.load(request.programme)
    chain = connect(cast(str, request.settings.rpc_url), request.settings.chain_id)
    network = network_name(chain)
    path = request.settings.deployment or record_path(network)
    record = Deployment.load(path)
    vintage = Vintage(Contracts(record, chain).oracle, record.vintage)
    exchange = request.exchange or REPOSITORY / "reports" / "exchange" / network
    manifest = load_manifest(plan.programme.manifest)
    through = end_of(manifest, Period.parse(request.period))
    simulation = plan.programme.simulation
    journal = Journal(path.with_name(f"{path.stem}.feed.journal"), chain)
    sender = sender_for(request.settings, chain, index=simulation.relayer if simulation else 0)
    sender = replace(sender, journal=journal)

    if not chain.is_local and not request.assume_yes and not confirm(f"Post and relay {request.period}?"):
        raise ChainError("nothing was sent")
    pending, final_at = vintage.oracle.pending_batch(vintage.year)
    final = vintage.oracle.final_batch(vintage.year)
    if max(pending.through, final.through) >= through:
        console.print(f"{request.period} was posted already")
    elif chain.is_local:
        # an earlier batch that still waits becomes final first
        advance_to(chain, max(through, final_at))
        final_at = play_operators(request, plan, manifest, vintage, exchange, through, sender, console)
    else:
        folder = BatchFolder.numbered(exchange, vintage.year, vintage.oracle.last_sequence(vintage.year) + 1)
        operator_set = vintage.operator_set(plan.operators)
        final_at = post(vintage, folder, operator_set, sender).final_at or 0
    sequence = vintage.oracle.last_sequence(vintage.year)
    if chain.is_local:
        advance_to(chain, final_at)
    if chain.now() < final_at:
        console.print(f"batch {sequence} is final at {moment(final_at)}: run this again then, to issue its credits")
        return FeedResult(sequence, final_at, None)
    leaves = vintage.final_leaves(exchange)
    if leaves is None:
        raise InputError(f"no batch of {vintage.year} is final")
    done = relay(vintage, leaves, sender)
    journal.finish()
    console.print(
        f"batch {sequence} is final: {kg_text(done.issued)} credits issued to {done.accounts} accounts, "
        f"{kg_text(done.reserve)} to the reserve"
    )
    return FeedResult(sequence, None, done)


def play_operators(
    request: FeedRequest,
    plan: Plan,
    manifest: Manifest,
    vintage: Vintage,
    exchange: Path,
    through: int,
    sender: Sender,
    console: Console,
) -> int:
    """Observe, show, aggregate, verify, sign and post as all operators of a local network; when the batch is final."""
    keys = local_keys(sender.chain, plan.operators)
    enrolment = request.enrolment or simulated_enrolment(plan, sender, exchange / "enrolment")
    desks = [Desk(key, exchange / "desks", exchange, enrolment) for key in keys]
    period, library = Period.parse(request.period), FactorLibrary.load()
    # the operators of a local network share one copy of the data: each would compute the very same figures
    figures = compute(manifest, plan.methodology, library, vintage.year, period)

    def told(line: str) -> None:
        console.print(f"  {line}", highlight=False, soft_wrap=True)

    fed = feed_period(vintage, plan.methodology, plan.operators, desks, lambda operator: figures, through, sender, told)
    return fed.posted.final_at or 0


def simulated_enrolment(plan: Plan, sender: Sender, file: Path) -> Enrolment:
    """The homes of the programme's simulation, on accounts of the local node; kept, since reports hang on its keys.

    Raises:
        InputError: the programme has no simulation.
    """
    if file.exists():
        return load_enrolment(file, LOCAL_PASSPHRASE)
    simulation = plan.programme.simulation
    if simulation is None:
        raise InputError("no enrolment", mend="give one: abate enrol makes it")
    held = sender.chain.node_accounts()
    people = [home.person for home in simulation.home]
    made = Enrolment.empty().with_people(people, [held[home.account] for home in simulation.home])
    create_enrolment(file, LOCAL_PASSPHRASE, made)
    return made
