"""The summary of a run, put together from what the chain and the files say at its end."""

from __future__ import annotations

from abate.chain.connection import Chain
from abate.demo.amounts import plain, scaled
from abate.demo.checks import Outcome, check_promises
from abate.demo.gas import gas_of_run
from abate.demo.homes import activity_source, factors_of, homes_of
from abate.demo.probe import found_on
from abate.demo.read_chain import balances_of, supply_of
from abate.demo.read_oracle import bonds_of, fallen_of, misreadings_of
from abate.demo.read_rounds import rounds_of
from abate.demo.read_spending import donations_of, passed_on, rewards_of
from abate.demo.room import OperatorRoom
from abate.demo.stage import Documents, Stage
from abate.demo.story import Story
from abate.deploy.networks import network_name
from abate.report.summary import Chain as ChainPart
from abate.report.summary import Operator, Programme, Summary
from abate.report.summary_market import Batch, Certificate
from abate.units import CREDIT_DECIMALS

SECONDS = {86400: "day", 3600: "hour", 60: "minute", 1: "second"}


def summary_of(story: Story, batches: tuple[Batch, ...], certificates: tuple[Certificate, ...]) -> Summary:
    """Everything that the run shows; reads the chain, changes nothing.

    Args:
        story: what happened.
        batches: as ``batches_of`` read them.
        certificates: as ``certificates_of`` did.
    """
    stage, room = story.stage, story.room
    periods = stage.documents.simulation.rounds
    last = room.computed[periods[-1]]
    homes = homes_of(stage, last, periods)
    rounds = rounds_of(stage, periods, story.offers)
    rewards, donations = rewards_of(stage), donations_of(stage)
    outcome = Outcome(
        homes=homes,
        batches=batches,
        misreadings=misreadings_of(room),
        fallen=fallen_of(room, story.fallen, batches),
        bonds=bonds_of(stage),
        rounds=rounds,
        certificates=certificates,
        balances=balances_of(stage, rounds, certificates, passed_on(rewards, donations)),
        supply=supply_of(stage),
        rewards=rewards,
        donations=donations,
        words=stage.documents.simulation.words,
    )
    return Summary(
        programme=programme_part(stage.documents, room),
        chain=chain_part(stage.chain, stage),
        periods=periods,
        activity=activity_source(stage),
        factors=factors_of(stage, last),
        homes=homes,
        batches=outcome.batches,
        misreadings=outcome.misreadings,
        fallen=outcome.fallen,
        bonds=outcome.bonds,
        rounds=rounds,
        certificates=certificates,
        rewards=rewards,
        donations=donations,
        balances=outcome.balances,
        supply=outcome.supply,
        gas=gas_of_run(stage),
        checks=check_promises(outcome, found_on(stage, room)),
    )


def programme_part(documents: Documents, room: OperatorRoom) -> Programme:
    """What programme and methodology fixed."""
    programme, methodology = documents.programme, documents.methodology
    currency, terms = programme.currency, programme.terms
    return Programme(
        name=programme.name,
        vintage=programme.vintage,
        methodology=f"{methodology.name}, version {methodology.version}",
        methodology_id=f"0x{methodology.methodology_id.hex()}",
        baseline_rule=" and ".join(rule.rule for rule in methodology.baseline),
        reserve_share_percent=plain(methodology.reserve_share_bps, 2),
        lot_kg=plain(terms.lot_grams, CREDIT_DECIMALS),
        currency=currency.symbol,
        floor_price=scaled(terms.floor_price, currency.decimals),
        cap_price=scaled(terms.cap_price, currency.decimals),
        operators=tuple(Operator(name=name, address=address) for address, name in room.names().items()),
        quorum=programme.oracle.quorum,
        challenge_window=duration(programme.oracle.challenge_window),
        simulated=documents.simulation.note,
        words=documents.simulation.words,
    )


def chain_part(chain: Chain, stage: Stage) -> ChainPart:
    """Where it ran."""
    contracts = stage.contracts.deployment.contracts
    return ChainPart(
        network=network_name(chain).removeprefix("local-"),
        client=chain.client,
        chain_id=chain.chain_id,
        contracts={made.contract: made.address for made in contracts.values()},
    )


def duration(seconds: int) -> str:
    """Seconds in the largest unit that divides them.

    >>> duration(259200), duration(3600), duration(90)
    ('3 days', '1 hour', '90 seconds')
    """
    unit = next(size for size in SECONDS if seconds % size == 0)
    count = seconds // unit
    return f"{count} {SECONDS[unit]}{'' if count == 1 else 's'}"
