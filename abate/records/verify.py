"""The index's sums against what the contracts say at the same block."""

from __future__ import annotations

from dataclasses import dataclass

from eth_typing import ChecksumAddress

from abate.deploy.contracts import Contracts
from abate.errors import IntegrityError
from abate.records.declared import ISSUED, RETIRED, RETIRED_FOR
from abate.records.index import Index
from abate.records.scan import Block


@dataclass(frozen=True)
class Sums:
    """What an account's entries come to: base units of credits, base units of money in the auction.

    Attributes:
        issued: ever issued to it.
        balance: held now.
        retired: retired in its name.
        money: in the auction's vault and in a bid.
    """

    issued: int
    balance: int
    retired: int
    money: int


def sums_of(index: Index, account: str) -> Sums:
    """Add up an account's entries."""
    entries = [stored.placed.entry for stored in index.entries_of(account)]
    in_its_name = (
        each.credits for each in entries if each.kind == RETIRED_FOR or (each.kind == RETIRED and each.other == account)
    )
    return Sums(
        issued=sum(each.change for each in entries if each.kind == ISSUED),
        balance=sum(each.change for each in entries),
        retired=sum(in_its_name),
        money=sum(each.money for each in entries),
    )


def verified(index: Index, contracts: Contracts, account: ChecksumAddress, at: Block) -> Sums:
    """An account's sums, each compared with the contract at the index's block.

    Raises:
        IntegrityError: one differs: the index or the node is wrong.
    """
    found = sums_of(index, account)
    auction, block = contracts.auction, at.number
    on_chain = Sums(
        issued=contracts.credit.read("issuedTo", account, block=block),
        balance=contracts.credit.read("balanceOf", account, block=block),
        retired=contracts.certificate.read("retiredFor", account, block=block),
        money=auction.read("vaultOf", account, block=block) + auction.read("escrowOf", account, block=block),
    )
    for name in ("issued", "balance", "retired", "money"):
        here, there = getattr(found, name), getattr(on_chain, name)
        if here != there:
            raise IntegrityError(
                f"{account}, block {block}: the events make {name} {here}, the contract says {there}; "
                f"delete {index.path} and try again, with another node if it stays so"
            )
    return found
