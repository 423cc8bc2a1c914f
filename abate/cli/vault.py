"""``abate deposit`` and ``abate withdraw``: money into the auction's vault and out of it."""

from __future__ import annotations

from typing import Any

import click

from abate.cli.session import Session, wallet_options
from abate.wallet import vault
from abate.wallet.amounts import amount_text, currency_from


@click.command()
@click.argument("amount")
@wallet_options
def deposit(amount: str, **options: Any) -> None:
    """Move AMOUNT of the currency into your vault, which bids are paid from."""
    session = Session.of(options)
    units = currency_from(amount, session.wallet.decimals)
    show(session, "Deposited", vault.deposit(session.wallet, units))


@click.command()
@click.argument("amount")
@wallet_options
def withdraw(amount: str, **options: Any) -> None:
    """Move AMOUNT of the currency (or ``all``) from your vault to your wallet."""
    session = Session.of(options)
    units = None if amount == "all" else currency_from(amount, session.wallet.decimals)
    show(session, "Withdrawn", vault.withdraw(session.wallet, units))


def show(session: Session, title: str, done: vault.VaultMove) -> None:
    """Print what was moved and what the vault holds now."""
    wallet = session.wallet
    rows = {
        "account": wallet.address,
        "amount": wallet.money(done.amount),
        "vault now": wallet.money(done.vault),
        "transaction": done.transaction,
    }
    machine = {
        "account": wallet.address,
        "currency": wallet.symbol,
        "amount": amount_text(done.amount, wallet.decimals),
        "vault": amount_text(done.vault, wallet.decimals),
        "transaction": done.transaction,
    }
    session.show(title, rows, machine)
