"""``abate oracle run``: the operator's daemon."""

from __future__ import annotations

import shlex
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import click

from abate.cli.oracle_place import ENROLMENT, FOLDER, OPERATOR, PROGRAMME, Place, options
from abate.cli.seconds import Seconds
from abate.cli.session import CHAIN_OPTIONS, KEY_OPTIONS, Session
from abate.daemon.health import Health
from abate.daemon.lock import locked
from abate.daemon.log import SHAPES, Log
from abate.daemon.look import Watcher
from abate.daemon.metrics import Metrics
from abate.daemon.office import EnrolmentFile, Office
from abate.daemon.purse import Purse
from abate.daemon.run import Daemon
from abate.daemon.schedule import Schedule
from abate.daemon.server import address_of, serving
from abate.daemon.stop import Stop
from abate.daemon.turns import Turns
from abate.daemon.words import FEEDING, Duty, Said
from abate.emissions import Period
from abate.errors import InputError
from abate.fields import exact_decimal, seconds

TURN_POLLS: Final = 8
"""Rounds after which the next operator does what one left undone."""
LIVE_CONFIRMATIONS: Final = 2
COIN_DECIMALS: Final = 18
GIVEN: Final = ("exchange", "enrolment", "state", "manifest_file", "operator_list", "enrolment_passphrase_file")


class DurationType(click.ParamType[int]):
    """A length of time as programmes write it."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Seconds."""
        if isinstance(value, int):
            return value
        try:
            return seconds(str(value))
        except ValueError as problem:
            self.fail(str(problem), param, ctx)


DURATION = DurationType()
SCHEDULE = [
    click.option("--from", "since", metavar="PERIOD", help="First period, where no batch is final yet."),
    click.option("--every", type=click.Choice(["month", "year"]), default="month", show_default=True, help="A period."),
    click.option("--after", type=DURATION, default="1d", show_default=True, help="Until a period's data are there."),
    click.option("--patience", type=DURATION, default="12h", show_default=True, help="For the others' roots, figures."),
    click.option(
        "--poll", type=Seconds(zero=False), default=15.0, show_default=True, help="Seconds between two looks."
    ),
    click.option(
        "--turn",
        type=Seconds(zero=False),
        help="Seconds that one waits for the operator before; by default eight looks.",
    ),
]
PART = [
    click.option("--watch-only", is_flag=True, help="Feed and relay nothing: examine, challenge, demand, answer."),
    click.option("--no-relay", is_flag=True, help="Leave relaying to the others."),
    click.option("--receipts", type=FOLDER, default=Path("receipts"), show_default=True, help="Of erasures."),
]
CONSENT = [
    click.option("--yes", "assume_yes", is_flag=True, help="Send without asking; needed on a live network."),
    click.option("--max-fee", metavar="GWEI", help="Most that a unit of gas is offered; needed on a live network."),
    click.option("--daily-spend", metavar="COINS", help="Most gas money of a day (UTC); needed on a live network."),
]
SIGNS = [
    click.option("--metrics", metavar="HOST:PORT", help="Serve /metrics and /healthz; off by default."),
    click.option("--log", "shape", type=click.Choice(SHAPES), help="Lines on stderr; text on a terminal, else json."),
]


@click.command()
@options(PROGRAMME, ENROLMENT, OPERATOR[-2:], SCHEDULE, PART, CONSENT, SIGNS, CHAIN_OPTIONS[:-1], KEY_OPTIONS[:-1])
def run(**given: Any) -> None:
    """Follow the schedule of periods until stopped: observe, exchange, sign, post, watch others' batches, relay.

    One process for each operator. What is due is told by chain, exchange and journal: kill it at any moment and start
    it again. SIGTERM or SIGINT ends it healthily, the second one at once. It never disputes, defends or tops up by
    itself: it says when a person is needed, and the command. docs/operations.md has what to do.
    """
    stop = Stop()
    stop.install()
    place = Place(replace(Session.of(given), remembers=True), given)
    daily = consent(place.session, given)
    metrics_at = None if given["metrics"] is None else address_of(given["metrics"])
    with locked(place.state):
        log = Log(as_json=(given["shape"] or ("text" if sys.stderr.isatty() else "json")) == "json")
        daemon = made(place, given, log, daily, stop)
        log.say(
            Said.STARTED, operator=daemon.office.me, chain=place.session.chain.chain_id, vintage=place.vintage.year,
            programme=place.programme.name, duty=",".join(daemon.duties),
        )  # fmt: skip
        if metrics_at is None:
            daemon.run()
        else:
            with serving(metrics_at, daemon.office.metrics, daemon.health) as address:
                click.echo(f"metrics at http://{address}/metrics", err=True)
                daemon.run()
        log.say(Said.STOPPED)


