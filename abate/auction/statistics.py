"""The figures that allowance auctions publish about a round."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import accumulate

from abate.auction.outcome import Outcome
from abate.auction.pricing import tick_price


@dataclass(frozen=True)
class Statistics:
    """Figures of a round; prices are limit prices of bids in currency base units per lot, None without any bid.

    Attributes:
        lowest_bid, highest_bid: of the bids that stood in the book.
        mean_bid: weighted by lots, to 4 decimals, half even.
        median_bid: the price at which half of the lots bid had been reached, counted from the lowest bid.
        bids: bids that stood in the book; each step of a bidder's curve counts.
        bidders: accounts with a bid; successful ones won at least one lot.
        total_bid_lots: lots bid for.
        cover_ratio: lots bid for / lots offered, to 4 decimals, half even; None where nothing was offered.
    """

    lowest_bid: int | None
    highest_bid: int | None
    mean_bid: Decimal | None
    median_bid: int | None
    bids: int
    bidders: int
    successful_bidders: int
    total_bid_lots: int
    cover_ratio: Decimal | None


def statistics(outcome: Outcome, tick_size: int) -> Statistics:
    """The figures of an outcome, whose ladder has this step."""
    bids = sorted((tick_price(outcome.opening_price, fill.tick, tick_size), fill.lots) for fill in outcome.fills)
    lots = sum(amount for _, amount in bids)
    return Statistics(
        lowest_bid=bids[0][0] if bids else None,
        highest_bid=bids[-1][0] if bids else None,
        mean_bid=_ratio(sum(price * amount for price, amount in bids), lots) if bids else None,
        median_bid=_median(bids, lots) if bids else None,
        bids=len(bids),
        bidders=len({fill.bidder for fill in outcome.fills}),
        successful_bidders=len({fill.bidder for fill in outcome.fills if fill.filled}),
        total_bid_lots=lots,
        cover_ratio=_ratio(lots, outcome.supply) if outcome.supply else None,
    )


def _ratio(part: int, whole: int) -> Decimal:
    return (Decimal(part) / whole).quantize(Decimal("0.0001"), rounding=ROUND_HALF_EVEN)


def _median(bids: list[tuple[int, int]], lots: int) -> int:
    reached = accumulate(amount for _, amount in bids)
    return next(price for (price, _), so_far in zip(bids, reached, strict=True) if 2 * so_far >= lots)
