"""Checking a deployment: compare everything, show the differences."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from rich.console import Console
from rich.table import Table

from abate.chain.connection import connect
from abate.config import Settings
from abate.deploy.contracts import Contracts
from abate.deploy.final_check import Finding, final_check
from abate.deploy.networks import network_name, record_path
from abate.deploy.plan import Plan
from abate.deploy.record import Deployment


def check(programme: Path, settings: Settings) -> list[Finding]:
    """Compare a deployment with its programme, reading everything from the chain.

    Args:
        programme: the programme's document.
        settings: the node, and the record; by default ``deployments/<network>.json``.

    Raises:
        InputError: no record, or the record is of another chain.
    """
    settings.need("rpc_url")
    plan = Plan.load(programme)
    chain = connect(cast(str, settings.rpc_url), settings.chain_id)
    record = Deployment.load(settings.deployment or record_path(network_name(chain)))
    return final_check(Contracts(record, chain), plan)


def show_findings(findings: list[Finding], console: Console) -> None:
    """Show every difference, or that there is none."""
    wrong = [each for each in findings if not each.is_right]
    if not wrong:
        console.print(f"{len(findings)} checks passed: the chain agrees with the programme")
        return
    table = Table(title=f"{len(wrong)} of {len(findings)} checks failed", title_justify="left")
    for name in ("what", "expected", "found"):
        table.add_column(name, overflow="fold")
    for each in wrong:
        table.add_row(each.what, str(each.shown(each.expected)), str(each.shown(each.found)))
    console.print(table)
