"""Redeeming rewards, and what becomes of vouchers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from abate.chain.signed_orders import REDEMPTION
from abate.chain.times import deadline_after
from abate.deploy.contracts import Contracts
from abate.errors import InputError
from abate.wallet import order_messages
from abate.wallet.codes import CodeBook
from abate.wallet.order_file import OrderFile
from abate.wallet.order_messages import NO_LOCK
from abate.wallet.spend import require_credits, spend
from abate.wallet.wallet import Wallet


@dataclass(frozen=True)
class RedeemedReward:
    """A voucher just made.

    Attributes:
        voucher: its number.
        listing: what for.
        amount: base units in escrow.
        deadline: last second at which it can be honoured, unix time.
        code: what to show to the partner; None where only a receipt releases.
        transaction: hash, 0x text.
    """

    voucher: int
    listing: int
    amount: int
    deadline: int
    code: str | None
    transaction: str


def code_book(wallet: Wallet) -> CodeBook:
    """The wallet's codes, in a private file beside its journal."""
    catalogue = wallet.contracts.catalogue.address
    return CodeBook(wallet.journal.with_suffix(".codes.json"), catalogue, wallet.address)


def redeem(wallet: Wallet, listing: int, with_code: bool = True, permit: bool = False) -> RedeemedReward:
    """Put a reward's price into escrow; approves the credits where needed.

    Args:
        wallet: whose credits.
        listing: which reward.
        with_code: draw a code that releases the escrow when the partner reveals it.
        permit: sign a permit instead of approving, so that it takes one transaction.

    Raises:
        InputError: the wallet holds fewer credits.
        RefusalError: the listing does not exist, is over or sold out.
    """
    catalogue, book = wallet.contracts.catalogue, code_book(wallet)
    price = price_of(wallet.contracts, listing)
    lock = _lock(wallet, listing, price) if with_code else NO_LOCK
    plain = catalogue.redeem(listing, price, lock)
    by_permit = partial(catalogue.redeem_with_permit, listing, price, lock) if permit else None
    receipt = spend(wallet, plain, by_permit, catalogue.address, price, "for the reward")
    (event,) = catalogue.events_of(receipt, "Redeemed")
    transaction = f"0x{receipt['transactionHash'].hex()}"
    code = book.code_of(lock) if with_code else None
    return RedeemedReward(event["voucher"], listing, event["amount"], event["deadline"], code, transaction)


def _lock(wallet: Wallet, listing: int, price: int) -> bytes:
    """That of a redemption that a killed run had sent; else a new one, so that no code is ever in two vouchers."""
    catalogue, book = wallet.contracts.catalogue, code_book(wallet)
    sent = (lock for lock in book.locks_for(listing) if wallet.was_sent(catalogue.redeem(listing, price, lock)))
    return next(sent, None) or book.draw(listing)


def redemption_order(wallet: Wallet, listing: int, with_code: bool, seconds: int) -> OrderFile:
    """Sign a redemption that somebody else brings.

    Args:
        wallet: whose credits.
        listing: which reward.
        with_code: draw a code; it is kept with the wallet's.
        seconds: how long it is good for.

    Raises:
        InputError: the wallet holds fewer credits.
        RefusalError: there is no such listing.
    """
    price = price_of(wallet.contracts, listing)
    require_credits(wallet, price)
    lock = code_book(wallet).draw(listing) if with_code else NO_LOCK
    deadline = deadline_after(wallet.contracts.chain, seconds)
    message = order_messages.redemption(wallet.contracts, wallet.address, listing, price, lock, deadline)
    return OrderFile.signed(wallet, REDEMPTION, message, price, seconds)


def price_of(contracts: Contracts, listing: int) -> int:
    """A listing's price in base units of this deployment's credit.

    Raises:
        InputError: it is priced in another vintage's credit.
        RefusalError: there is no such listing.
    """
    terms = contracts.catalogue.listing_of(listing).terms
    if terms.credit != contracts.credit.address:
        raise InputError(
            f"listing {listing} is priced in the credit {terms.credit}, not in this deployment's", field="LISTING"
        )
    return terms.price


def live_listings(contracts: Contracts) -> list[int]:
    """Numbers of the listings that can be redeemed now."""
    catalogue, now = contracts.catalogue, contracts.chain.now()
    found = []
    for number in range(1, catalogue.listings() + 1):
        listing = catalogue.listing_of(number)
        is_over = listing.delisted or listing.terms.expiry < now or listing.redeemed == listing.terms.stock
        if not is_over and catalogue.is_admitted(listing.partner):
            found.append(number)
    return found
