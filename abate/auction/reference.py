"""The auction's mechanism in plain Python. Read it as the specification; the contract is held against it.

A round goes through consigning, bidding and the outcome. It knows nothing of vaults, gas or packed storage: where the
contract moves its clock step by step over packed words, this finds it by its definition after every bid.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from abate.auction.outcome import Fill, Outcome, Sale
from abate.auction.pricing import bounded_price, formula_price, tick_price
from abate.errors import AbateError
from abate.programme.auction import AuctionTerms
from abate.units import BASIS_POINTS

MAX_SUPPLY = 2**27 - 1
MAX_STEPS = 4


class RefusedError(AbateError):
    """The rules refuse a step; ``name`` and ``evidence`` are those of the contract's error."""

    def __init__(self, name: str, *evidence: int) -> None:
        self.name, self.evidence = name, evidence
        super().__init__(f"{name}{evidence}")


@dataclass(frozen=True)
class Bid:
    """A step of a bid in the book: ``lots`` at up to the price of ``tick``, after ``before`` lots on that tick."""

    bidder: str
    tick: int
    lots: int
    before: int


@dataclass(frozen=True)
class Consignment:
    """Lots that a seller put into the round, after ``before`` lots of others."""

    seller: str
    lots: int
    before: int


def share(before: int, lots: int, available: int, total: int) -> int:
    """floor((before + lots) x available / total) - floor(before x available / total).

    The shares of all parts of ``total``, in order, add up to ``available`` exactly.
    """
    return (before + lots) * available // total - before * available // total


def clock_of(demand: Counter[int], supply: int) -> int:
    """The highest tick at which the demand of that tick and all above it exceeds the supply; 0 with none."""
    reached = 0
    for tick in sorted(demand, reverse=True):
        reached += demand[tick]
        if reached > supply:
            return tick
    return 0


