"""What the commands that talk to a chain share: their options, opening the deployment, showing a result."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from pathlib import Path
from typing import Any, Self, TypeVar, cast

import click
from eth_typing import ChecksumAddress
from rich.console import Console

from abate.chain.connection import Chain, connect
from abate.chain.log_memory import LogMemory
from abate.chain.signer import keystore_address
from abate.config import Settings
from abate.deploy.contracts import Contracts
from abate.deploy.networks import network_name, record_path
from abate.deploy.record import Deployment
from abate.errors import InputError
from abate.fields import checksum_address
from abate.runs.shown import facts
from abate.runs.signers import sender_for
from abate.terminal import printable
from abate.wallet.wallet import Wallet

Function = TypeVar("Function", bound=Callable[..., Any])
FILE = click.Path(path_type=Path, dir_okay=False)

NODE_OPTIONS = [
    click.option("--rpc", "rpc_url", metavar="URL", help="The node; or ABATE_RPC_URL."),
    click.option("--network", metavar="ID", help="In its place: a network of brownie networks; or ABATE_NETWORK."),
]
CHAIN_OPTIONS = [
    *NODE_OPTIONS,
    click.option("--deployment", type=FILE, help="By default deployments/<network>.json; or ABATE_DEPLOYMENT."),
    click.option("--json", "as_json", is_flag=True, help="Print the result for machines."),
]
KEY_OPTIONS = [
    click.option(
        "--keystore", type=FILE, help="Your encrypted key, a file or a name of brownie accounts; or ABATE_KEYSTORE."
    ),
    click.option(
        "--passphrase-file", type=FILE, help="Its passphrase, first line; or ABATE_PASSPHRASE_FILE; else asked."
    ),
    click.option("--account", metavar="ADDRESS", help="The account; on local networks it signs without a key."),
]


def with_options(command: Function, options: Sequence[Callable[[Any], Any]]) -> Function:
    """A command with these options, shown in this order."""
    return reduce(lambda inner, option: option(inner), reversed(options), command)


def chain_options(command: Function) -> Function:
    """Options of commands that only read."""
    return with_options(command, CHAIN_OPTIONS)


def wallet_options(command: Function) -> Function:
    """Options of commands that act for a wallet."""
    return with_options(chain_options(command), KEY_OPTIONS)


@dataclass(frozen=True)
class Session:
    """One call of a command.

    Attributes:
        settings: where and as whom.
        account_option: the account that was named, if any.
        as_json: whether machines read the result.
        remembers: whether events are read once; for a command that runs for long.
    """

    settings: Settings
    account_option: ChecksumAddress | None
    as_json: bool
    remembers: bool = False

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Self:
        """Read the options that ``chain_options`` and ``wallet_options`` gave, and the environment.

        Raises:
            InputError: one line that names everything that is missing.
        """
        settings = Settings.read(options)
        settings.need("rpc_url")
        named = options.get("account")
        return cls(settings, None if named is None else address("--account", named), bool(options.get("as_json")))

    @cached_property
    def chain(self) -> Chain:
        """The connected node."""
        chain = connect(cast(str, self.settings.rpc_url), self.settings.chain_id)
        return replace(chain, memory=LogMemory()) if self.remembers else chain

    @cached_property
    def record(self) -> Path:
        """The record of the deployment; where none is named, that of the node's network."""
        return self.settings.deployment or record_path(network_name(self.chain))

    @cached_property
    def contracts(self) -> Contracts:
        """The deployment's contracts."""
        return Contracts(Deployment.load(self.record), self.chain)

    @cached_property
    def account(self) -> ChecksumAddress:
        """Whose holdings to look at; needs no passphrase."""
        if self.account_option is not None:
            return self.account_option
        if self.settings.keystore is None:
            raise InputError("not set: --account, or --keystore (or ABATE_KEYSTORE)")
        return keystore_address(self.settings.keystore)

    @cached_property
    def wallet(self) -> Wallet:
        """The wallet that acts; opens the keystore."""
        if self.settings.keystore is None and self.account_option is None:
            raise InputError(
                "not set: --keystore (or ABATE_KEYSTORE)",
                mend="give your encrypted key; on a local network an --account of the node does",
            )
        sender = sender_for(self.settings, self.chain, self.account_option)
        journal = self.record.with_name(f"{self.record.stem}.{sender.address}.journal")
        return Wallet(self.contracts, sender, journal, self.say)

    def say(self, message: str) -> None:
        """Tell the person something that is not the result."""
        click.echo(printable(message), err=True)

    def show(self, title: str, rows: Mapping[str, str], machine: Mapping[str, Any]) -> None:
        """Print the result: a small table, or one JSON object."""
        if self.as_json:
            click.echo(json.dumps(machine, indent=2))
            return
        facts(Console(), title, rows)


def address(field: str, text: str) -> ChecksumAddress:
    """An address from the command line.

    Raises:
        InputError: no address, or a mistyped digit.
    """
    try:
        return cast(ChecksumAddress, checksum_address(text))
    except ValueError as problem:
        raise InputError(str(problem), field=field) from None
