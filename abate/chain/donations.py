"""Donations to registered causes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from eth_typing import ChecksumAddress

from abate.chain.admissions import Admissions
from abate.chain.sender import Call
from abate.chain.signed_orders import DONATION, CreditPermit


@dataclass(frozen=True)
class Cause:
    """What a cause said of itself.

    Attributes:
        retires: whether donations are retired in its name; otherwise the credits are handed to it.
        closed: whether it takes no more.
        name: what it is called.
        uri: where it tells about itself.
    """

    retires: bool
    closed: bool
    name: str
    uri: str


class DonationRegistry(Admissions):
    """``DonationRegistry``; see ``IDonationRegistry`` for the rules."""

    artefact: ClassVar[str] = "DonationRegistry"

    def register(self, retires: bool, name: str, uri: str) -> Call:
        """Register the sender as a cause, for ever with this choice."""
        return self.call("registering a cause", "register", retires, name, uri)

    def close(self) -> Call:
        """End the sender's donations."""
        return self.call("closing a cause", "close")

    def donate(
        self, cause: ChecksumAddress, credit: ChecksumAddress, amount: int, retire: bool, statement: str
    ) -> Call:
        """Donate approved credits of the sender."""
        return self.call("donating", "donate", cause, credit, amount, retire, statement)

    def donate_with_permit(
        self,
        cause: ChecksumAddress,
        credit: ChecksumAddress,
        amount: int,
        retire: bool,
        statement: str,
        permit: CreditPermit,
    ) -> Call:
        """As ``donate``, with the sender's permit."""
        return self.call("donating", "donateWithPermit", cause, credit, amount, retire, statement, permit)

    def donate_by_order(self, order: Mapping[str, Any], signature: bytes, permit: CreditPermit | None) -> Call:
        """Bring a donor's signed donation, with the donor's permit where there is one."""
        values = DONATION.values(order)
        if permit is None:
            return self.call("donating for somebody", "donateByOrder", values, signature)
        return self.call("donating for somebody", "donateByOrderWithPermit", values, signature, permit)

    def cause_of(self, account: ChecksumAddress) -> Cause:
        """What a cause said of itself."""
        return Cause(*self.read("causeOf", account))

    def causes(self, from_block: int) -> list[ChecksumAddress]:
        """Every account that registered, in order of registration."""
        return [event["cause"] for event in self.events("CauseRegistered", from_block)]
