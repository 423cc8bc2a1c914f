"""The catalogue of rewards: listings, vouchers and their escrow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, ClassVar, cast

from eth_typing import ChecksumAddress

from abate.chain.admissions import Admissions
from abate.chain.sender import Call
from abate.chain.signed_orders import REDEMPTION, CreditPermit


class Settlement(IntEnum):
    """What becomes of a reward's price; see ``IRewardCatalogue.Settlement``."""

    PAYS_PARTNER = 0
    RETIRES_FOR_HOLDER = 1
    RETIRES_FOR_PARTNER = 2


class VoucherState(IntEnum):
    """Where a voucher is in its life."""

    NONE = 0
    OPEN = 1
    HONOURED = 2
    RETURNED = 3


@dataclass(frozen=True)
class Terms:
    """What a partner offers; see ``IRewardCatalogue.Terms``.

    Attributes:
        credit: the price is in this credit.
        price: base units (grams) for one voucher.
        stock: how many vouchers there are.
        expiry: last second at which one can be redeemed, unix time.
        honour_time: how many seconds a voucher is good for.
        settlement: what becomes of the price.
        discount_bps: 0 for a reward; for a discount what it takes off one purchase, in basis points.
        title: what it is.
        terms_uri: where the terms can be read.
        terms_hash: hash of the terms' document.
    """

    credit: ChecksumAddress
    price: int
    stock: int
    expiry: int
    honour_time: int
    settlement: int
    discount_bps: int
    title: str
    terms_uri: str
    terms_hash: bytes


@dataclass(frozen=True)
class Listing:
    """A listing as it stands.

    Attributes:
        partner: who offers it.
        redeemed: how many vouchers there are so far.
        delisted: whether the partner ended it.
        terms: what is offered.
    """

    partner: ChecksumAddress
    redeemed: int
    delisted: bool
    terms: Terms


@dataclass(frozen=True)
class Voucher:
    """A voucher as it stands.

    Attributes:
        holder: who redeemed.
        listing: what for.
        deadline: last second at which it can be honoured, unix time.
        state: where it is in its life.
        amount: base units in escrow while it is open.
        lock: lock of the holder's code; zeros where only a receipt releases.
    """

    holder: ChecksumAddress
    listing: int
    deadline: int
    state: int
    amount: int
    lock: bytes


class RewardCatalogue(Admissions):
    """``RewardCatalogue``; see ``IRewardCatalogue`` for the rules."""

    artefact: ClassVar[str] = "RewardCatalogue"

    def offer(self, terms: Terms) -> Call:
        """List a reward of the sender's."""
        return self.call("listing a reward", "offer", tuple(vars(terms).values()))

    def delist(self, listing: int) -> Call:
        """End a listing of the sender's."""
        return self.call("delisting", "delist", listing)

    def redeem(self, listing: int, price: int, lock: bytes) -> Call:
        """Put a reward's price into escrow, from approved credits of the sender."""
        return self.call("redeeming", "redeem", listing, price, lock)

    def redeem_with_permit(self, listing: int, price: int, lock: bytes, permit: CreditPermit) -> Call:
        """As ``redeem``, with the sender's permit."""
        return self.call("redeeming", "redeemWithPermit", listing, price, lock, permit)

    def redeem_by_order(self, order: Mapping[str, Any], signature: bytes, permit: CreditPermit | None) -> Call:
        """Bring a holder's signed redemption, with the holder's permit where there is one."""
        values = REDEMPTION.values(order)
        if permit is None:
            return self.call("redeeming for somebody", "redeemByOrder", values, signature)
        return self.call("redeeming for somebody", "redeemByOrderWithPermit", values, signature, permit)

    def acknowledge(self, voucher: int) -> Call:
        """The sender got what its voucher is for."""
        return self.call("giving the receipt", "acknowledge", voucher)

    def acknowledge_by_order(self, voucher: int, deadline: int, signature: bytes) -> Call:
        """Bring a holder's signed receipt."""
        return self.call("bringing a receipt", "acknowledgeByOrder", voucher, deadline, signature)

    def honour(self, voucher: int, code: str) -> Call:
        """Reveal the code that a holder showed to the sender, the partner."""
        return self.call("honouring a voucher", "honour", voucher, code)

    def decline(self, voucher: int) -> Call:
        """Send the escrow of a voucher of the sender's listing back."""
        return self.call("declining a voucher", "decline", voucher)

    def give_back(self, voucher: int) -> Call:
        """Send the escrow of a voucher that was not honoured back."""
        return self.call("sending an escrow back", "giveBack", voucher)

    def listings(self) -> int:
        """How many listings there are; they are numbered from 1."""
        return cast(int, self.read("listings"))

    def listing_of(self, listing: int) -> Listing:
        """A listing as it stands."""
        partner, redeemed, delisted, terms = self.read("listingOf", listing)
        return Listing(partner, redeemed, delisted, Terms(*terms))

    def voucher_of(self, voucher: int) -> Voucher:
        """A voucher as it stands."""
        return Voucher(*self.read("voucherOf", voucher))

    def lock_of(self, holder: ChecksumAddress, listing: int, code: str) -> bytes:
        """What a holder redeems with, and keeps the code."""
        return cast(bytes, self.read("lockOf", holder, listing, code))
