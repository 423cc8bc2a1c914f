"""``abate typed-data``: what a wallet signs, as EIP-712 JSON. Nothing here needs a key."""

from __future__ import annotations

import json
import time
from typing import Any

import click

from abate.cli.session import Session, address, wallet_options
from abate.units import CREDIT_DECIMALS
from abate.wallet.amounts import base_units
from abate.wallet.permit import PermitToken

ONE_HOUR = 3_600


@click.group(name="typed-data")
def typed_data() -> None:
    """Print the EIP-712 JSON that any wallet can sign (eth_signTypedData_v4)."""


@typed_data.command()
@click.argument("amount")
@click.option("--credits", "is_credit", is_flag=True, help="Of your credits, not of the currency.")
@click.option("--spender", metavar="ADDRESS", help="Who may take it; by default the auction.")
@click.option(
    "--seconds", type=click.IntRange(min=1), default=ONE_HOUR, show_default=True, help="How long it is valid."
)
@wallet_options
def permit(amount: str, is_credit: bool, spender: str | None, seconds: int, **options: Any) -> None:
    """An allowance of AMOUNT (EIP-2612), for instance to deposit in one transaction (depositWithPermit)."""
    session = Session.of(options)
    contracts = session.contracts
    at = contracts.credit.address if is_credit else contracts.currency.address
    units = base_units(amount, CREDIT_DECIMALS if is_credit else contracts.currency.decimals(), "AMOUNT")
    taker = contracts.auction.address if spender is None else address("--spender", spender)
    # a local chain's clock may be years away from ours
    now = contracts.chain.now() if contracts.chain.is_local else int(time.time())
    content = PermitToken(contracts.chain, at).permit(session.account, taker, units, now + seconds)
    click.echo(json.dumps(content, indent=2))
