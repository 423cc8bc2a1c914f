"""``abate typed-data``: what a wallet signs, as EIP-712 JSON. Nothing here needs a key."""

from __future__ import annotations

import json
from typing import Any

import click

from abate.cli.bid import RETIRE, SECONDS, STEP, deadline_in, steps_from
from abate.cli.session import Session, address, wallet_options
from abate.units import CREDIT_DECIMALS
from abate.wallet.amounts import base_units
from abate.wallet.orders import order_for
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
    deadline = deadline_in(session, seconds)
    content = PermitToken(contracts.chain, at).permit(session.account, taker, units, deadline)
    click.echo(json.dumps(content, indent=2))


@typed_data.command()
@STEP
@RETIRE
@SECONDS
@wallet_options
def bid(steps: tuple[str, ...], retire: bool, seconds: int, **options: Any) -> None:
    """A bid for the present round. "abate auction relay" takes it as a file {"typed_data": ..., "signature": ...}."""
    session = Session.of(options)
    auction, decimals = session.contracts.auction, session.contracts.currency.decimals()
    deadline = deadline_in(session, seconds)
    order = order_for(auction, session.account, steps_from(steps, decimals), retire, deadline)
    click.echo(json.dumps(order.typed_data(session.chain.chain_id, auction.address), indent=2))
