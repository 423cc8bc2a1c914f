"""``abate consign``: selling in the present auction round."""

from __future__ import annotations

from typing import Any

import click

from abate.cli.session import Session, wallet_options
from abate.units import kg_text
from abate.wallet import market
from abate.wallet.amounts import lots_from


@click.command()
@click.argument("lots")
@wallet_options
def consign(lots: str, **options: Any) -> None:
    """Offer LOTS of your credits for sale in the present round. This cannot be taken back."""
    session = Session.of(options)
    done = market.consign(session.wallet, lots_from(lots))
    rows = {
        "account": session.wallet.address,
        "round": str(done.round),
        "lots": f"{done.lots} ({kg_text(done.grams)} credits)",
        "consignment": str(done.id),
        "transaction": done.transaction,
    }
    machine = {
        "account": session.wallet.address,
        "round": done.round,
        "consignment": str(done.id),
        "lots": done.lots,
        "credits": kg_text(done.grams),
        "transaction": done.transaction,
    }
    session.show("Consigned", rows, machine)
