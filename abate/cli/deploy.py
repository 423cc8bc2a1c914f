"""``abate deploy``: a programme's contracts."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from abate.cli.session import FILE
from abate.config import Settings
from abate.runs.deploy import DeployRequest
from abate.runs.deploy import deploy as run_deploy


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
@click.option("--yes", is_flag=True, help="Do not ask before sending on a live network.")
@click.option("--json", "as_json", is_flag=True, help="Print the record for machines.")
def deploy(programme: Path, record: Path | None, yes: bool, as_json: bool, **options: Any) -> None:
    """Deploy PROGRAMME (a TOML document); run it again to go on after an interruption."""
    request = DeployRequest(programme, Settings.read(options), record, assume_yes=yes)
    done = run_deploy(request, Console(stderr=as_json), lambda question: click.confirm(question, err=as_json))
    if as_json:
        click.echo(json.dumps({**asdict(done.deployment), "record": str(done.path)}, indent=2))
