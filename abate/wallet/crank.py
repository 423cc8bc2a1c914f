"""Bringing up a clock that lags behind the bids."""

from __future__ import annotations

from dataclasses import dataclass

from abate.auction.plan import WORDS
from abate.chain.auction_state import Round
from abate.errors import InputError
from abate.wallet.wallet import Wallet


@dataclass(frozen=True)
class Cranked:
    """What a crank did.

    Attributes:
        round: the round.
        clock_tick: where the clock stands after it.
        lags: whether the clock still lags.
        transaction: hash, 0x text; None where the clock did not lag.
    """

    round: int
    clock_tick: int
    lags: bool
    transaction: str | None


def crank(wallet: Wallet, words: int = WORDS) -> Cranked:
    """Move the present round's clock up to where the bids put it; anybody may, in the bidding time and after it.

    Args:
        wallet: who pays the gas.
        words: words of eight ticks that the clock may walk over; all of them bring it up for certain.

    Raises:
        InputError: no round was opened yet.
    """
    auction = wallet.contracts.auction
    number = auction.current_round()
    if not number:
        raise InputError("no auction round was opened yet")
    call = auction.crank(number, words)
    receipt = wallet.resumed(call)
    if receipt is None and is_lagging(auction.round_of(number)):
        receipt = wallet.do(call)
    after = auction.round_of(number)
    transaction = None if receipt is None else f"0x{receipt['transactionHash'].hex()}"
    return Cranked(number, after.clock_tick, is_lagging(after), transaction)


def is_lagging(state: Round) -> bool:
    """Whether the clock must rise: more lots are bid above it than there are."""
    return state.demand_above > state.supply
