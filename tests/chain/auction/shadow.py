"""The auction with its vaults in plain Python: the reference's rounds, and money that is only added and subtracted."""

from collections import Counter
from copy import deepcopy

from abate.auction.history import consignment_id
from abate.auction.reference import RefusedError, Round, next_opening_price


class Shadow:
    """What the contract must be like after every step; a step that it must refuse raises RefusedError."""

    def __init__(self, terms):
        self.terms = terms
        self.rounds = []
        self.last_offered = None
        self.vault, self.credits = Counter(), Counter()
        self.bid_in = {}  # bidder -> number of the round that its unsettled bid is in
        self.unpaid = {}  # id -> the sale's index in its round

    @property
    def round(self):
        return self.rounds[-1]

    def open(self, at):
        if self.rounds:
            if not self.round.is_final(at):
                raise RefusedError("RoundNotFinal", self.round.number)
            outcome = self.round.outcome()
            self.last_offered = outcome if outcome.supply else self.last_offered
        price = next_opening_price(self.terms, self.last_offered)
        self.rounds.append(Round(len(self.rounds) + 1, self.terms, price, at))

    def deposit(self, account, amount):
        self.vault[account] += amount

    def withdraw(self, account, amount):
        if amount > self.vault[account]:
            raise RefusedError("InsufficientVault", self.vault[account], amount)
        self.vault[account] -= amount

    def consign(self, seller, lots, at):
        consignment = self.round.consign(seller, lots, at)
        self.unpaid[consignment_id(self.round.number, consignment.before)] = len(self.round.consignments) - 1

    def bid(self, bidder, tick, lots, at):
        self.bid_curve(bidder, [(tick, lots)], at)

    def bid_curve(self, bidder, steps, at, deposited=0):
        tried = deepcopy(self.round)
        tried.bid_curve(bidder, steps, at)
        held = self.bid_in.get(bidder)
        if held not in (None, self.round.number):
            raise RefusedError("UnsettledBid", held)
        clock = self.round.clock
        outbid = sum(self.value(bid) for bid in self.round.book.get(bidder, []) if bid.tick < clock)
        available = self.vault[bidder] + deposited + outbid
        escrow = sum(tried.price(tick) * lots for tick, lots in steps)
        if escrow > available:
            raise RefusedError("InsufficientVault", available, escrow)
        self.vault[bidder] = available - escrow
        self.rounds[-1] = tried
        self.bid_in[bidder] = tried.number

    def exit(self, bidder, at):
        self.round._require_bidding(at)
        held = self.bid_in.get(bidder)
        if held is None:
            raise RefusedError("NoBid", bidder)
        if held != self.round.number:
            raise RefusedError("UnsettledBid", held)
        outbid = self.round.exit(bidder, at)
        self.vault[bidder] += sum(self.value(bid) for bid in outbid)
        if bidder not in self.round.book:
            del self.bid_in[bidder]

    def value(self, bid):
        return self.round.price(bid.tick) * bid.lots

    def escrow(self, bidder):
        number = self.bid_in.get(bidder)
        if number is None:
            return 0
        round_ = self.rounds[number - 1]
        return sum(round_.price(bid.tick) * bid.lots for bid in round_.book[bidder])

    def claim(self, bidder, at):
        if bidder not in self.bid_in:
            raise RefusedError("NoBid", bidder)
        round_ = self.final(self.bid_in[bidder], at)
        fills = [fill for fill in round_.outcome().fills if fill.bidder == bidder]
        filled = sum(fill.filled for fill in fills)
        self.vault[bidder] += sum(fill.refund for fill in fills)
        self.credits[bidder] += filled * self.terms.lot_grams
        del self.bid_in[bidder]
        return filled

    def pay(self, id_, at):
        if id_ not in self.unpaid:
            raise RefusedError("UnknownConsignment", id_)
        sale = self.final(id_ >> 32, at).outcome().sales[self.unpaid[id_]]
        self.vault[sale.seller] += sale.proceeds
        self.credits[sale.seller] += sale.returned * self.terms.lot_grams
        del self.unpaid[id_]
        return sale.sold

    def final(self, number, at):
        round_ = self.rounds[number - 1]
        if not round_.is_final(at):
            raise RefusedError("RoundNotFinal", number)
        return round_
