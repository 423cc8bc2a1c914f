"""What the commands of ``abate oracle`` share: their options, and opening an operator's place of work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from pathlib import Path
from typing import Any, Self, TypeVar

import click

from abate.chain.journal import Journal
from abate.chain.sender import Sender
from abate.chain.signer import KeySigner, Signer, unlock
from abate.cli.session import FILE, Session, wallet_options
from abate.credits import Methodology, load_methodology
from abate.emissions import Manifest, Period, load_manifest
from abate.enrolment import Enrolment, load_enrolment
from abate.errors import InputError
from abate.exchange.mirror import is_served
from abate.exchange.share import Share
from abate.oracle.computed import end_of
from abate.oracle.desk import Desk
from abate.oracle.folder import BatchFolder
from abate.oracle.onchain import Vintage
from abate.oracle.steps import Workplace
from abate.oracle.terms import OperatorSet
from abate.passphrase import ENROLMENT_VARIABLE, read_passphrase
from abate.programme import Programme, load_programme
from abate.runs.challenge import Docket
from abate.runs.signers import sender_for

Function = TypeVar("Function", bound=Callable[..., Any])
FOLDER = click.Path(path_type=Path, file_okay=False)
STATE = Path("oracle-state")


class ExchangeType(click.ParamType[str]):
    """A folder, or the URL of a server."""

    name = "folder or URL"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """As it was given."""
        return value if is_served(str(value)) else str(FOLDER.convert(value, param, ctx))


SHARED = "The folder that all operators share, or the URL of its server."
EXCHANGE = click.option("--exchange", type=ExchangeType(), help=SHARED)
PROGRAMME = [
    click.argument("programme", type=FILE),
    click.option("--exchange", type=ExchangeType(), required=True, help=SHARED),
]
STATE_OPTION = click.option(
    "--state", type=FOLDER, default=STATE, show_default=True, help="Your own private folder; never share it."
)
PERIOD = [click.option("--period", "period_text", required=True, metavar="PERIOD", help="Last month of the batch.")]
ENROLMENT = [
    click.option("--enrolment", type=FILE, required=True, help="The encrypted enrolment; see abate enrol."),
    click.option(
        "--enrolment-passphrase-file",
        type=FILE,
        help=f"Its passphrase, first line; or {ENROLMENT_VARIABLE}; else asked.",
    ),
    STATE_OPTION,
]
OPERATOR = [
    *PERIOD,
    *ENROLMENT,
    click.option("--manifest", "manifest_file", type=FILE, help="Your activity data, if not the programme's manifest."),
    click.option("--operators", "operator_list", metavar="LIST", help="All in force, if not the programme's; commas."),
]


def options(*groups: list[Any]) -> Callable[[Function], Function]:
    """Decorator with these groups of options."""
    listed = [option for group in groups for option in group]
    return lambda command: reduce(lambda inner, option: option(inner), reversed(listed), command)


def operator_options(command: Function) -> Function:
    """Options of an operator's own steps."""
    return options(PROGRAMME, OPERATOR)(wallet_options(command))


def sender_options(command: Function) -> Function:
    """Options of steps that anybody may pay for."""
    return options(PROGRAMME, [OPERATOR[-1]])(wallet_options(command))


