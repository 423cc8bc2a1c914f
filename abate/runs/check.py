"""Checking a deployment: compare everything, show the differences."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

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


def show_findings(findings: list[Finding], console: Console, *, everything: bool = False) -> None:
    """Show every difference, or that there is none; with ``everything`` what was found right too."""
    wrong = [each for each in findings if not each.is_right]
    verdict = (
        f"{len(wrong)} of {len(findings)} checks failed"
        if wrong
        else f"{len(findings)} checks passed: the chain agrees with the programme"
    )
    listed = findings if everything else wrong
    if listed:
        table = Table(title=verdict if wrong else None, title_justify="left")
        for name in ("what", "expected", "found", *(("",) if everything else ())):
            table.add_column(name, overflow="fold")
        for each in listed:
            told = "" if each.is_right else "differs"
            cells = (each.what, str(each.shown(each.expected)), str(each.shown(each.found)))
            table.add_row(*cells, *((told,) if everything else ()))
        console.print(table)
    if not wrong:
        console.print(verdict)


def as_rows(findings: list[Finding]) -> list[dict[str, Any]]:
    """All comparisons for machines."""
    return [
        {
            "what": each.what,
            "expected": each.shown(each.expected),
            "found": each.shown(each.found),
            "right": each.is_right,
        }
        for each in findings
    ]
