"""``abate deploy``: a programme's contracts."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from abate.cli.session import FILE, address
from abate.config import Settings
from abate.errors import InputError
from abate.runs.deploy import DeployRequest
from abate.runs.deploy import deploy as run_deploy
from abate.runs.deploy import dry_run as run_dry


@click.command()
@click.argument("programme", type=FILE)
@click.option("--rpc", "rpc_url", metavar="URL", help="The node; or ABATE_RPC_URL.")
@click.option("--network", metavar="ID", help="In its place: a network of brownie networks; or ABATE_NETWORK.")
@click.option(
    "--keystore",
    type=FILE,
    help="The deployer's encrypted key, a file or a name of brownie accounts; or ABATE_KEYSTORE. Not needed on local "
    "networks.",
)
@click.option("--passphrase-file", type=FILE, help="Its passphrase, first line; or ABATE_PASSPHRASE_FILE; else asked.")
@click.option("--record", type=FILE, help="Where to keep the record; by default deployments/<network>.json.")
@click.option("--max-fee", metavar="GWEI", help="Never offer more per gas; or ABATE_MAX_FEE.")
@click.option("--confirmations", metavar="BLOCKS", help="Blocks until a step counts; or ABATE_CONFIRMATIONS.")
@click.option("--dry-run", is_flag=True, help="Show all of it without a key; nothing is sent or written.")
@click.option(
    "--from", "deployer", metavar="ADDRESS", help="In a dry run: who would deploy, so that addresses are known."
)
@click.option("--yes", is_flag=True, help="Do not ask before sending on a live network.")
@click.option("--json", "as_json", is_flag=True, help="Print the record for machines.")
def deploy(
    programme: Path,
    record: Path | None,
    dry_run: bool,
    deployer: str | None,
    yes: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Deploy PROGRAMME (a TOML document); run it again to go on after an interruption.

    With --dry-run only what would happen is shown: every contract with its address and constructor arguments, gas and
    cost of each transaction, and what is left to the owner and the operators.
    """
    if deployer is not None and not dry_run:
        raise InputError("is for a dry run: whoever's keystore it is deploys", field="--from")
    from_ = None if deployer is None else address("--from", deployer)
    request = DeployRequest(programme, Settings.read(options), record, assume_yes=yes, deployer=from_)
    if dry_run:
        prospect = run_dry(request, Console(stderr=as_json))
        if as_json:
            click.echo(json.dumps(prospect.as_json(), indent=2))
        return
    done = run_deploy(request, Console(stderr=as_json), lambda question: click.confirm(question, err=as_json))
    if as_json:
        click.echo(json.dumps({**asdict(done.deployment), "record": str(done.path)}, indent=2))
