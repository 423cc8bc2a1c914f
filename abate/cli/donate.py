"""``abate donate``: donate credits to a registered cause."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from abate.cli.credit_options import PERMIT, SECONDS, SIGN, STATEMENT, one_way, show_signed
from abate.cli.session import Session, address, wallet_options
from abate.units import kg_text
from abate.wallet.amounts import credits_from
from abate.wallet.donate import donate as donate_credits
from abate.wallet.donate import donation_order


@click.command()
@click.argument("cause", metavar="CAUSE")
@click.argument("amount")
@STATEMENT
@PERMIT
@SIGN
@SECONDS
@wallet_options
def donate(
    cause: str, amount: str, statement: str, permit: bool, file: Path | None, seconds: int, **options: Any
) -> None:
    """Donate AMOUNT credits to the account CAUSE, which chose to have them retired or handed over: abate cause list."""
    one_way(permit, file)
    session = Session.of(options)
    account, units = address("CAUSE", cause), credits_from(amount)
    if file is not None:
        show_signed(session, donation_order(session.wallet, account, units, statement, seconds), file)
        return
    done = donate_credits(session.wallet, account, units, statement, permit)
    name = session.contracts.donations.cause_of(account).name
    rows = {
        "cause": name,
        "credits": kg_text(done.amount),
        "certificate": str(done.certificate or "none: handed over"),
        "transaction": done.transaction,
    }
    machine = {
        "cause": account,
        "name": name,
        "credits": kg_text(done.amount),
        "certificate": None if done.certificate is None else str(done.certificate),
        "transaction": done.transaction,
    }
    session.show("Donated", rows, machine)
