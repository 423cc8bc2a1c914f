"""``abate check``: a deployment against its programme."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from abate.cli.session import FILE, chain_options
from abate.config import Settings
from abate.deploy.final_check import require_right
from abate.runs.check import as_rows, show_findings
from abate.runs.check import check as run_check


@click.command()
@click.argument("programme", type=FILE)
@click.option("--all", "everything", is_flag=True, help="Show every comparison, not only what differs.")
@chain_options
def check(programme: Path, everything: bool, as_json: bool, **options: Any) -> None:
    """Compare everything of a deployment, roles included, with PROGRAMME (a TOML document).

    Code and its hashes, creations and constructor arguments, settings, windows, caps, quorum and roles. Ends with
    code 1 where anything differs.
    """
    findings = run_check(programme, Settings.read(options))
    if as_json:
        click.echo(json.dumps(as_rows(findings), indent=2))
    else:
        show_findings(findings, Console(), everything=everything)
    require_right(findings)
