"""Rounds of the reference in few words."""

from abate.auction.reference import Round
from tests.library.auction.terms import TERMS

OPENING = 10_000


def round_with(*lots, terms=TERMS):
    """A round that opened at time 0, with these consignments of seller0, seller1 and so on."""
    round_ = Round(1, terms, OPENING, opened_at=0)
    for i, amount in enumerate(lots):
        round_.consign(f"seller{i}", amount, at=0)
    return round_


def after(round_, *bids):
    """The round after (bidder, tick, lots) bids at the start of bidding."""
    for bidder, tick, lots in bids:
        round_.bid(bidder, tick, lots, at=round_.start)
    return round_
