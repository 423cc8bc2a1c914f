"""Auction terms for tests: the same figures as tests/chain/auction/deployments.py."""

from dataclasses import replace

from abate.programme.auction import AuctionTerms

TERMS = AuctionTerms(
    lot_grams=1_000,
    reference_baseline=200_000,
    unit_value=250_000,
    floor_price=10_000,
    cap_price=1_000_000,
    tick_size=1_000,
    ticks=100,
    minimum_supply=10,
    consignment_time=3_600,
    bidding_time=7_200,
    extension=600,
    extensions=3,
    clamp=(8_000, 12_500),
    minimum_bid=100,
    purchase_limit=10_000,
)


def terms(**changes):
    return replace(TERMS, **changes)
