"""``abate claim``: one's credits from the final batch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from abate.cli.session import FILE, Session, address, wallet_options
from abate.units import kg_text
from abate.wallet.claim import claim as claim_credits
from abate.wallet.claim import read_tree


@click.command()
@click.argument("tree", type=FILE)
@click.option("--for", "beneficiary", metavar="ADDRESS", help="Claim for another account; the credits go to it.")
@wallet_options
def claim(tree: Path, beneficiary: str | None, **options: Any) -> None:
    """Claim your credits with the published TREE of the final batch."""
    session = Session.of(options)
    published = read_tree(tree)
    account = None if beneficiary is None else address("--for", beneficiary)
    done = claim_credits(session.wallet, published, account)
    rows = {
        "account": done.account,
        "credits added": kg_text(done.amount),
        "figure to date": kg_text(done.figure),
        "transaction": done.transaction,
    }
    machine = {
        "account": done.account,
        "credits": kg_text(done.amount),
        "figure": kg_text(done.figure),
        "transaction": done.transaction,
    }
    session.show("Credits claimed", rows, machine)
