"""``abate relay``: bringing other people's signed orders about their credits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from abate.cli.session import FILE, Session, wallet_options
from abate.errors import AbateError, ChainError
from abate.wallet.order_file import OrderFile


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@wallet_options
def relay(files: tuple[Path, ...], **options: Any) -> None:
    """Send the signed orders in FILES, one transaction each; you pay the gas. One that is refused stops no other.

    Takes retirements, redemptions, receipts and donations; signed bids go through "abate auction relay".
    """
    session = Session.of(options)
    orders = [(file, OrderFile.load(file, session.contracts)) for file in files]
    results = []
    for file, order in orders:
        try:
            receipt = session.wallet.do(order.call(session.contracts))
            came = order.outcome(session.contracts, receipt)
            done = {**came, "transaction": f"0x{receipt['transactionHash'].hex()}"}
        except AbateError as problem:
            done = {"refused": str(problem)}
        results.append({"file": str(file), "order": order.kind.name, **done})
    if session.as_json:
        click.echo(json.dumps(results, indent=2))
    else:
        for each in results:
            said = ", ".join(f"{name} {value}" for name, value in each.items() if name not in ("file", "order"))
            click.echo(f"{each['file']}: {each['order']}: {said}")
    refused = [each["file"] for each in results if "refused" in each]
    if refused:
        raise ChainError(f"{len(refused)} of {len(results)} orders were refused: {', '.join(refused)}")
