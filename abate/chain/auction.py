"""The auction of one vintage's credits for one currency."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, cast

from eth_typing import ChecksumAddress

from abate.chain.auction_state import AuctionConfig, Bid, Consignment, Result, Round, Stage
from abate.chain.contract import ContractAt
from abate.chain.sender import Call


class CreditAuction(ContractAt):
    """``CreditAuction``; see ``ICreditAuction`` for the rules."""

    artefact: ClassVar[str] = "CreditAuction"

    # ------------------------------------------------------------------------------------------------------- vault

    def deposit(self, amount: int) -> Call:
        """Move approved currency into the sender's vault."""
        return self.call("depositing", "deposit", amount)

    def deposit_for(self, account: ChecksumAddress, amount: int) -> Call:
        """Move the sender's approved currency into somebody else's vault."""
        return self.call("depositing", "depositFor", account, amount)

    def withdraw(self, amount: int) -> Call:
        """Move currency from the sender's vault to the sender."""
        return self.call("withdrawing", "withdraw", amount)

    def vault_of(self, account: ChecksumAddress) -> int:
        """What an account's vault holds, in currency base units."""
        return cast(int, self.read("vaultOf", account))

    def escrow_of(self, account: ChecksumAddress) -> int:
        """What an account's unsettled bid has drawn from its vault."""
        return cast(int, self.read("escrowOf", account))

    # ------------------------------------------------------------------------------------------------------ rounds

    def open_round(self) -> Call:
        """Open the next round."""
        return self.call("opening a round", "openRound")

    def current_round(self) -> int:
        """The round opened last; 0 before the first."""
        return cast(int, self.read("currentRound"))

    def round_of(self, number: int, block: int | str = "latest") -> Round:
        """The state of a round."""
        return Round(*self.read("roundOf", number, block=block))

    def stage_of(self, number: int) -> Stage:
        """Where a round is in its life."""
        return Stage(self.read("stageOf", number))

    def next_opening_price(self) -> int:
        """Opening price of the next round, once the last is final."""
        return cast(int, self.read("nextOpeningPrice"))

    def config(self) -> AuctionConfig:
        """What the auction was made with."""
        return AuctionConfig(*self.read("config"))

    def clerk(self) -> ChecksumAddress:
        """The contract that answers for the auction what needs no storage; the auction made it."""
        return cast(ChecksumAddress, self.read("clerk"))

    # ----------------------------------------------------------------------------------------- consigning, bidding

    def consign(self, number: int, lots: int) -> Call:
        """Consign approved whole lots to a round; irrevocable."""
        return self.call("consigning", "consign", number, lots)

    def consignment_of(self, consignment: int) -> Consignment:
        """An unpaid consignment."""
        return Consignment(*self.read("consignmentOf", consignment))

    def bid(self, number: int, tick: int, lots: int) -> Call:
        """Bid for lots at up to a tick's price, from the sender's vault."""
        return self.call("bidding", "bid", number, tick, lots)

    def bid_curve(self, number: int, steps: Sequence[tuple[int, int]]) -> Call:
        """Place one to four (tick, lots) steps together, from the sender's vault."""
        return self.call("bidding", "bidCurve", number, list(steps))

    def bid_with_deposit(self, number: int, tick: int, lots: int, amount: int) -> Call:
        """Move approved currency into the sender's vault and bid, in one transaction."""
        return self.call("depositing and bidding", "bidWithDeposit", number, tick, lots, amount)

    def bid_with_permit(
        self, number: int, tick: int, lots: int, amount: int, deadline: int, signature: tuple[int, bytes, bytes]
    ) -> Call:
        """As ``bid_with_deposit``, with an EIP-2612 permit: v, r and s."""
        return self.call("depositing and bidding", "bidWithPermit", number, tick, lots, amount, deadline, *signature)

    def relay_bids(
        self, number: int, bids: Sequence[tuple[int, int, int, int]], wallet_signatures: Sequence[bytes] = ()
    ) -> Call:
        """Place signed bids, packed as ``abate.auction.signed_bids`` does; those that cannot be taken are skipped."""
        return self.call("relaying bids", "relayBids", number, list(bids), list(wallet_signatures))

    def cancel_signed_bids(self, nonce: int) -> Call:
        """Take back the sender's signed bids with a lower nonce."""
        return self.call("taking back signed bids", "cancelSignedBids", nonce)

    def nonce_of(self, account: ChecksumAddress) -> int:
        """Nonce that an account's next signed bid must have."""
        return cast(int, self.read("nonceOf", account))

    def retire_on_claim(self, retire: bool) -> Call:
        """Choose whether what the sender's bid wins is retired on claim."""
        return self.call("choosing retirement", "retireOnClaim", retire)

    def exit(self, number: int) -> Call:
        """Take the sender's outbid steps out of the book."""
        return self.call("leaving the round", "exit", number)

    def crank(self, number: int, max_words: int) -> Call:
        """Move a lagging clock over at most that many words of eight ticks."""
        return self.call("moving the clock", "crank", number, max_words)

    def bid_of(self, account: ChecksumAddress) -> Bid:
        """First step of an account's unsettled bid."""
        return Bid(*self.read("bidOf", account))

    def steps_of(self, account: ChecksumAddress, block: int | str = "latest") -> tuple[list[Bid], bool]:
        """All steps of an account's unsettled bid, and whether its credits are retired on claim."""
        steps, retires = self.read("stepsOf", account, block=block)
        return [Bid(*step) for step in steps], retires

    def price_of(self, number: int, tick: int) -> int:
        """Price of a tick of a round, currency base units per lot."""
        return cast(int, self.read("priceOf", number, tick))

    def demand_at(self, tick: int) -> int:
        """Lots bid on a tick of the current round."""
        return cast(int, self.read("demandAt", tick))

    def purchase_limit_of(self, number: int) -> int:
        """Most lots that one account's standing steps may ask for together."""
        return cast(int, self.read("purchaseLimitOf", number))

    def minimum_bid_of(self, number: int) -> int:
        """Smallest number of lots that a bid may ask for now."""
        return cast(int, self.read("minimumBidOf", number))

    # -------------------------------------------------------------------------------------------------- settlement

    def result_of(self, number: int) -> Result:
        """The result of a final round."""
        return Result(*self.read("resultOf", number))

    def publish_result(self, number: int) -> Call:
        """Publish the result of a final round as an event."""
        return self.call("publishing the result", "publishResult", number)

    def claim(self, bidder: ChecksumAddress) -> Call:
        """Settle an account's bid in a final round."""
        return self.call("settling a bid", "claim", bidder)

    def claim_many(self, bidders: Sequence[ChecksumAddress]) -> Call:
        """Settle many bids; those that cannot be settled are passed over."""
        return self.call("settling bids", "claimMany", list(bidders))

    def pay(self, consignment: int) -> Call:
        """Settle a consignment of a final round."""
        return self.call("paying a seller", "pay", consignment)

    def pay_many(self, consignments: Sequence[int]) -> Call:
        """Settle many consignments; those that cannot be settled are passed over."""
        return self.call("paying sellers", "payMany", list(consignments))
