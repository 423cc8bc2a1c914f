"""Issue to everybody what the final batch says; asks the chain first what is due, so it can be repeated at any time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, cast

from eth_utils.address import to_checksum_address
from web3.types import TxReceipt

from abate.chain.credit import CarbonCredit
from abate.chain.refusals import RefusalError, explained
from abate.chain.sender import Call, Sender
from abate.chain.signer import Signed
from abate.errors import ChainError
from abate.oracle.leaves import Leaves
from abate.oracle.onchain import Vintage
from abate.oracle.relay_plan import Step, leaves_within, packed, plan
from abate.oracle.words import list_of

QUESTIONS: Final = 250
"""Questions to the node in one request."""
NOTHING_LEFT: Final = ("NothingDue", "CapReached")
"""Refusals that are no failure: somebody else was quicker, or the cap was reached."""


@dataclass(frozen=True)
class Relayed:
    """What a relay did.

    Attributes:
        accounts: accounts that had something due before, and have nothing due now.
        issued: base units issued to people.
        reserve: base units issued to the reserve.
        short: accounts that still have something due, since the cap was reached.
        receipts: of all transactions that issued something, the reserve's last.
        overtaken: transactions whose credits somebody else had issued meanwhile.
    """

    accounts: int
    issued: int
    reserve: int
    short: int
    receipts: list[TxReceipt]
    overtaken: int = 0

    @property
    def gas(self) -> int:
        """Gas of all transactions."""
        return sum(receipt["gasUsed"] for receipt in self.receipts)


def relay(vintage: Vintage, leaves: Leaves, sender: Sender, max_leaves: int | None = None) -> Relayed:
    """Issue everything that the final batch of a vintage has due, and the reserve's share.

    Args:
        vintage: whose credits.
        leaves: of the final batch; see ``Vintage.final_leaves``.
        sender: who pays.
        max_leaves: the most accounts of one transaction; by default what surely fits half a block.

    Raises:
        ChainError: the leaves are not those of the final batch, or a transaction failed.
    """
    final = vintage.oracle.final_batch(vintage.year)
    if final.root != leaves.tree.root:
        raise ChainError(f"the final batch of {vintage.year} has the root 0x{final.root.hex()}, not these leaves'")
    credit = vintage.credit()
    before = issued_to(credit, leaves)
    most = max_leaves or leaves_within(int(vintage.oracle.chain.block()["gasLimit"]))
    steps = list(plan(leaves.tree, lambda entry: entry.credits > before[entry.account], most))
    prefix = f"relay/{vintage.year}/{final.sequence}"
    pending: list[tuple[Call, str, Signed]] = []
    receipts: list[TxReceipt] = []
    overtaken: list[RefusalError] = []
    for step in steps:
        call, name = call_of(credit, step), f"{prefix}/{step.subtree.root.hex()}"
        with passing(overtaken):
            pending.append((call, name, sender.submit(call, name)))
    for call, name, signed in pending:
        with passing(overtaken):
            receipts.append(sender.wait(call, signed, name))
    reserve = 0
    with passing(overtaken):
        reserve, receipt = relay_reserve(credit, sender, f"{prefix}/reserve")
        receipts += [receipt] if receipt else []
    after = issued_to(credit, leaves) if steps else before
    due = [(row, figure) for row, figure in figures(leaves).items() if figure > before[row]]
    short = sum(figure > after[row] for row, figure in due)
    return Relayed(
        accounts=len(due) - short,
        issued=sum(after.values()) - sum(before.values()),
        reserve=reserve,
        short=short,
        receipts=receipts,
        overtaken=len(overtaken),
    )


@contextmanager
def passing(overtaken: list[RefusalError]) -> Iterator[None]:
    """Go on where somebody else was quicker, and note it."""
    try:
        yield
    except RefusalError as problem:
        if problem.name not in NOTHING_LEFT:
            raise
        overtaken.append(problem)


def call_of(credit: CarbonCredit, step: Step) -> Call:
    """The call of one step."""
    entries, proof = step.subtree.entries, step.subtree.proof
    if step.single:
        account = to_checksum_address(entries[0].account)
        return credit.issue(account, entries[0].credits, entries[0].report_hash, proof)
    return credit.issue_many(packed(entries), proof)


def relay_reserve(credit: CarbonCredit, sender: Sender, name: str) -> tuple[int, TxReceipt | None]:
    """Issue the reserve's share where any is due; base units, and the receipt."""
    due = credit.reserve_cap() - credit.issued_to(credit.reserve())
    if due <= 0:
        return 0, None
    return due, sender.send(credit.issue_reserve(), name)


def issued_to(credit: CarbonCredit, leaves: Leaves) -> dict[bytes, int]:
    """What each account of the leaves was ever issued, base units; asked in few requests."""
    accounts = list_of(leaves.accounts)
    issued: dict[bytes, int] = {}
    function = credit.web3_contract.functions["issuedTo"]
    for start in range(0, len(accounts), QUESTIONS):
        asked = accounts[start : start + QUESTIONS]
        with explained("CarbonCredit.issuedTo"), credit.chain.web3.batch_requests() as questions:
            for account in asked:
                questions.add(cast(Any, function(to_checksum_address(account))))
            answers = questions.execute()
        issued |= dict(zip(asked, map(int, cast(Any, answers)), strict=True))
    return issued


def figures(leaves: Leaves) -> dict[bytes, int]:
    """Account to its figure."""
    return dict(zip(list_of(leaves.accounts), leaves.credits.tolist(), strict=True))
