"""``abate auction``: rounds, their books and results; relaying signed bids, cranking; replaying real auctions."""

from __future__ import annotations

import json
from typing import Final

import click
from rich.console import Console
from rich.table import Table

from abate.auction.markets import load_auctions
from abate.auction.replay import replay as play_again
from abate.auction.replay_table import HEADINGS, as_json, rows
from abate.cli.auction_crank import crank
from abate.cli.auction_relay import relay
from abate.cli.auction_show import book, result, status

TABLE_WIDTH: Final = 132


@click.group()
def auction() -> None:
    """Look at the auction's rounds, books and results, relay signed bids, crank the clock, or replay real auctions."""


@auction.command()
@click.option("--json", "for_machines", is_flag=True, help="Print the result for machines.")
def replay(for_machines: bool) -> None:
    """Play thirteen RGGI auctions on the reference: the published price beside ours (see docs/replay.md)."""
    replayed = play_again(load_auctions())
    if for_machines:
        click.echo(json.dumps(as_json(replayed), indent=2))
        return
    table = Table(box=None, padding=(0, 2, 0, 0), title="RGGI auctions, in lots of 1,000 allowances")
    for heading in HEADINGS:
        table.add_column(heading, justify="right", overflow="fold")
    for row in rows(replayed):
        table.add_row(*row)
    console = Console()
    # a table of this width is readable when it is not squeezed
    Console(width=max(console.width, TABLE_WIDTH)).print(table)
    click.echo(
        "The books are drawn to the published aggregates: docs/replay.md says what is assumed, and what follows."
    )


for command in (status, book, result, relay, crank):
    auction.add_command(command)
