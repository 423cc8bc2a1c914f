"""A program of an integrator's, against the exported Python package alone; mypy --strict reads it too."""

from collections.abc import Sequence
from dataclasses import dataclass

from abate_contracts import CarbonCredit, CreditAuction, carbon_credit, credit_auction, errors, structs
from eth_typing import ChecksumAddress
from web3 import Web3


@dataclass(frozen=True)
class Trader:
    """Claims, sends and bids.

    Attributes:
        credit: the credit.
        auction: its auction.
        account: whose key the node holds.
    """

    credit: CarbonCredit
    auction: CreditAuction
    account: ChecksumAddress

    @classmethod
    def at(cls, url: str, credit: str, auction: str, account: str) -> "Trader":
        """Connect to both contracts."""
        web3 = Web3(Web3.HTTPProvider(url))
        places = [Web3.to_checksum_address(each) for each in (credit, auction, account)]
        return cls(CarbonCredit(web3, places[0]), CreditAuction(web3, places[1]), places[2])

    def claim(self, credits: int, report_hash: bytes, proof: Sequence[bytes]) -> tuple[int, carbon_credit.Transfer]:
        """Claim credits: what the contract would answer, and the event of what it did."""
        issue = self.credit.issue(self.account, credits, report_hash, proof)
        promised: int = issue.call(self.account)
        (issued,) = self.credit.events(carbon_credit.Transfer, issue.send(self.account))
        return promised, issued

    def send(self, to: ChecksumAddress, amount: int) -> carbon_credit.Transfer:
        """Send credits."""
        (moved,) = self.credit.events(carbon_credit.Transfer, self.credit.transfer(to, amount).send(self.account))
        return moved

    def needed(self, to: ChecksumAddress, amount: int) -> tuple[int, int]:
        """What the credit says when more is sent than there is: the balance, and what was needed."""
        try:
            self.credit.transfer(to, amount).call(self.account)
        except errors.ERC20InsufficientBalance as refused:
            return refused.balance, refused.needed
        raise AssertionError("it was not refused")

    def bid(self, number: int, steps: Sequence[structs.Step]) -> credit_auction.CurvePlaced:
        """Bid with several steps."""
        receipt = self.auction.bid_curve(number, steps).send(self.account)
        (placed,) = self.auction.events(credit_auction.CurvePlaced, receipt)
        return placed

    def round(self, number: int) -> structs.Round:
        """A round."""
        return self.auction.round_of(number)
