"""Challenging: one look at every batch that can be proven wrong, and a proof for each that is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from rich.console import Console

from abate.chain.challenges import BatchChallenges
from abate.chain.connection import connect
from abate.chain.demands import BatchDemands
from abate.chain.disputes import BatchDisputes, Dispute, DisputeState
from abate.chain.journal import Journal
from abate.config import REPOSITORY, Settings
from abate.deploy.contracts import Contracts
from abate.deploy.networks import network_name, record_path
from abate.deploy.plan import Plan
from abate.deploy.record import Deployment
from abate.enrolment import Enrolment, load_enrolment
from abate.errors import ChainError
from abate.oracle.challenge import Challenger, Proven, UnripeError
from abate.oracle.demanding import asked
from abate.oracle.examine import Findings, double_signers, examine_all, root_files
from abate.oracle.faults import Fault
from abate.oracle.onchain import Vintage
from abate.oracle.postings import Posting, postings
from abate.oracle.terms import Terms
from abate.passphrase import ENROLMENT_VARIABLE, read_passphrase
from abate.runs.feed import simulated_enrolment
from abate.runs.signers import sender_for

Told = Callable[[str], None]


@dataclass(frozen=True)
class Docket:
    """What to look at.

    Attributes:
        vintage: oracle and year.
        challenges, demands: the oracle's.
        first_block: a block before anything of the oracle.
        exchange: the operators' shared folder.
        state: the challenger's own folder.
        enrolment: the keys that open reports.
        terms: what figures are worth in the vintage.
        known: operators, among whom all in force are.
        roots: signed roots that somebody handed over.
    """

    vintage: Vintage
    challenges: BatchChallenges
    demands: BatchDemands
    first_block: int
    exchange: Path
    state: Path
    enrolment: Enrolment
    terms: Terms
    known: Sequence[str]
    roots: Sequence[Path] = ()


@dataclass(frozen=True)
class Outcome:
    """What was found, and what came of it.

    Attributes:
        found: one entry for each batch that can be proven wrong still, the newest first.
        signed_twice: operators who signed two roots, each with the number of the batch.
        proven: proofs that were sent, those of an earlier run first.
        unanswered: demands that nobody answered in time: collected now, or found where nothing is sent.
        ruled: batches that the arbiter ruled wrong: collected now, or found where nothing is sent.
    """

    found: list[Findings]
    signed_twice: list[tuple[Fault, int]]
    proven: list[Proven]
    unanswered: int
    ruled: int = 0

    @property
    def count(self) -> int:
        """How many faults can be proven."""
        return sum(len(each.faults) for each in self.found) + len(self.signed_twice)


def challenge(docket: Docket, challenger: Challenger | None, told: Told) -> Outcome:
    """Look at everything, and prove one fault for each batch that has any.

    Args:
        docket: what to look at.
        challenger: who proves; None only looks.
        told: called with what was found, line by line, before anything new is sent.

    Raises:
        RefusalError: a contract does not find a fault proven.
        ChainError: the node failed; run again to go on.
    """
    proven: list[Proven] = []
    if challenger is None:
        now = docket.vintage.oracle.chain.now()
        waiting = asked(docket.demands, docket.first_block, docket.vintage.year)
        unanswered, ruled = sum(one.is_unanswered(now) for one in waiting), len(ruled_wrong(docket))
    else:
        proven, unanswered, ruled = finish_begun(docket, challenger)
    found, signed_twice = search(docket)
    for line in lines(found, signed_twice):
        told(line)
    if challenger is not None:
        proven += prove_found(challenger, found, signed_twice)
    return Outcome(found, signed_twice, proven, unanswered, ruled)


def search(docket: Docket) -> tuple[list[Findings], list[tuple[Fault, int]]]:
    """Look at every batch that can still be proven wrong, and for operators who signed two roots; sends nothing."""
    vintage, challenges, first = docket.vintage, docket.challenges, docket.first_block
    posted = postings(vintage, challenges, first)
    found = examine_all(vintage, docket.exchange, posted, docket.enrolment, docket.terms)
    files = [*root_files(docket.exchange, docket.state, vintage.year), *docket.roots]
    return found, double_signers(vintage, challenges, first, docket.known, files)


def prove_found(
    challenger: Challenger,
    found: Sequence[Findings],
    signed_twice: Sequence[tuple[Fault, int]],
    spared: Callable[[Fault, Posting | None], bool] = lambda fault, posting: False,
) -> list[Proven]:
    """Prove one fault of each batch that has any, and of each operator who signed two roots.

    Args:
        challenger: who proves.
        found, signed_twice: what ``search`` found.
        spared: whether a fault is not to be proven: an operator that proves its own batch wrong pays for it.

    Raises:
        RefusalError: a contract does not find a fault proven.
        ChainError: the node failed; run again to go on.
    """
    charges: list[tuple[Fault, int, Posting | None]] = [
        *((one.faults[0], one.posting.batch.sequence, one.posting) for one in found if one.faults),
        *((fault, sequence, None) for fault, sequence in signed_twice),
    ]
    proven, problems = [], []
    for fault, sequence, posting in charges:
        if spared(fault, posting):
            continue
        try:
            proven.append(challenger.prove(fault, sequence, posting))
        except UnripeError:
            continue
        except ChainError as problem:
            # one proof that fails does not keep the others from being made
            problems.append(problem)
    if problems:
        raise problems[0]
    return proven


def ruled_wrong(docket: Docket) -> list[tuple[bytes, Dispute]]:
    """Disputes whose batch was ruled wrong and whose signers were not made to pay yet."""
    oracle, year = docket.vintage.oracle, docket.vintage.year
    disputes = BatchDisputes(oracle.chain, oracle.disputes())
    return [
        (name, disputed)
        for name, disputed in disputes.disputes_since(docket.first_block)
        if disputed.vintage == year
        and disputes.standing_of(name).state is DisputeState.RULED_WRONG
        and docket.challenges.is_collectable(name)
    ]


def finish_begun(
    docket: Docket, challenger: Challenger, spared: Callable[[Posting], bool] = lambda posting: False
) -> tuple[list[Proven], int, int]:
    """Go on with proofs of an earlier run; collect where nobody answered a demand in time, or a batch was ruled wrong.

    Args:
        docket: what to look at.
        challenger: who proves.
        spared: batches from whose signers nothing is collected.

    Returns:
        what came of the proofs, and how many demands and rulings were collected.

    Raises:
        RefusalError, ChainError: as ``challenge``.
    """
    first, vintage = docket.first_block, docket.vintage
    posted, waiting = postings(vintage, docket.challenges, first), asked(docket.demands, first, vintage.year)
    proven, others = challenger.resume(posted), [one for one in posted if not spared(one)]
    unanswered = challenger.collect_waiting(docket.demands, waiting, others)
    return proven, unanswered, challenger.collect_rulings(ruled_wrong(docket), others)


def lines(found: list[Findings], signed_twice: list[tuple[Fault, int]]) -> list[str]:
    """What was found, for people; accounts and operators, no figures."""
    told = []
    for each in found:
        told.append(f"{each.posting.name} ({each.posting.standing.value}):")
        told += [f"  {fault.told}" for fault in each.faults] or ["  nothing that can be proven"]
        told += [f"  not provable: {line}" for line in each.remarks]
    return told + [f"batch {sequence}: {fault.told}" for fault, sequence in signed_twice]


@dataclass(frozen=True)
class ChallengeRequest:
    """What somebody asks for who runs a script.

    Attributes:
        programme: the programme's document.
        settings: node, record, and keystore where one signs.
        exchange: the operators' shared folder; None for ``reports/exchange/<network>``.
        enrolment: the encrypted enrolment; None takes the simulated homes of a local network.
        state: the challenger's own folder; None for one beside the record.
        assume_yes: do not ask before sending on a live network.
    """

    programme: Path
    settings: Settings
    exchange: Path | None = None
    enrolment: Path | None = None
    state: Path | None = None
    assume_yes: bool = False


def challenge_programme(request: ChallengeRequest, console: Console, confirm: Callable[[str], bool]) -> Outcome:
    """The same for a programme's deployment, with the record's names for everything that was not given.

    Raises:
        InputError, ChainError, IntegrityError: as ``challenge``, or the person said no.
    """
    request.settings.need("rpc_url")
    plan, chain = Plan.load(request.programme), connect(cast(str, request.settings.rpc_url), request.settings.chain_id)
    network = network_name(chain)
    path = request.settings.deployment or record_path(network)
    contracts = Contracts(Deployment.load(path), chain)
    vintage, simulation = Vintage(contracts.oracle, contracts.deployment.vintage), plan.programme.simulation
    exchange = request.exchange or REPOSITORY / "reports" / "exchange" / network
    sender = sender_for(request.settings, chain, index=simulation.relayer if simulation else 0)
    sender = replace(sender, journal=Journal(path.with_name(f"{path.stem}.challenge.journal"), chain))
    state = request.state or path.with_name(f"{path.stem}.challenges")
    if request.enrolment is None:
        enrolment = simulated_enrolment(plan, sender, exchange / "enrolment")
    else:
        passphrase = read_passphrase(None, ENROLMENT_VARIABLE, f"Passphrase of {request.enrolment}")
        enrolment = load_enrolment(request.enrolment, passphrase)

    def told(line: str) -> None:
        console.print(line, highlight=False, soft_wrap=True)

    docket = Docket(
        vintage=vintage,
        challenges=contracts.challenges,
        demands=contracts.demands,
        first_block=contracts.deployment.first_block(),
        exchange=exchange,
        state=state,
        enrolment=enrolment,
        terms=vintage.terms(plan.methodology),
        known=plan.operators,
    )
    if not chain.is_local and not request.assume_yes and not confirm(f"Challenge what is wrong in {vintage.year}?"):
        raise ChainError("nothing was sent")
    done = challenge(docket, Challenger(vintage, contracts.challenges, sender, state, plan.operators, told), told)
    told(f"{done.count} faults can be proven, {sum(not one.overtaken for one in done.proven)} were")
    return done
