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
        tried = deepcopy(self.round)
        tried.bid(bidder, tick, lots, at)
        held = self.bid_in.get(bidder)
        if held not in (None, self.round.number):
            raise RefusedError("UnsettledBid", held)
        available = self.vault[bidder] + self.escrow(bidder)
        escrow = tried.price(tick) * lots
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
        escrow = self.escrow(bidder)
        self.round.exit(bidder, at)
        self.vault[bidder] += escrow
        del self.bid_in[bidder]

    def escrow(self, bidder):
        number = self.bid_in.get(bidder)
        if number is None:
            return 0
        bid = self.rounds[number - 1].book[bidder]
        return self.rounds[number - 1].price(bid.tick) * bid.lots

    def claim(self, bidder, at):
        if bidder not in self.bid_in:
            raise RefusedError("NoBid", bidder)
        round_ = self.final(self.bid_in[bidder], at)
        fill = next(fill for fill in round_.outcome().fills if fill.bidder == bidder)
        self.vault[bidder] += fill.refund
        self.credits[bidder] += fill.filled * self.terms.lot_grams
        del self.bid_in[bidder]
        return fill.filled

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
