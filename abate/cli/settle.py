"""``abate settle``: an auction round, for everybody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.console import Console

from abate.cli.session import FILE, chain_options
from abate.config import Settings
from abate.runs.settle import SettleRequest
from abate.runs.settle import settle as run_settle


@click.command()
@click.option("--round", "number", type=click.IntRange(min=1), help="The round; by default the present one.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder of the result; reports/settlements."
)
@click.option("--keystore", type=FILE, help="Who pays the gas; or ABATE_KEYSTORE. Not needed on local networks.")
@click.option("--passphrase-file", type=FILE, help="Its passphrase, first line; or ABATE_PASSPHRASE_FILE; else asked.")
@click.option("--yes", is_flag=True, help="Do not ask before sending on a live network.")
@chain_options
def settle(number: int | None, out: Path | None, yes: bool, as_json: bool, **options: Any) -> None:
    """Settle a final round: bring up the clock, give winners their credits, pay sellers, check every sum."""
    request = SettleRequest(Settings.read(options), number, out, assume_yes=yes)
    done = run_settle(request, Console(stderr=as_json), lambda question: click.confirm(question, err=as_json))
    if as_json:
        click.echo(done.files[0].read_text(), nl=False)
