"""``abate typed-data``: what a wallet signs, as EIP-712 JSON. Nothing here needs a key."""

from __future__ import annotations

import json
from typing import Any

import click

from abate.chain.signed_orders import DONATION, RECEIPT, REDEMPTION, RETIREMENT, OrderKind
from abate.cli.bid import RETIRE, SECONDS, STEP, deadline_in, steps_from
from abate.cli.credit_options import STATEMENT
from abate.cli.session import Session, address, wallet_options
from abate.units import CREDIT_DECIMALS
from abate.wallet import order_messages
from abate.wallet.amounts import base_units, credits_from
from abate.wallet.codes import lock_of, typed_code
from abate.wallet.order_file import typed_data as order_typed_data
from abate.wallet.order_messages import NO_LOCK
from abate.wallet.orders import order_for
from abate.wallet.permit import PermitToken
from abate.wallet.rewards import price_of

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


@typed_data.command()
@click.argument("amount")
@click.option("--for", "beneficiary", metavar="ADDRESS", help="In whose name; by default your own.")
@STATEMENT
@SECONDS
@wallet_options
def retirement(amount: str, beneficiary: str | None, statement: str, seconds: int, **options: Any) -> None:
    """Retiring AMOUNT credits. "abate relay" takes it as a file {"typed_data": ..., "signature": ...}."""
    session = Session.of(options)
    name = None if beneficiary is None else address("--for", beneficiary)
    terms = (credits_from(amount), name, statement, deadline_in(session, seconds))
    show(session, RETIREMENT, order_messages.retirement(session.contracts, session.account, *terms))


@typed_data.command()
@click.argument("listing", type=click.IntRange(min=1, max=2**32 - 1))
@click.option("--code", metavar="CODE", help="Your secret code, a new one; without it only a receipt releases.")
@SECONDS
@wallet_options
def redemption(listing: int, code: str | None, seconds: int, **options: Any) -> None:
    """Redeeming the reward LISTING, for "abate relay"."""
    session = Session.of(options)
    catalogue = session.contracts.catalogue
    holder, price = session.account, price_of(session.contracts, listing)
    lock = NO_LOCK if code is None else lock_of(catalogue.address, holder, listing, typed_code(code))
    deadline = deadline_in(session, seconds)
    message = order_messages.redemption(session.contracts, holder, listing, price, lock, deadline)
    show(session, REDEMPTION, message)


@typed_data.command()
@click.argument("cause")
@click.argument("amount")
@STATEMENT
@SECONDS
@wallet_options
def donation(cause: str, amount: str, statement: str, seconds: int, **options: Any) -> None:
    """Donating AMOUNT credits to the account CAUSE, for "abate relay"."""
    session = Session.of(options)
    terms = (address("CAUSE", cause), credits_from(amount), statement, deadline_in(session, seconds))
    show(session, DONATION, order_messages.donation(session.contracts, session.account, *terms))


@typed_data.command()
@click.argument("voucher", type=click.IntRange(min=1, max=2**64 - 1))
@SECONDS
@wallet_options
def receipt(voucher: int, seconds: int, **options: Any) -> None:
    """The receipt for what VOUCHER is for, for "abate relay"."""
    session = Session.of(options)
    show(session, RECEIPT, order_messages.receipt(voucher, deadline_in(session, seconds)))


def show(session: Session, kind: OrderKind, message: dict[str, Any]) -> None:
    """Print an order's EIP-712 JSON."""
    click.echo(json.dumps(order_typed_data(session.contracts, kind, message), indent=2))
