"""The credit of one vintage: an ERC-20 with three decimals that issues itself from the oracle's final batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, cast

from eth_typing import ChecksumAddress

from abate.chain.currency import Erc20
from abate.chain.sender import Call


class CarbonCredit(Erc20):
    """``CarbonCredit``; amounts are base units, one gram each."""

    artefact: ClassVar[str] = "CarbonCredit"

    def issue(self, account: ChecksumAddress, credits: int, report_hash: bytes, proof: Sequence[bytes]) -> Call:
        """Issue to one account what its leaf is above what it was issued; anyone may send it."""
        return self.call("claiming credits", "issue", account, credits, report_hash, list(proof))

    def issue_many(self, entries: bytes, proof: Sequence[bytes]) -> Call:
        """Issue to a whole aligned subtree: 58 bytes an entry, as ``ICarbonCredit.issueMany`` says."""
        return self.call("issuing a subtree", "issueMany", entries, list(proof))

    def issue_reserve(self) -> Call:
        """Issue to the reserve what is due to it."""
        return self.call("issuing the reserve's share", "issueReserve")

    def burn(self, amount: int) -> Call:
        """Destroy the sender's credits for good."""
        return self.call("destroying credits", "burn", amount)

    def burn_from(self, account: ChecksumAddress, amount: int) -> Call:
        """Destroy an account's credits within the sender's allowance."""
        return self.call("destroying credits", "burnFrom", account, amount)

    def issued_to(self, account: ChecksumAddress) -> int:
        """What an account was ever issued."""
        return cast(int, self.read("issuedTo", account))

    def total_issued(self) -> int:
        """What people and the reserve were ever issued."""
        return cast(int, self.read("totalIssued"))

    def total_burnt(self) -> int:
        """What was ever destroyed."""
        return cast(int, self.read("totalBurnt"))

    def people_cap(self) -> int:
        """The most that people may have been issued from the final batch."""
        return cast(int, self.read("peopleCap"))

    def reserve_cap(self) -> int:
        """The most that the reserve may have been issued from the final batch."""
        return cast(int, self.read("reserveCap"))

    def oracle(self) -> ChecksumAddress:
        """Whose final batches it issues."""
        return cast(ChecksumAddress, self.read("oracle"))

    def vintage(self) -> int:
        """Its year."""
        return cast(int, self.read("vintage"))

    def methodology_id(self) -> bytes:
        """The methodology of its vintage."""
        return cast(bytes, self.read("methodologyId"))

    def reserve_share_bps(self) -> int:
        """The share of every batch that goes to the reserve, in basis points."""
        return cast(int, self.read("reserveShareBps"))

    def reserve(self) -> ChecksumAddress:
        """Who holds that share."""
        return cast(ChecksumAddress, self.read("reserve"))
