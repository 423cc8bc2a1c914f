"""``abate consign`` and ``abate bid``: selling and buying in the present auction round."""

from __future__ import annotations

from typing import Any

import click

from abate.cli.session import Session, wallet_options
from abate.units import kg_text
from abate.wallet import market
from abate.wallet.amounts import amount_text, currency_from, lots_from


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


@click.command()
@click.argument("lots")
@click.argument("price")
@wallet_options
def bid(lots: str, price: str, **options: Any) -> None:
    """Bid for LOTS at PRICE per lot at most; the vault pays, and what is not needed comes back."""
    session = Session.of(options)
    wallet = session.wallet
    done = market.bid(wallet, lots_from(lots), currency_from(price, wallet.decimals, "PRICE"))
    rows = {
        "account": wallet.address,
        "round": str(done.round),
        "lots": str(done.lots),
        "at most, per lot": f"{wallet.money(done.price)} (tick {done.tick})",
        "drawn from the vault": wallet.money(done.escrow),
        "transaction": done.transaction,
    }
    machine = {
        "account": wallet.address,
        "round": done.round,
        "lots": done.lots,
        "tick": done.tick,
        "currency": wallet.symbol,
        "price": amount_text(done.price, wallet.decimals),
        "escrow": amount_text(done.escrow, wallet.decimals),
        "transaction": done.transaction,
    }
    session.show("Bid placed", rows, machine)
