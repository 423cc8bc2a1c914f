"""Claiming one's credits from a published tree."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eth_typing import ChecksumAddress

from abate.errors import InputError
from abate.merkle import MerkleTree
from abate.wallet.wallet import Wallet


@dataclass(frozen=True)
class Claimed:
    """What a claim issued, in base units of one gram.

    Attributes:
        account: to whom.
        figure: the leaf's figure, vintage to date.
        amount: what this claim added.
        transaction: hash, 0x text.
    """

    account: ChecksumAddress
    figure: int
    amount: int
    transaction: str


def read_tree(path: Path) -> MerkleTree:
    """Read a tree: a dump in OpenZeppelin's format.

    Raises:
        InputError: no such file, no JSON, or not a tree whose hashes agree.
    """
    try:
        content: Any = json.loads(path.read_text())
    except FileNotFoundError:
        raise InputError("no such file", file=path) from None
    except (OSError, ValueError, RecursionError):
        raise InputError("cannot be read as JSON", file=path) from None
    try:
        return MerkleTree.load(content)
    except InputError as problem:
        raise InputError(problem.what, file=path, field=problem.field) from None


def claim(wallet: Wallet, tree: MerkleTree, account: ChecksumAddress | None = None) -> Claimed:
    """Issue to an account what its leaf is above what it was issued.

    Args:
        wallet: who sends (anybody may, for anybody).
        tree: the vintage's final batch.
        account: for whom; None for the wallet itself.

    Raises:
        InputError: the tree is not the final batch's, has no leaf of the account, or nothing is due to it.
    """
    contracts, account = wallet.contracts, account or wallet.address
    final = contracts.oracle.final_batch(contracts.deployment.vintage)
    if not final.sequence:
        raise InputError(
            f"vintage {contracts.deployment.vintage} has no final batch yet", mend="wait for the window's end"
        )
    if tree.root != final.root:
        raise InputError(
            f"this tree has the root 0x{tree.root.hex()}, the final batch 0x{final.root.hex()}",
            mend=f"take the tree of batch {final.sequence}",
        )
    index = tree.index_of(account)
    entry = tree.entry(index)
    call = contracts.credit.issue(account, entry.credits, entry.report_hash, tree.proof(index))
    receipt = wallet.resumed(call)
    if receipt is None:
        issued = contracts.credit.issued_to(account)
        if entry.credits <= issued:
            raise InputError(f"nothing is due to {account}: its figure is {entry.credits} g, it was issued {issued} g")
        receipt = wallet.do(call)
    amount = sum(event["value"] for event in contracts.credit.events_of(receipt, "Transfer"))
    return Claimed(account, entry.credits, amount, f"0x{receipt['transactionHash'].hex()}")
