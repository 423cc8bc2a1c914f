"""``abate auction relay``: bringing other people's signed bids to the auction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from abate.cli.session import FILE, Session, wallet_options
from abate.wallet.orders import SignedOrder
from abate.wallet.orders import relay as relay_orders


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@wallet_options
def relay(files: tuple[Path, ...], **options: Any) -> None:
    """Send the signed bids in FILES in one transaction per hundred; you pay the gas, the signers' vaults the bids."""
    session = Session.of(options)
    auction = session.contracts.auction
    orders = [SignedOrder.load(file, auction) for file in files]
    done = relay_orders(auction, session.wallet.do, orders)
    rows = {"placed": str(len(done.placed)), "skipped": str(len(done.skipped))}
    rows |= {f"skipped {who}": _words(why.name) for who, why in done.skipped}
    machine = {
        "placed": list(done.placed),
        "skipped": [{"bidder": who, "reason": _words(why.name)} for who, why in done.skipped],
        "transactions": list(done.transactions),
    }
    session.show("Relayed", {**rows, "transactions": ", ".join(done.transactions)}, machine)


def _words(name: str) -> str:
    return name.lower().replace("_", " ")
