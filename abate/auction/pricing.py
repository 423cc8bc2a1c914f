"""Prices of the auction: the opening price with its bounds, and the ladder. Whole numbers only, as on chain."""

from __future__ import annotations

from abate.programme.auction import UNIT_VALUE_SCALE, AuctionTerms
from abate.units import BASIS_POINTS


def formula_price(demand: int, supply: int, terms: AuctionTerms) -> int:
    """demand / supply x reference baseline x unit value, rounded down: the original formula.

    Without supply it is the cap, without demand the floor. The result is not bounded yet.

    Args:
        demand, supply: lots.
        terms: E0 in grams, unit value in millionths of a currency base unit per lot per gram.

    Returns:
        Currency base units per lot.
    """
    if supply == 0:
        return terms.cap_price
    if demand == 0:
        return terms.floor_price
    return demand * terms.reference_baseline * terms.unit_value // (supply * UNIT_VALUE_SCALE)


def bounded_price(price: int, last_clearing: int, terms: AuctionTerms) -> int:
    """A formula price kept within the clamps around the last clearing price, then within floor and cap.

    The lower clamp is rounded up and the upper one down, so that neither is ever passed.
    """
    low, high = terms.clamp
    lowest = -(-last_clearing * low // BASIS_POINTS)
    highest = last_clearing * high // BASIS_POINTS
    clamped = min(max(price, lowest), highest)
    return min(max(clamped, terms.floor_price), terms.cap_price)


def tick_price(opening_price: int, tick: int, tick_size: int) -> int:
    """Price of a tick of the ladder: opening + max(0, tick - 1) x step; ticks 0 and 1 are the opening price.

    >>> [tick_price(100, tick, 5) for tick in (0, 1, 2, 3)]
    [100, 100, 105, 110]
    """
    return opening_price + max(0, tick - 1) * tick_size


def highest_tick(limit_price: int, opening_price: int, terms: AuctionTerms) -> int:
    """The highest tick whose price is within a limit price; 0 where the limit is below the opening price.

    Args:
        limit_price: the most a bidder will pay, currency base units per lot.
        opening_price: the round's.
        terms: tick size and number of ticks.
    """
    if limit_price < opening_price:
        return 0
    return min(terms.ticks, 1 + (limit_price - opening_price) // terms.tick_size)
