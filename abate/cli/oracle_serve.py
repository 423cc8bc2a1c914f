"""``abate oracle serve``: the exchange folder over HTTP."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import click

from abate.cli.oracle_place import FOLDER, OPERATOR, Place, options
from abate.cli.session import FILE, chain_options
from abate.exchange.requests import Doorkeeper
from abate.exchange.rules import Rules
from abate.exchange.server import Exchange
from abate.exchange.server import serve as run

MEBIBYTE = 1024 * 1024
PLACE = [
    click.argument("programme", type=FILE),
    click.option("--exchange", type=FOLDER, required=True, help="The folder that is served."),
    OPERATOR[-1],
]


@click.command()
@options(PLACE)
@chain_options
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8095, show_default=True, help="0 takes a free one.")
@click.option(
    "--largest", type=click.IntRange(1, 16384), default=1024, show_default=True, help="Most mebibytes of a file."
)
def serve(host: str, port: int, largest: int, **given: Any) -> None:
    """Serve the exchange folder over HTTP to the programme's operators, until it is stopped.

    Operators sign each request; nobody lays or changes another's file, and a signed root stays. Put a server with TLS
    in front of it wherever the line is not your own. --operators are those who are let in.
    """
    place = Place.of(given)
    root, deployment = Path(given["exchange"]), place.vintage.deployment
    exchange = Exchange(
        root=root,
        doorkeeper=Doorkeeper(deployment, frozenset(place.known), int(time.time())),
        rules=Rules(root, deployment, place.vintage.oracle.quorum()),
        chain_now=place.session.chain.now,
        largest=largest * MEBIBYTE,
        told=place.session.say,
    )
    run(exchange, host, port, lambda taken: click.echo(f"serving {root} at http://{host}:{taken}"))