@dataclass(frozen=True)
class Place:
    """One call of a command.

    Attributes:
        session: the chain, and whose key.
        given: all options by name.
    """

    session: Session
    given: Mapping[str, Any]

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Self:
        """Read the options of a command."""
        return cls(Session.of(given), given)

    @cached_property
    def programme(self) -> Programme:
        """The programme's document."""
        return load_programme(self.given["programme"])

    @cached_property
    def methodology(self) -> Methodology:
        """The one that the programme names."""
        return load_methodology(self.programme.methodology)

    @cached_property
    def manifest(self) -> Manifest:
        """The operator's activity data."""
        return load_manifest(self.given.get("manifest_file") or self.programme.manifest)

    @cached_property
    def period(self) -> Period:
        """The last month of the batch."""
        return Period.parse(self.given["period_text"])

    @cached_property
    def through(self) -> int:
        """The end of the period, unix seconds."""
        return end_of(self.manifest, self.period)

    @cached_property
    def vintage(self) -> Vintage:
        """The programme's vintage on chain."""
        return Vintage(self.session.contracts.oracle, self.programme.vintage)

    @cached_property
    def known(self) -> list[str]:
        """Operators, among whom all in force are."""
        listed = self.given.get("operator_list")
        return listed.split(",") if listed else list(self.programme.oracle.operators)

    @cached_property
    def operator_set(self) -> OperatorSet:
        """The operators in force."""
        return self.vintage.operator_set(self.known)

    @cached_property
    def state(self) -> Path:
        """The operator's own private folder."""
        return Path(self.given.get("state") or STATE)

    @cached_property
    def share(self) -> Share:
        """The exchange: the shared folder, or this operator's copy of one that is served."""
        return Share.at(self.given["exchange"], self.state, self.vintage.deployment, lambda: self.signer)

    @cached_property
    def exchange(self) -> Path:
        """The folder of the exchange; a copy as it is now."""
        return self.share.fetch()

    def folder(self, sequence: int) -> BatchFolder:
        """The shared folder of a batch."""
        return BatchFolder.numbered(self.exchange, self.programme.vintage, sequence)

    @cached_property
    def enrolment_passphrase(self) -> str:
        """What opens the enrolment."""
        prompt = f"Passphrase of {self.given['enrolment']}"
        return read_passphrase(self.given.get("enrolment_passphrase_file"), ENROLMENT_VARIABLE, prompt)

    @cached_property
    def enrolment(self) -> Enrolment:
        """Who takes part."""
        return load_enrolment(self.given["enrolment"], self.enrolment_passphrase)

    @cached_property
    def desk(self) -> Desk:
        """The operator's desk; opens keystore and enrolment.

        Raises:
            InputError: no keystore, or a wrong passphrase.
        """
        return Desk(self.key.account, self.state, self.exchange, self.enrolment)

    @cached_property
    def work(self) -> Workplace:
        """Where this operator takes its steps.

        Raises:
            InputError, IntegrityError: as ``desk``, or the vintage has another methodology than the document.
        """
        return Workplace(self.vintage, self.desk, self.share, self.vintage.terms(self.methodology))

    @cached_property
    def docket(self) -> Docket:
        """What can be questioned: the vintage's batches with their files."""
        contracts = self.session.contracts
        return Docket(
            vintage=self.vintage,
            challenges=contracts.challenges,
            demands=contracts.demands,
            first_block=contracts.deployment.first_block(),
            exchange=self.exchange,
            state=self.state,
            enrolment=self.enrolment,
            terms=self.vintage.terms(self.methodology),
            known=self.known,
        )

    @cached_property
    def key(self) -> KeySigner:
        """The operator's key.

        Raises:
            InputError: no keystore, or a wrong passphrase.
        """
        settings = self.session.settings
        if settings.keystore is None:
            raise InputError("not set: --keystore (or ABATE_KEYSTORE)", mend="an operator signs with its own key")
        return unlock(
            settings.keystore,
            settings.passphrase_file,
            lambda: read_passphrase(None, "ABATE_PASSPHRASE", f"Passphrase of {settings.keystore}"),
        )

    @cached_property
    def signer(self) -> Signer:
        """Who acts: the keystore's key, or on a local network an account of the node."""
        if self.session.settings.keystore is not None:
            return self.key
        return sender_for(self.session.settings, self.session.chain, self.session.account_option).signer

    @cached_property
    def sender(self) -> Sender:
        """Who pays, with a journal beside the deployment's record."""
        record = self.session.record
        path = record.with_name(f"{record.stem}.oracle.{self.signer.address}.journal")
        chain, settings = self.session.chain, self.session.settings
        journal, confirmations = Journal(path, chain), settings.confirmations or 1
        return Sender(chain, self.signer, journal, ceiling=settings.max_fee, confirmations=confirmations)
