"""Accounting for what an earlier run sent and did not see land: the purse is told as if it had been waited for."""

from __future__ import annotations

from collections.abc import Iterator

from web3.types import TxReceipt

from abate.chain.journal import Attempt, Journal
from abate.chain.outbox import Outbox
from abate.daemon.office import Office


def settle(office: Office, landed: int) -> None:
    """Tell the purse what became of transactions that are as deep as they must be.

    Args:
        office: the operator's.
        landed: how many transactions of the account are on chain.
    """
    for nonce in [one for one in office.purse.under_way() if one < landed]:
        receipt = receipt_of(office, nonce)
        if receipt is None or is_deep(office, receipt):
            office.purse.settle(nonce, receipt)


def receipt_of(office: Office, nonce: int) -> TxReceipt | None:
    """The receipt of whichever transaction of this nonce is in the operator's journals; None where none landed."""
    outbox = Outbox(office.sender.chain)
    receipts = (outbox.receipt(one.signed) for one in attempts(office) if one.terms.get("nonce") == nonce)
    return next((receipt for receipt in receipts if receipt is not None), None)


def attempts(office: Office) -> Iterator[Attempt]:
    """Everything that is noted in the operator's journals."""
    for journal in (office.sender.journal, Journal(office.stakes, office.sender.chain)):
        if journal is not None:
            for each in journal.steps().values():
                yield from each


def is_deep(office: Office, receipt: TxReceipt) -> bool:
    """Whether it has the confirmations that are waited for."""
    return int(office.sender.chain.block()["number"]) - receipt["blockNumber"] + 1 >= office.sender.confirmations
