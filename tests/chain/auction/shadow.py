"""The auction with its vaults in plain Python: the reference's rounds, and money that is only added and subtracted."""

from collections import Counter
from copy import deepcopy

from abate.auction.history import consignment_id
from abate.auction.reference import RefusedError, Round, next_opening_price
from tests.chain.auction.walk import Walk

VAULT = 2**112 - 1


class Shadow:
    """What the contract must be like after every step; a step that it must refuse raises RefusedError.

    Attributes:
        vault, credits, retired: of each account; credits and retirements in grams.
        bid_in: number of the round that an account's unsettled bid is in.
        retires: accounts whose unsettled bid is retired on claim.
        nonce: of each account's next signed bid.
        unpaid: id of a consignment -> its sale's index in its round.
    """

    def __init__(self, terms, offers_retirement=False):
        self.terms, self.offers_retirement = terms, offers_retirement
        self.rounds, self.walk = [], None
        self.last_offered = None
        self.vault, self.credits, self.retired, self.nonce = Counter(), Counter(), Counter(), Counter()
        self.bid_in, self.retires, self.unpaid = {}, set(), {}

    @property
    def round(self):
        return self.rounds[-1]

    # ------------------------------------------------------------------------------------------------------- rounds

    def open(self, at):
        if self.rounds:
            outcome = self.final(self.round.number, at).outcome()
            self.last_offered = outcome if outcome.supply else self.last_offered
        price = next_opening_price(self.terms, self.last_offered)
        self.rounds.append(Round(len(self.rounds) + 1, self.terms, price, at))
        self.walk = Walk(self.round)

    def consign(self, seller, lots, at):
        consignment = self.round.consign(seller, lots, at)
        id_ = consignment_id(self.round.number, consignment.before)
        self.unpaid[id_] = len(self.round.consignments) - 1
        return id_

    def crank(self, words):
        if self.walk.lags:
            self.walk.advance(words)
        return self.walk.lags

    def final(self, number, at):
        round_ = self.rounds[number - 1]
        if not round_.is_final(at) or (round_ is self.round and self.walk.lags):
            raise RefusedError("RoundNotFinal", number)
        return round_

    # -------------------------------------------------------------------------------------------------------- vaults

    def deposit(self, account, amount):
        self.vault[account] = self.credited(account, amount)

    def credited(self, account, amount):
        if amount > VAULT - self.vault[account]:
            raise RefusedError("VaultOverflow", self.vault[account], amount)
        return self.vault[account] + amount

    def withdraw(self, account, amount):
        if amount > self.vault[account]:
            raise RefusedError("InsufficientVault", self.vault[account], amount)
        self.vault[account] -= amount

    # ---------------------------------------------------------------------------------------------------------- bids

    def bid(self, bidder, tick, lots, at, deposited=0):
        self.bid_curve(bidder, [(tick, lots)], at, deposited)

    def bid_curve(self, bidder, steps, at, deposited=0):
        before = self.walk.clock
        try:
            self.place(bidder, steps, at, deposited)
        except RefusedError:
            # the refused transaction undoes what its clock caught up
            self.walk.clock = before
            raise

    def relay(self, bidder, steps, retire, at):
        """A signed bid; where it is refused, the clock has caught up all the same."""
        self.require_bids(at)
        if retire and not self.offers_retirement:
            raise RefusedError("RetirementNotOffered")
        self.place(bidder, steps, at)
        self.nonce[bidder] += 1
        self.retires.discard(bidder)
        if retire:
            self.retires.add(bidder)

    def place(self, bidder, steps, at, deposited=0):
        vault = self.credited(bidder, deposited)
        self.require_bids(at)
        if self.walk.lags:
            self.walk.advance()
            if self.walk.lags:
                state = self.walk.clock, self.walk.demand_above, self.round.supply
                raise RefusedError("ClockLags", self.round.number, *state)
        tried = deepcopy(self.round)
        tried.bid_curve(bidder, steps, at)
        held = self.bid_in.get(bidder)
        if held not in (None, self.round.number):
            raise RefusedError("UnsettledBid", held)
        outbid = sum(self.value(bid) for bid in self.round.book.get(bidder, []) if bid.tick < self.round.clock)
        escrow = sum(tried.price(tick) * lots for tick, lots in steps)
        if escrow > vault + outbid:
            raise RefusedError("InsufficientVault", vault + outbid, escrow)
        if vault + outbid - escrow > VAULT:
            raise RefusedError("VaultOverflow", vault, outbid)
        self.vault[bidder] = vault + outbid - escrow
        self.rounds[-1] = self.walk.round = tried
        self.bid_in[bidder] = tried.number
        if self.walk.lags:
            self.walk.advance()

    def require_bids(self, at):
        self.round._require_bidding(at)
        if self.round.supply < self.terms.minimum_supply:
            raise RefusedError("SupplyTooLow", self.round.supply, self.terms.minimum_supply)

    def exit(self, bidder, at):
        """Steps below the contract's clock leave; one that lags has not passed the others yet."""
        self.round._require_bidding(at)
        self.require_bid(bidder)
        if self.bid_in[bidder] != self.round.number:
            raise RefusedError("UnsettledBid", self.bid_in[bidder])
        steps = list(self.round.book[bidder])
        outbid = [step for step in steps if step.tick < self.walk.clock]
        if not outbid:
            raise RefusedError("BidStands", self.round.number, steps[0].tick, self.walk.clock)
        vault = self.credited(bidder, sum(self.value(step) for step in outbid))
        for step in outbid:
            self.round.withdraw(bidder, step.tick, step.lots, at)
        self.vault[bidder] = vault
        if bidder not in self.round.book:
            self.forget(bidder)

    def retire_on_claim(self, bidder, retire):
        if retire and not self.offers_retirement:
            raise RefusedError("RetirementNotOffered")
        self.require_bid(bidder)
        self.retires.discard(bidder)
        if retire:
            self.retires.add(bidder)

    def require_bid(self, bidder):
        if bidder not in self.bid_in:
            raise RefusedError("NoBid", bidder)

    def forget(self, bidder):
        del self.bid_in[bidder]
        self.retires.discard(bidder)

    def value(self, bid):
        return self.round.price(bid.tick) * bid.lots

    def escrow(self, bidder):
        number = self.bid_in.get(bidder)
        if number is None:
            return 0
        round_ = self.rounds[number - 1]
        return sum(round_.price(bid.tick) * bid.lots for bid in round_.book[bidder])

    # ---------------------------------------------------------------------------------------------------- settlement

    def claim(self, bidder, at):
        """Lots won, their cost and the refund."""
        self.require_bid(bidder)
        round_ = self.final(self.bid_in[bidder], at)
        fills = [fill for fill in round_.outcome().fills if fill.bidder == bidder]
        filled, cost, refund = (sum(getattr(fill, what) for fill in fills) for what in ("filled", "cost", "refund"))
        self.vault[bidder] = self.credited(bidder, refund)
        (self.retired if bidder in self.retires else self.credits)[bidder] += filled * self.terms.lot_grams
        self.forget(bidder)
        return filled, cost, refund

    def pay(self, id_, at):
        """The sale that the seller was paid for."""
        if id_ not in self.unpaid:
            raise RefusedError("UnknownConsignment", id_)
        sale = self.final(id_ >> 32, at).outcome().sales[self.unpaid[id_]]
        self.vault[sale.seller] = self.credited(sale.seller, sale.proceeds)
        self.credits[sale.seller] += sale.returned * self.terms.lot_grams
        del self.unpaid[id_]
        return sale
