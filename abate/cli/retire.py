"""``abate retire``: destroy credits for good, with a certificate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from abate.cli.session import FILE, Session, address, wallet_options
from abate.files import write_atomically
from abate.units import kg_text
from abate.wallet.amounts import credits_from
from abate.wallet.retire import drawing
from abate.wallet.retire import retire as retire_credits


@click.command()
@click.argument("amount")
@click.option("--for", "beneficiary", metavar="ADDRESS", help="In whose name; by default your own.")
@click.option("--statement", default="", help="What the certificate shall say, at most 280 bytes.")
@click.option("--svg", type=FILE, help="Save the certificate's drawing here.")
@wallet_options
def retire(amount: str, beneficiary: str | None, statement: str, svg: Path | None, **options: Any) -> None:
    """Retire AMOUNT credits (1.000 is one kilogram) for good and get the certificate."""
    session = Session.of(options)
    units = credits_from(amount)
    name = None if beneficiary is None else address("--for", beneficiary)
    done = retire_credits(session.wallet, units, name, statement)
    rows = {
        "certificate": str(done.certificate),
        "credits": kg_text(done.amount),
        "in the name of": done.beneficiary,
        "statement": done.statement or "none",
        "transaction": done.transaction,
    }
    machine = {
        "certificate": str(done.certificate),
        "credits": kg_text(done.amount),
        "beneficiary": done.beneficiary,
        "statement": done.statement,
        "transaction": done.transaction,
    }
    session.show("Retired", rows, machine)
    if svg is not None:
        write_atomically(svg, drawing(session.contracts.certificate.token_uri(done.certificate)))
        session.say(f"drawing saved in {svg}")
