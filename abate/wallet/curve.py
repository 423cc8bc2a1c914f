"""Demand curves: one to four steps of lots and limit prices, placed together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from abate.auction.history import terms_of
from abate.auction.pricing import highest_tick, tick_price
from abate.chain.auction import CreditAuction
from abate.chain.auction_state import Stage
from abate.errors import InputError
from abate.wallet.market import freed_by_bidding, require_money, round_in, settle_earlier
from abate.wallet.wallet import Wallet

MAX_STEPS: Final = 4


@dataclass(frozen=True)
class CurvePlaced:
    """A curve that stands in the book.

    Attributes:
        round: the round.
        steps: (tick, lots) as placed.
        escrow: currency base units that it drew from the vault.
        transaction: hash, 0x text.
    """

    round: int
    steps: list[tuple[int, int]]
    escrow: int
    transaction: str


def place_curve(wallet: Wallet, steps: Sequence[tuple[int, int]]) -> CurvePlaced:
    """Bid with several steps in the present round.

    Args:
        wallet: whose vault pays.
        steps: lots, and the most to be paid for a lot, in currency base units.

    Raises:
        InputError: no round takes bids now, a limit is too low, or the vault holds too little.
    """
    auction = wallet.contracts.auction
    number = round_in(wallet, Stage.BIDDING)
    curve = curve_of(auction, number, steps)
    escrow = escrow_of(auction, number, curve)
    call = auction.bid_curve(number, curve)
    receipt = wallet.resumed(call)
    if receipt is None:
        settle_earlier(wallet, number)
        require_money(wallet, escrow, freed_by_bidding(wallet, number))
        receipt = wallet.do(call)
    return CurvePlaced(number, curve, escrow, f"0x{receipt['transactionHash'].hex()}")


def curve_of(auction: CreditAuction, number: int, steps: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """(tick, lots) of each (lots, limit): the highest tick whose price is within the limit.

    Raises:
        InputError: a limit is below the opening price, or there are more steps than a bid has.
    """
    if not 1 <= len(steps) <= MAX_STEPS:
        raise InputError(f"a bid has 1 to {MAX_STEPS} steps, not {len(steps)}", field="--step")
    opening, terms = auction.round_of(number).opening_price, terms_of(auction.config())
    ticks = [(highest_tick(limit, opening, terms), lots) for lots, limit in steps]
    if any(tick == 0 for tick, _ in ticks):
        raise InputError("a limit is below the round's opening price", field="PRICE")
    return ticks


def escrow_of(auction: CreditAuction, number: int, curve: Sequence[tuple[int, int]]) -> int:
    """What a curve draws from the vault, currency base units."""
    opening, size = auction.round_of(number).opening_price, auction.config().tick_size
    return sum(tick_price(opening, tick, size) * lots for tick, lots in curve)
