"""``abate claim``: one's credits from the final batch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from abate.cli.session import Session, address, wallet_options
from abate.merkle import MerkleTree
from abate.units import kg_text
from abate.wallet.claim import claim as claim_credits
from abate.wallet.claim import read_tree


@click.command()
@click.argument("tree", type=click.Path(path_type=Path))
@click.option("--for", "beneficiary", metavar="ADDRESS", help="Claim for another account; the credits go to it.")
@wallet_options
def claim(tree: Path, beneficiary: str | None, **options: Any) -> None:
    """Claim your credits with the published TREE of the final batch: a tree dump, or the batch's folder."""
    session = Session.of(options)
    published = read_published(tree, session)
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


def read_published(path: Path, session: Session) -> MerkleTree:
    """The tree, from whichever form it was published in."""
    if not path.is_dir():
        return read_tree(path)
    # reading a batch's folder needs the table engine, which the other form does without
    from abate.wallet.batch_folder import tree_of_batch

    return tree_of_batch(path, session.contracts)
