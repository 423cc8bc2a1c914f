"""``abate reward``: looking at rewards and vouchers; the holder's receipt; the partner's side in reward_partner."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from abate.chain.catalogue import Listing, Settlement, VoucherState
from abate.chain.signed_orders import RECEIPT
from abate.chain.times import deadline_after, moment
from abate.cli.credit_options import SECONDS, SIGN, show_signed
from abate.cli.reward_partner import admit, decline, delist, dismiss, honour, offer
from abate.cli.session import Session, chain_options, wallet_options
from abate.units import kg_text
from abate.wallet import order_messages
from abate.wallet.codes import CodeBook
from abate.wallet.order_file import OrderFile
from abate.wallet.rewards import live_listings

LISTING = click.argument("listing", type=click.IntRange(min=1, max=2**32 - 1))
VOUCHER = click.argument("voucher", type=click.IntRange(min=1, max=2**64 - 1))


@click.group()
def reward() -> None:
    """Look at rewards and vouchers, give a receipt, take an escrow back; for partners: offer, honour, decline."""


@reward.command(name="list")
@chain_options
def list_(**options: Any) -> None:
    """Show what can be redeemed now."""
    session = Session.of(options)
    found = [(number, session.contracts.catalogue.listing_of(number)) for number in live_listings(session.contracts)]
    if session.as_json:
        click.echo(json.dumps([machine_of(number, listing) for number, listing in found], indent=2))
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("listing", "reward", "credits", "left", "until"):
        table.add_column(heading, justify="left" if heading in ("reward", "until") else "right", overflow="fold")
    for number, listing in found:
        terms = listing.terms
        left, title = str(terms.stock - listing.redeemed), titled(listing)
        table.add_row(str(number), title, kg_text(terms.price), left, moment(terms.expiry))
    Console().print(table)


@reward.command()
@LISTING
@chain_options
def show(listing: int, **options: Any) -> None:
    """Show a listing's whole terms."""
    session = Session.of(options)
    found = session.contracts.catalogue.listing_of(listing)
    machine = machine_of(listing, found)
    session.show(titled(found), {name.replace("_", " "): str(value) for name, value in machine.items()}, machine)


@reward.command()
@VOUCHER
@chain_options
def voucher(voucher: int, **options: Any) -> None:
    """Show a voucher, and its code where that is kept here."""
    session = Session.of(options)
    catalogue = session.contracts.catalogue
    found = catalogue.voucher_of(voucher)
    # looking needs no passphrase: the codes lie beside the record, under the holder's address
    file = session.record.with_name(f"{session.record.stem}.{found.holder}.codes.json")
    code = CodeBook(file, catalogue.address, found.holder).code_of(found.lock)
    machine = {
        "voucher": voucher,
        "listing": found.listing,
        "title": catalogue.listing_of(found.listing).terms.title,
        "holder": found.holder,
        "state": VoucherState(found.state).name.lower(),
        "credits": kg_text(found.amount),
        "deadline": found.deadline,
        "code": code,
    }
    rows = {name: str(value) for name, value in machine.items() if value is not None}
    session.show(f"Voucher {voucher}", {**rows, "deadline": moment(found.deadline)}, machine)


@reward.command()
@VOUCHER
@SIGN
@SECONDS
@wallet_options
def receipt(voucher: int, file: Path | None, seconds: int, **options: Any) -> None:
    """Say that you got what VOUCHER is for: its escrow is released. With --sign somebody else brings it."""
    session = Session.of(options)
    if file is not None:
        message = order_messages.receipt(voucher, deadline_after(session.chain, seconds))
        show_signed(session, OrderFile.signed(session.wallet, RECEIPT, message, 0, seconds), file)
        return
    done = session.wallet.do(session.contracts.catalogue.acknowledge(voucher))
    transaction = f"0x{done['transactionHash'].hex()}"
    session.show("Receipt given", {"transaction": transaction}, {"voucher": voucher, "transaction": transaction})


@reward.command(name="give-back")
@VOUCHER
@wallet_options
def give_back(voucher: int, **options: Any) -> None:
    """Send the escrow of a VOUCHER that was not honoured in time back to its holder; anybody may."""
    session = Session.of(options)
    done = session.wallet.do(session.contracts.catalogue.give_back(voucher))
    transaction = f"0x{done['transactionHash'].hex()}"
    session.show("Escrow sent back", {"transaction": transaction}, {"voucher": voucher, "transaction": transaction})


def titled(listing: Listing) -> str:
    """A listing's title, with what a discount takes off."""
    terms = listing.terms
    return f"{terms.title} ({terms.discount_bps / 100:g} % off)" if terms.discount_bps else terms.title


def machine_of(number: int, listing: Listing) -> dict[str, Any]:
    """A listing for machines."""
    terms = listing.terms
    return {
        "listing": number,
        "title": terms.title,
        "partner": listing.partner,
        "credits": kg_text(terms.price),
        "discount_bps": terms.discount_bps,
        "stock": terms.stock,
        "redeemed": listing.redeemed,
        "delisted": listing.delisted,
        "expiry": terms.expiry,
        "honour_seconds": terms.honour_time,
        "settlement": Settlement(terms.settlement).name.lower().replace("_", "-"),
        "terms": terms.terms_uri,
        "terms_hash": f"0x{terms.terms_hash.hex()}",
    }


for command in (offer, delist, honour, decline, admit, dismiss):
    reward.add_command(command)