class Round:
    """One round.

    Args:
        number: counted from 1.
        terms: the auction's settings.
        opening_price: see ``next_opening_price``.
        opened_at: unix seconds.
    """

    def __init__(self, number: int, terms: AuctionTerms, opening_price: int, opened_at: int) -> None:
        self.number, self.terms, self.opening_price = number, terms, opening_price
        self.start = opened_at + terms.consignment_time
        self.end = self.start + terms.bidding_time
        self.extensions_left = terms.extensions
        self.consignments: list[Consignment] = []
        self.supply = 0  # lots consigned
        self.book: dict[str, list[Bid]] = {}  # steps of each bidder's bid, one to four
        self.demand_by_tick: Counter[int] = Counter()  # lots of the book on each tick
        self.clock = 0

    # ------------------------------------------------------------------------------------------------ consigning

    def consign(self, seller: str, lots: int, at: int) -> Consignment:
        """Put lots into the round, for good."""
        if at >= self.start:
            raise RefusedError("ConsignmentClosed", self.number, self.start)
        if not 1 <= lots <= MAX_SUPPLY - self.supply:
            raise RefusedError("LotsOutOfRange", lots, 1, MAX_SUPPLY - self.supply)
        consignment = Consignment(seller, lots, before=self.supply)
        self.consignments.append(consignment)
        self.supply += lots
        return consignment

    # --------------------------------------------------------------------------------------------------- bidding

    @property
    def demand(self) -> int:
        """Lots in the book."""
        return self.demand_by_tick.total()

    @property
    def demand_above(self) -> int:
        """Lots in the book on ticks above the clock; never more than the supply."""
        return sum(lots for tick, lots in self.demand_by_tick.items() if tick > self.clock)

    @property
    def minimum_bid(self) -> int:
        """The smaller one of a share of the supply and what bids above the clock leave of it; at least one lot."""
        least = self.supply * self.terms.minimum_bid // BASIS_POINTS
        left = self.supply - self.demand_above
        return max(1, min(least, left) if left else least)

    @property
    def purchase_limit(self) -> int:
        """Most lots that one account's standing steps may ask for together; at least one lot."""
        return max(1, self.supply * self.terms.purchase_limit // BASIS_POINTS)

    def price(self, tick: int) -> int:
        """Price of a tick."""
        return tick_price(self.opening_price, tick, self.terms.tick_size)

    def bid(self, bidder: str, tick: int, lots: int, at: int) -> Bid:
        """Bid, or add a step to a bid that stands; steps that were outbid leave the book then."""
        return self.bid_curve(bidder, [(tick, lots)], at)[0]

    def bid_curve(self, bidder: str, steps: Sequence[tuple[int, int]], at: int) -> list[Bid]:
        """Place (tick, lots) steps together: all are judged by the round as it is before the first."""
        self._require_bidding(at)
        if self.supply < self.terms.minimum_supply:
            raise RefusedError("SupplyTooLow", self.supply, self.terms.minimum_supply)
        for tick, lots in steps:
            self._require_step(tick, lots)
        standing = [bid for bid in self.book.get(bidder, []) if bid.tick >= self.clock]
        if len(standing) + len(steps) > MAX_STEPS:
            raise RefusedError("CurveFull", len(standing) + len(steps))
        wanted = sum(bid.lots for bid in standing) + sum(lots for _, lots in steps)
        if wanted > self.purchase_limit:
            raise RefusedError("PurchaseLimitExceeded", wanted, self.purchase_limit)

        self._take_out_outbid(bidder)
        placed = [self._put_in(bidder, tick, lots) for tick, lots in steps]
        clock = clock_of(self.demand_by_tick, self.supply)
        if clock > self.clock:
            self.clock = clock
            if self.extensions_left and self.end - at < self.terms.extension:
                self.end += self.terms.extension
                self.extensions_left -= 1
        return placed

    def exit(self, bidder: str, at: int) -> list[Bid]:
        """Take a bidder's outbid steps out of the book."""
        self._require_bidding(at)
        if bidder not in self.book:
            raise RefusedError("NoBid")
        first = self.book[bidder][0]
        outbid = self._take_out_outbid(bidder)
        if not outbid:
            raise RefusedError("BidStands", self.number, first.tick, self.clock)
        return outbid

    def withdraw(self, bidder: str, tick: int, lots: int, at: int) -> None:
        """Take one outbid step out of the book, as an event tells of it."""
        self._require_bidding(at)
        step = next((bid for bid in self.book.get(bidder, []) if (bid.tick, bid.lots) == (tick, lots)), None)
        if step is None:
            raise RefusedError("NoBid")
        if tick >= self.clock:
            raise RefusedError("BidStands", self.number, tick, self.clock)
        self._take_out(step)

    def _require_bidding(self, at: int) -> None:
        if not self.start <= at < self.end:
            raise RefusedError("BiddingClosed", self.number, self.start, self.end)

    def _require_step(self, tick: int, lots: int) -> None:
        if tick <= self.clock:
            raise RefusedError("TickNotAboveClock", tick, self.clock)
        if tick > self.terms.ticks:
            raise RefusedError("TickAboveLadder", tick, self.terms.ticks)
        if not self.minimum_bid <= lots <= self.supply:
            raise RefusedError("LotsOutOfRange", lots, self.minimum_bid, self.supply)

    def _put_in(self, bidder: str, tick: int, lots: int) -> Bid:
        bid = Bid(bidder, tick, lots, before=self.demand_by_tick[tick])
        self.book.setdefault(bidder, []).append(bid)
        self.demand_by_tick[tick] += lots
        return bid

    def _take_out_outbid(self, bidder: str) -> list[Bid]:
        outbid = [bid for bid in self.book.get(bidder, []) if bid.tick < self.clock]
        for bid in outbid:
            self._take_out(bid)
        return outbid

    def _take_out(self, bid: Bid) -> None:
        self.book[bid.bidder].remove(bid)
        if not self.book[bid.bidder]:
            del self.book[bid.bidder]
        self.demand_by_tick[bid.tick] -= bid.lots

    # --------------------------------------------------------------------------------------------------- outcome

    def is_final(self, at: int) -> bool:
        """Whether the result stands."""
        return at >= (self.end if self.supply >= self.terms.minimum_supply else self.start)

    def outcome(self) -> Outcome:
        """The result: one price, whole fills above the clock, exact shares on it, and the sellers' shares."""
        offered = self.supply >= self.terms.minimum_supply
        price = self.price(self.clock)
        sold = (self.supply if self.clock else self.demand) if offered else 0
        on_clock = self.demand_by_tick[self.clock]
        left = self.supply - self.demand_above if self.clock else 0

        fills = []
        for bid in (step for steps in self.book.values() for step in steps):
            if bid.tick > self.clock:
                filled = bid.lots
            else:
                filled = share(bid.before, bid.lots, left, on_clock) if bid.tick == self.clock else 0
            cost = filled * price
            refund = self.price(bid.tick) * bid.lots - cost
            fills.append(Fill(bid.bidder, bid.tick, bid.lots, bid.before, filled, cost, refund))

        sales = []
        for lot in self.consignments:
            part = share(lot.before, lot.lots, sold, self.supply)
            sales.append(Sale(lot.seller, lot.lots, lot.before, part, part * price, lot.lots - part))

        return Outcome(
            opening_price=self.opening_price,
            clearing_price=price,
            supply=self.supply if offered else 0,
            demand=self.demand,
            sold=sold,
            revenue=sold * price,
            clock_tick=self.clock,
            clock_demand=on_clock,
            clock_supply=left,
            fills=tuple(fills),
            sales=tuple(sales),
        )


def next_opening_price(terms: AuctionTerms, last_offered: Outcome | None) -> int:
    """Opening price of a round.

    Args:
        terms: the auction's settings.
        last_offered: outcome of the last round that had bidding; None before there was one: the floor.
    """
    if last_offered is None:
        return terms.floor_price
    price = formula_price(last_offered.demand, last_offered.supply, terms)
    return bounded_price(price, last_offered.clearing_price, terms)
