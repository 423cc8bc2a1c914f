"""``abate reward offer | delist | honour | decline``: the partner's side; ``admit | dismiss``: the owner's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from eth_utils.crypto import keccak

from abate.chain.catalogue import Settlement, Terms
from abate.chain.sender import Call
from abate.chain.times import deadline_after
from abate.cli.session import FILE, Session, address, wallet_options
from abate.errors import InputError
from abate.fields import seconds as seconds_of
from abate.files import read_bytes
from abate.units import kg_text
from abate.wallet.amounts import base_units, credits_from
from abate.wallet.codes import typed_code

SETTLEMENTS = {each.name.lower().replace("_", "-"): each for each in Settlement}
PERCENT_DECIMALS = 2
VOUCHER = click.argument("voucher", type=click.IntRange(min=1, max=2**64 - 1))


@click.command()
@click.argument("title")
@click.argument("price")
@click.option("--stock", type=click.IntRange(min=1, max=2**32 - 1), required=True, help="How many vouchers.")
@click.option("--open-for", required=True, metavar="DURATION", help='How long it can be redeemed, such as "30d".')
@click.option("--honour-within", default="14d", show_default=True, metavar="DURATION", help="A voucher's life.")
@click.option(
    "--settlement", type=click.Choice(list(SETTLEMENTS)), default="pays-partner", show_default=True, help="The price."
)
@click.option("--discount", metavar="PERCENT", help="A discount of so much on one purchase.")
@click.option("--terms", type=FILE, required=True, help="The terms' document; its hash goes on chain.")
@click.option("--terms-uri", default="", help="Where people can read it.")
@wallet_options
def offer(
    title: str,
    price: str,
    stock: int,
    open_for: str,
    honour_within: str,
    settlement: str,
    discount: str | None,
    terms: Path,
    terms_uri: str,
    **options: Any,
) -> None:
    """List the reward TITLE for PRICE credits a voucher. What is listed never changes; delist it and list anew."""
    session = Session.of(options)
    offered = Terms(
        credit=session.contracts.credit.address,
        price=credits_from(price, "PRICE"),
        stock=stock,
        expiry=deadline_after(session.chain, duration("--open-for", open_for)),
        honour_time=duration("--honour-within", honour_within),
        settlement=SETTLEMENTS[settlement],
        discount_bps=0 if discount is None else base_units(discount, PERCENT_DECIMALS, "--discount"),
        title=title,
        terms_uri=terms_uri,
        terms_hash=keccak(read_bytes(terms)),
    )
    receipt = session.wallet.do(session.contracts.catalogue.offer(offered))
    (event,) = session.contracts.catalogue.events_of(receipt, "RewardListed")
    transaction = f"0x{receipt['transactionHash'].hex()}"
    rows = {"listing": str(event["listing"]), "credits": kg_text(offered.price), "transaction": transaction}
    machine = {"listing": event["listing"], "title": title, "transaction": transaction}
    session.show(f"Listed: {title}", rows, machine)


@click.command()
@click.argument("listing", type=click.IntRange(min=1, max=2**32 - 1))
@wallet_options
def delist(listing: int, **options: Any) -> None:
    """End your LISTING; the vouchers that were redeemed stay good."""
    session = Session.of(options)
    done(session, "Delisted", session.contracts.catalogue.delist(listing), {"listing": listing})


@click.command()
@VOUCHER
@click.argument("code")
@wallet_options
def honour(voucher: int, code: str, **options: Any) -> None:
    """Reveal the CODE that VOUCHER's holder showed you: the escrow is released. Do it before you hand over."""
    session = Session.of(options)
    done(session, "Honoured", session.contracts.catalogue.honour(voucher, typed_code(code)), {"voucher": voucher})


@click.command()
@VOUCHER
@wallet_options
def decline(voucher: int, **options: Any) -> None:
    """Send the escrow of a VOUCHER that you cannot honour back at once."""
    session = Session.of(options)
    done(session, "Declined", session.contracts.catalogue.decline(voucher), {"voucher": voucher})


@click.command()
@click.argument("partner")
@wallet_options
def admit(partner: str, **options: Any) -> None:
    """Let the account PARTNER list rewards. The programme's owner only."""
    session = Session.of(options)
    named = address("PARTNER", partner)
    done(session, "Admitted", session.contracts.catalogue.admit(named), {"partner": named})


@click.command()
@click.argument("partner")
@wallet_options
def dismiss(partner: str, **options: Any) -> None:
    """Let the account PARTNER get no new vouchers. The programme's owner only."""
    session = Session.of(options)
    named = address("PARTNER", partner)
    done(session, "Dismissed", session.contracts.catalogue.dismiss(named), {"partner": named})


def duration(field: str, text: str) -> int:
    """Seconds of a duration from the command line.

    Raises:
        InputError: not of that form.
    """
    try:
        return seconds_of(text)
    except ValueError as problem:
        raise InputError(str(problem), field=field) from None


def done(session: Session, title: str, call: Call, machine: dict[str, Any]) -> None:
    """Do one call and show that it is done."""
    receipt = session.wallet.do(call)
    transaction = f"0x{receipt['transactionHash'].hex()}"
    rows = {name: str(value) for name, value in machine.items()}
    session.show(title, {**rows, "transaction": transaction}, {**machine, "transaction": transaction})
