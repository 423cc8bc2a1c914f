"""Donating credits to a registered cause."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from eth_typing import ChecksumAddress

from abate.chain.signed_orders import DONATION
from abate.chain.times import deadline_after
from abate.wallet import order_messages
from abate.wallet.order_file import OrderFile
from abate.wallet.spend import require_credits, spend
from abate.wallet.wallet import Wallet


@dataclass(frozen=True)
class DonatedCredits:
    """A donation.

    Attributes:
        cause: to whom.
        amount: base units.
        certificate: number of the certificate in the cause's name; None where the credits were handed over.
        transaction: hash, 0x text.
    """

    cause: ChecksumAddress
    amount: int
    certificate: int | None
    transaction: str


def donation_order(wallet: Wallet, cause: ChecksumAddress, amount: int, statement: str, seconds: int) -> OrderFile:
    """Sign a donation that somebody else brings.

    Args:
        wallet: whose credits.
        cause: its account.
        amount: base units.
        statement: what the donor wishes to say.
        seconds: how long it is good for.

    Raises:
        InputError: the wallet holds fewer credits.
        RefusalError: there is no such cause.
    """
    require_credits(wallet, amount)
    deadline = deadline_after(wallet.contracts.chain, seconds)
    message = order_messages.donation(wallet.contracts, wallet.address, cause, amount, statement, deadline)
    return OrderFile.signed(wallet, DONATION, message, amount, seconds)


def donate(
    wallet: Wallet, cause: ChecksumAddress, amount: int, statement: str = "", permit: bool = False
) -> DonatedCredits:
    """Donate credits; the cause chose whether they are retired in its name or handed to it.

    Args:
        wallet: whose credits.
        cause: its account.
        amount: base units.
        statement: what the donor wishes to say.
        permit: sign a permit instead of approving, so that it takes one transaction.

    Raises:
        InputError: the wallet holds fewer credits.
        RefusalError: there is no such cause, or it takes no more.
    """
    donations, credit = wallet.contracts.donations, wallet.contracts.credit
    terms = (cause, credit.address, amount, donations.cause_of(cause).retires, statement)
    by_permit = partial(donations.donate_with_permit, *terms) if permit else None
    receipt = spend(wallet, donations.donate(*terms), by_permit, donations.address, amount, "for the donation")
    (event,) = donations.events_of(receipt, "Donated")
    transaction = f"0x{receipt['transactionHash'].hex()}"
    return DonatedCredits(cause, event["amount"], event["certificate"] or None, transaction)
