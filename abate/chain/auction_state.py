"""What the auction contract answers with: its configuration, rounds, results, bids and consignments."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from eth_typing import ChecksumAddress


class Stage(IntEnum):
    """Where a round is in its life; see ``ICreditAuction.Stage``."""

    UNKNOWN = 0
    CONSIGNMENT = 1
    BIDDING = 2
    CLEARING = 3
    FINAL = 4


@dataclass(frozen=True)
class AuctionConfig:
    """``ICreditAuction.Config``, in its order: grams, base units of the currency per lot, seconds, basis points.

    ``certificate`` is the zero address where winners cannot have their credits retired on claim.
    ``unit_value`` is in millionths of a currency base unit per lot per gram of the reference baseline.
    """

    credit: ChecksumAddress
    currency: ChecksumAddress
    lot_grams: int
    reference_baseline: int
    unit_value: int
    floor_price: int
    cap_price: int
    tick_size: int
    ticks: int
    minimum_supply: int
    consignment_time: int
    bidding_time: int
    extension: int
    extensions: int
    clamp_low_bps: int
    clamp_high_bps: int
    minimum_bid_bps: int
    purchase_limit_bps: int
    certificate: ChecksumAddress


@dataclass(frozen=True)
class Round:
    """``ICreditAuction.Round``: times in unix seconds, lots, currency base units per lot."""

    start: int
    end: int
    supply: int
    opening_price: int
    clock_tick: int
    demand_above: int
    demand: int
    extensions_left: int


@dataclass(frozen=True)
class Result:
    """``ICreditAuction.Result`` of a final round."""

    opening_price: int
    clearing_price: int
    supply: int
    demand: int
    sold: int
    revenue: int
    clock_tick: int
    clock_demand: int
    clock_supply: int


@dataclass(frozen=True)
class Bid:
    """``ICreditAuction.Bid``: a step of an account's bid; round 0 where the account has none."""

    round: int
    tick: int
    lots: int
    before: int


@dataclass(frozen=True)
class Consignment:
    """``ICreditAuction.Consignment``; the zero seller where there is none."""

    seller: ChecksumAddress
    round: int
    before: int
    lots: int
