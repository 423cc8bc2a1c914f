"""``abate retire``: destroy credits for good, with a certificate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from abate.cli.credit_options import PERMIT, SECONDS, SIGN, STATEMENT, one_way, show_signed
from abate.cli.session import FILE, Session, address, wallet_options
from abate.errors import InputError
from abate.files import write_atomically
from abate.units import kg_text
from abate.wallet.amounts import credits_from
from abate.wallet.retire import drawing, retirement_order
from abate.wallet.retire import retire as retire_credits


@click.command()
@click.argument("amount")
@click.option("--for", "beneficiary", metavar="ADDRESS", help="In whose name; by default your own.")
@STATEMENT
@click.option("--svg", type=FILE, help="Save the certificate's drawing here.")
@PERMIT
@SIGN
@SECONDS
@wallet_options
def retire(
    amount: str,
    beneficiary: str | None,
    statement: str,
    svg: Path | None,
    permit: bool,
    file: Path | None,
    seconds: int,
    **options: Any,
) -> None:
    """Retire AMOUNT credits (1.000 is one kilogram) for good and get the certificate."""
    one_way(permit, file)
    if svg is not None and file is not None:
        raise InputError("goes without --sign: there is no certificate yet", field="--svg")
    session = Session.of(options)
    units = credits_from(amount)
    name = None if beneficiary is None else address("--for", beneficiary)
    if file is not None:
        show_signed(session, retirement_order(session.wallet, units, name, statement, seconds), file)
        return
    done = retire_credits(session.wallet, units, name, statement, permit)
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
