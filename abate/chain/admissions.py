"""Whom a programme's owner admits: partners of the catalogue, causes of the donations (``IAdmissions``)."""

from __future__ import annotations

from typing import cast

from eth_typing import ChecksumAddress

from abate.chain.contract import ContractAt
from abate.chain.sender import Call


class Admissions(ContractAt):
    """What catalogue and donations have in common."""

    def admit(self, account: ChecksumAddress) -> Call:
        """Let an account in; the oracle's owner only."""
        return self.call("admitting", "admit", account)

    def dismiss(self, account: ChecksumAddress) -> Call:
        """Send an account away; the oracle's owner only."""
        return self.call("dismissing", "dismiss", account)

    def is_admitted(self, account: ChecksumAddress) -> bool:
        """Whether an account is admitted."""
        return cast(bool, self.read("isAdmitted", account))

    def admitted(self, from_block: int) -> list[ChecksumAddress]:
        """Everybody who is admitted now, in ascending order.

        Args:
            from_block: not after the contract's creation.
        """
        known = {event["account"] for event in self.events("Admitted", from_block)}
        return sorted((each for each in known if self.is_admitted(each)), key=lambda each: int(each, 16))

    def oracle(self) -> ChecksumAddress:
        """The oracle whose owner admits."""
        return cast(ChecksumAddress, self.read("oracle"))

    def certificates(self) -> ChecksumAddress:
        """Where it retires."""
        return cast(ChecksumAddress, self.read("certificates"))

    def nonce_of(self, account: ChecksumAddress) -> int:
        """Nonce that an account's next signed order must have."""
        return cast(int, self.read("nonces", account))

    def cancel_order(self, nonce: int) -> Call:
        """Take back what the sender signed with its present nonce."""
        return self.call("taking back a signed order", "cancelOrder", nonce)