def consent(session: Session, given: dict[str, Any]) -> int | None:
    """Wei that a day may cost.

    Raises:
        InputError: a live network, and somebody did not say what may be spent; or the limit is no amount.
    """
    wanted = {
        "--yes": given["assume_yes"],
        "--max-fee": session.settings.max_fee,
        "--daily-spend": given["daily_spend"],
    }
    missing = [name for name, value in wanted.items() if not value]
    if missing and not session.chain.is_local:
        raise InputError(
            f"chain {session.chain.chain_id} is a live network, where the daemon sends without asking: "
            f"not given {', '.join(missing)}",
            mend="say what it may spend, such as --yes --max-fee 50 --daily-spend 0.05",
        )
    return None if given["daily_spend"] is None else wei("--daily-spend", given["daily_spend"])


def wei(field: str, text: str) -> int:
    """An amount of the chain's coin above 0.

    Raises:
        InputError: it is something else.
    """
    try:
        value = exact_decimal(text).scaleb(COIN_DECIMALS)
    except ValueError:
        value = Decimal(0)
    if value <= 0 or value != value.to_integral_value():
        raise InputError(f"{text!r} is no amount above 0 with at most {COIN_DECIMALS} decimals", field=field)
    return int(value)


def made(place: Place, given: dict[str, Any], log: Log, daily: int | None, stop: Stop) -> Daemon:
    """The daemon of these options, with everything opened that it needs.

    Raises:
        InputError, IntegrityError, ChainError: something is missing or does not fit; nothing was sent.
    """
    metrics, poll = Metrics(), float(given["poll"])
    turn = TURN_POLLS * poll if given["turn"] is None else float(given["turn"])
    chain, contracts, record = place.session.chain, place.session.contracts, place.session.record
    if contracts.oracle.credit_of(place.programme.vintage) is None:
        raise InputError(f"vintage {place.programme.vintage} is not open yet", mend="its owner opens it")
    purse = Purse(place.state / "spending.json", log, metrics, daily)
    least = 1 if chain.is_local else LIVE_CONFIRMATIONS
    confirmations = place.session.settings.confirmations or least
    sender = replace(place.sender, purse=purse, pause=stop.pause, confirmations=confirmations)
    office = Office(
        contracts=contracts, vintage=place.vintage, methodology=place.methodology, manifest=place.manifest,
        terms=place.vintage.terms(place.methodology), share=place.share, state=place.state, key=place.key,
        sender=sender, stakes=record.with_name(f"{record.stem}.{place.key.address}.journal"),
        purse=purse, enrolment=EnrolmentFile(Path(given["enrolment"]), place.enrolment_passphrase),
        known=place.known, receipts=given["receipts"], patience=float(given["patience"]),
        command=lambda step: command_of(given, step), log=log, metrics=metrics,
        turns=Turns(turn), stop=stop,
    )  # fmt: skip
    office.enrolment.present()
    metrics.info.labels(office.me, place.vintage.year, place.vintage.oracle.address, chain.chain_id).set(1)
    return Daemon(
        office, Watcher(contracts, place.vintage, place.known, schedule(place, given)), Health(), duties(given), poll
    )


def schedule(place: Place, given: dict[str, Any]) -> Schedule:
    """The periods of the vintage.

    Raises:
        InputError: the first one is not in it.
    """
    year, oracle = place.vintage.year, place.vintage.oracle
    (event,) = oracle.events("VintageOpened", place.session.contracts.deployment.first_block(), vintage=year)
    opened = int(place.session.chain.block(event.block)["timestamp"])
    since = None if given["since"] is None else Period.parse(given["since"])
    yearly = given["every"] == "year"
    if since is not None and (since.year != year or since.is_year != yearly):
        raise InputError(f"{since} is no {given['every']} of vintage {year}", field="--from")
    return Schedule.of(place.manifest, year, yearly, opened, since, given["after"])


def duties(given: dict[str, Any]) -> tuple[Duty, ...]:
    """Which ones are played."""
    left_out = {*(FEEDING if given["watch_only"] else ()), *([Duty.RELAY] if given["no_relay"] else ())}
    if given["watch_only"]:
        left_out.add(Duty.RELAY)
    return tuple(duty for duty in Duty if duty not in left_out)


def command_of(given: dict[str, Any], step: str) -> str:
    """The command that takes a step, for a person to copy; it names files, never what is in them."""
    from abate.cli.oracle import oracle

    command = oracle.get_command(click.Context(oracle), step)
    assert command is not None
    words = ["abate", "oracle", step, str(given["programme"])]
    for parameter in command.params:
        if parameter.name in GIVEN and given.get(parameter.name) is not None:
            words += [parameter.opts[0], str(given[parameter.name])]
    return shlex.join(words)
