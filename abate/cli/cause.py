"""``abate cause``: the causes that take donations; their own side, and the owner's."""

from __future__ import annotations

import json
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from abate.cli.reward_partner import done
from abate.cli.session import Session, address, chain_options, wallet_options


@click.group()
def cause() -> None:
    """Look at the causes that take donations; for causes: register, close; for the owner: admit, dismiss."""


@cause.command(name="list")
@chain_options
def list_(**options: Any) -> None:
    """Show the causes that take donations now."""
    session = Session.of(options)
    donations = session.contracts.donations
    accounts = donations.causes(session.contracts.deployment.first_block())
    causes = [(each, donations.cause_of(each)) for each in accounts if donations.is_admitted(each)]
    open_ones = [(account, said) for account, said in causes if not said.closed]
    if session.as_json:
        listed = [
            {"cause": account, "name": said.name, "retires": said.retires, "uri": said.uri}
            for account, said in open_ones
        ]
        click.echo(json.dumps(listed, indent=2))
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("cause", "account", "donations are", "about"):
        table.add_column(heading, overflow="fold")
    for account, said in open_ones:
        table.add_row(said.name, account, "retired in its name" if said.retires else "handed to it", said.uri)
    Console().print(table)


@cause.command()
@click.argument("name")
@click.option("--retires/--takes", "retires", required=True, help="Retire donations in your name, or take them.")
@click.option("--uri", default="", help="Where you tell about yourself.")
@wallet_options
def register(name: str, retires: bool, uri: str, **options: Any) -> None:
    """Register your account as the cause NAME. You choose once and for ever whether donations are retired."""
    session = Session.of(options)
    call = session.contracts.donations.register(retires, name, uri)
    done(session, "Registered", call, {"cause": session.wallet.address, "name": name, "retires": retires})


@cause.command()
@wallet_options
def close(**options: Any) -> None:
    """Take no more donations; there is no way back."""
    session = Session.of(options)
    done(session, "Closed", session.contracts.donations.close(), {"cause": session.wallet.address})


@cause.command()
@click.argument("named", metavar="CAUSE")
@wallet_options
def admit(named: str, **options: Any) -> None:
    """Let the account CAUSE register. The programme's owner only."""
    session = Session.of(options)
    account = address("CAUSE", named)
    done(session, "Admitted", session.contracts.donations.admit(account), {"cause": account})


@cause.command()
@click.argument("named", metavar="CAUSE")
@wallet_options
def dismiss(named: str, **options: Any) -> None:
    """Let the account CAUSE get no more donations. The programme's owner only."""
    session = Session.of(options)
    account = address("CAUSE", named)
    done(session, "Dismissed", session.contracts.donations.dismiss(account), {"cause": account})
