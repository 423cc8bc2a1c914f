"""``abate redeem``: put a reward's price into escrow and get the voucher."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from abate.chain.times import moment
from abate.cli.credit_options import PERMIT, SECONDS, SIGN, one_way, show_signed
from abate.cli.session import Session, wallet_options
from abate.units import kg_text
from abate.wallet.rewards import code_book, redemption_order
from abate.wallet.rewards import redeem as redeem_reward


@click.command()
@click.argument("listing", type=click.IntRange(min=1, max=2**32 - 1))
@click.option("--no-code", is_flag=True, help="Without a code: only your receipt releases the escrow.")
@PERMIT
@SIGN
@SECONDS
@wallet_options
def redeem(listing: int, no_code: bool, permit: bool, file: Path | None, seconds: int, **options: Any) -> None:
    """Redeem the reward LISTING: its price waits in escrow until you got it, and comes back if you did not.

    Show the code to the partner where the reward is handed over; whoever knows it before can take the price.
    """
    one_way(permit, file)
    session = Session.of(options)
    if file is not None:
        order = redemption_order(session.wallet, listing, not no_code, seconds)
        show_signed(session, order, file)
        if not no_code:
            session.say(f"the code is kept in {code_book(session.wallet).path}; abate reward voucher shows it")
        return
    done = redeem_reward(session.wallet, listing, not no_code, permit)
    rows = {
        "voucher": str(done.voucher),
        "in escrow": f"{kg_text(done.amount)} credits",
        "good until": moment(done.deadline),
        "code for the partner": done.code or "none: give your receipt (abate reward receipt)",
        "transaction": done.transaction,
    }
    machine = {
        "voucher": done.voucher,
        "listing": done.listing,
        "credits": kg_text(done.amount),
        "deadline": done.deadline,
        "code": done.code,
        "transaction": done.transaction,
    }
    session.show("Redeemed", rows, machine)
