"""``abate balance``: what an account has."""

from __future__ import annotations

from typing import Any

import click

from abate.cli.session import Session, wallet_options
from abate.units import CREDIT_DECIMALS
from abate.wallet.amounts import amount_text
from abate.wallet.holdings import holdings

COIN_DECIMALS = 18


@click.command()
@wallet_options
def balance(**options: Any) -> None:
    """Show credits, money, vault and bid of an account."""
    session = Session.of(options)
    contracts, account = session.contracts, session.account
    found = holdings(contracts, account)
    symbol, decimals = contracts.currency.symbol(), contracts.currency.decimals()

    def credits(units: int) -> str:
        return amount_text(units, CREDIT_DECIMALS)

    def money(units: int) -> str:
        return amount_text(units, decimals)

    bid = found.bid
    rows = {
        "credits": credits(found.credits),
        "ever issued": credits(found.issued),
        "retired in its name": credits(found.retired),
        symbol: money(found.currency),
        f"{symbol} in the vault": money(found.vault),
        f"{symbol} in a bid": money(found.escrow),
        "bid": f"{bid.lots} lots in round {bid.round}" if bid else "none",
        "coin for gas": amount_text(found.coin, COIN_DECIMALS),
    }
    machine = {
        "account": account,
        "vintage": contracts.deployment.vintage,
        "credits": rows["credits"],
        "issued": rows["ever issued"],
        "retired": rows["retired in its name"],
        "currency": symbol,
        "wallet": money(found.currency),
        "vault": money(found.vault),
        "escrow": money(found.escrow),
        "bid": {"round": bid.round, "tick": bid.tick, "lots": bid.lots} if bid else None,
        "coin": rows["coin for gas"],
    }
    session.show(f"{account}, vintage {contracts.deployment.vintage}", rows, machine)
