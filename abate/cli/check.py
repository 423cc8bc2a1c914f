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
from abate.runs.check import check as run_check
from abate.runs.check import show_findings


@click.command()
@click.argument("programme", type=FILE)
@chain_options
def check(programme: Path, as_json: bool, **options: Any) -> None:
    """Compare everything of a deployment, roles included, with PROGRAMME (a TOML document)."""
    findings = run_check(programme, Settings.read(options))
    if as_json:
        rows = [
            {
                "what": each.what,
                "expected": each.shown(each.expected),
                "found": each.shown(each.found),
                "right": each.is_right,
            }
            for each in findings
        ]
        click.echo(json.dumps(rows, indent=2))
    else:
        show_findings(findings, Console())
    require_right(findings)
