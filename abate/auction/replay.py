"""Rounds shaped like real allowance auctions, played on the reference.

An auction publishes its aggregates and keeps its bids secret. So a book is drawn that has exactly those aggregates:
the published number of bidders and quantity bid for, and a demand curve through the published result. All else about
it is assumed, and is named here: how many bids a bidder makes, how big each is, and the limit prices away from the
clearing price.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from abate.auction.markets import PublishedAuction
from abate.auction.outcome import Outcome
from abate.auction.pricing import highest_tick
from abate.auction.reference import RefusedError, Round, next_opening_price
from abate.programme.auction import UNIT_VALUE_SCALE, AuctionTerms
from abate.units import CurrencyUnits, Grams

LOT: Final = 1_000
"""Allowances in a lot, as in RGGI's auctions."""
CENTS: Final = 100
BIDS_PER_BIDDER: Final = 3
"""Assumed: sources publish bidders, not bids. Each is entered as a bid of its own."""
UNIT_PRICE: Final = 200
"""Assumed: cents that the opening formula gives where demand equals supply, near the reserve prices of those years."""

TERMS: Final = AuctionTerms(
    lot_grams=Grams(907_184_740),  # 1,000 short tons
    reference_baseline=Grams(1),
    unit_value=UNIT_PRICE * UNIT_VALUE_SCALE,
    floor_price=CurrencyUnits(1),
    cap_price=CurrencyUnits(100_000),
    tick_size=CurrencyUnits(1),
    ticks=2_047,
    minimum_supply=1,
    consignment_time=1,
    bidding_time=1,
    extension=0,
    extensions=0,
    clamp=(8_000, 12_500),
    minimum_bid=0,
    purchase_limit=10_000,
)


@dataclass(frozen=True)
class Wanted:
    """A bid that somebody would make: whole lots, and the most they would pay for one allowance, in cents."""

    bidder: str
    lots: int
    limit: int


@dataclass(frozen=True)
class Replayed:
    """An auction played again.

    Attributes:
        published: what happened.
        outcome: the reference's result, opened at the authority's reserve price; prices in cents per allowance.
        made, taken: bids that were wanted, and those that were still above the clock when they came.
        own_opening: what Abate's rule would have opened at after the auction before; None where that is not in the
            data.
        own: the result from there.
    """

    published: PublishedAuction
    outcome: Outcome
    made: int
    taken: int
    own_opening: int | None
    own: Outcome | None


def replay(auctions: list[PublishedAuction], rule: AuctionTerms = TERMS) -> list[Replayed]:
    """Play auctions one after the other.

    Args:
        auctions: in order.
        rule: the terms that Abate's own opening follows.
    """
    played: list[Replayed] = []
    for published in auctions:
        bids = drawn_book(published)
        round_, taken = play(published, bids, opening_of(published))
        last = played[-1] if played and played[-1].published.number == published.number - 1 else None
        own_opening = next_opening_price(rule, last.outcome) if last else None
        own = None if own_opening is None else play(published, bids, own_opening)[0].outcome()
        played.append(Replayed(published, round_.outcome(), len(bids), taken, own_opening, own))
    return played


def play(published: PublishedAuction, bids: list[Wanted], opening: int) -> tuple[Round, int]:
    """One round with these bids, in their order; returns it with the number of bids that were taken.

    A bidder who sees that the clock has passed the limit makes no bid.
    """
    round_ = Round(published.number, TERMS, opening, opened_at=0)
    round_.consign("the states", published.offered // LOT, at=0)
    taken = 0
    for wanted in bids:
        tick = highest_tick(wanted.limit, opening, TERMS)
        try:
            round_.bid(wanted.bidder, tick, wanted.lots, at=round_.start)
        except RefusedError as refused:
            if refused.name != "TickNotAboveClock":
                raise
        else:
            taken += 1
    round_.outcome().check_sums()
    return round_, taken


def opening_of(published: PublishedAuction) -> int:
    """The reserve price in cents; where it was not found, half of the clearing price is assumed."""
    reserve = published.reserve_price
    return cents(reserve) if reserve is not None else cents(published.clearing_price) // 2


def drawn_book(published: PublishedAuction) -> list[Wanted]:
    """A book with the published aggregates, in the order of bidding; the same every time.

    The demand above the clearing price is at most the supply, and with the bids at that price exceeds it, unless the
    auction was undersubscribed: the published price says no less and no more.
    """
    dice = random.Random(published.number)  # noqa: S311 - a fixed seed, nothing secret
    clearing, supply = cents(published.clearing_price), published.offered // LOT
    top = cents(published.highest_bid) if published.highest_bid is not None else 2 * clearing
    total = published.sold // LOT if published.is_undersubscribed else int(published.ratio_of_bids * supply)
    sizes = _parts(total, BIDS_PER_BIDDER * published.bidders, dice)
    offers, reached = [], 0
    for lots in sizes:
        reached += lots
        if reached <= supply:
            limit = dice.randint(clearing, top) if published.is_undersubscribed else dice.randint(clearing + 1, top)
        elif reached - lots <= supply:
            limit = clearing
        else:
            limit = dice.randint(opening_of(published), clearing)
        offers.append((lots, limit))
    dice.shuffle(offers)
    names = (f"bidder {i // BIDS_PER_BIDDER + 1}, step {i % BIDS_PER_BIDDER + 1}" for i in range(len(offers)))
    return [Wanted(name, lots, limit) for name, (lots, limit) in zip(names, offers, strict=True)]


def cents(price: Decimal) -> int:
    """Dollars as whole cents."""
    return int(price * CENTS)


def _parts(total: int, count: int, dice: random.Random) -> list[int]:
    """``count`` numbers of at least 1 that add up to ``total``."""
    cuts = sorted(dice.sample(range(1, total), count - 1))
    return [right - left for left, right in zip([0, *cuts], [*cuts, total], strict=True)]
