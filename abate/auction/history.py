"""The events of an auction, in the order in which they happened, and the rounds that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from abate.auction.outcome import Outcome
from abate.auction.reference import RefusedError, Round, next_opening_price
from abate.chain.auction import CreditAuction
from abate.chain.auction_state import AuctionConfig
from abate.chain.contract import Event
from abate.errors import IntegrityError
from abate.programme.auction import AuctionTerms
from abate.units import CurrencyUnits, Grams

STEPS: Final = ("RoundOpened", "Consigned", "BidPlaced", "CurvePlaced", "BidWithdrawn")
"""Events that make a round; all others follow from them."""


def terms_of(config: AuctionConfig) -> AuctionTerms:
    """The terms in a contract's configuration."""
    return AuctionTerms(
        lot_grams=Grams(config.lot_grams),
        reference_baseline=Grams(config.reference_baseline),
        unit_value=config.unit_value,
        floor_price=CurrencyUnits(config.floor_price),
        cap_price=CurrencyUnits(config.cap_price),
        tick_size=CurrencyUnits(config.tick_size),
        ticks=config.ticks,
        minimum_supply=config.minimum_supply,
        consignment_time=config.consignment_time,
        bidding_time=config.bidding_time,
        extension=config.extension,
        extensions=config.extensions,
        clamp=(config.clamp_low_bps, config.clamp_high_bps),
        minimum_bid=config.minimum_bid_bps,
        purchase_limit=config.purchase_limit_bps,
    )


def events_of(auction: CreditAuction, names: Iterable[str], first_block: int, last_block: int) -> list[Event]:
    """Events of these names in blocks first to last, in the order of happening."""
    found = [event for name in names for event in auction.events(name, first_block, last_block)]
    return sorted(found, key=lambda event: (event.block, event.log_index))


def replayed_rounds(auction: CreditAuction, first_block: int, last_block: int) -> Iterator[Round]:
    """Every round since the auction began, as the rules make it from what sellers and bidders did.

    Args:
        auction: the contract.
        first_block: the block of its deployment, or an earlier one.
        last_block: the last block to look at.

    Yields:
        Rounds in order; the last one may still run.

    Raises:
        IntegrityError: the contract took a step that the rules refuse, or opened a round at another price or time.
    """
    terms = terms_of(auction.config())
    events = events_of(auction, STEPS, first_block, last_block)

    @cache
    def time_of(block: int) -> int:
        return int(auction.chain.block(block)["timestamp"])

    last_offered: Outcome | None = None
    round_: Round | None = None
    for event in events:
        if event.name != "RoundOpened":
            if round_ is None or event["round"] != round_.number:
                raise IntegrityError(f"block {event.block}: {event.name} belongs to round {event['round']}, not open")
            _apply(event, round_, time_of(event.block))
            continue
        if round_ is not None:
            yield round_
            last_offered = _offered(round_) or last_offered
        number = 1 if round_ is None else round_.number + 1
        round_ = Round(number, terms, next_opening_price(terms, last_offered), time_of(event.block))
        _check(event, "round", round_.number)
        _check(event, "openingPrice", round_.opening_price)
        _check(event, "start", round_.start)
        _check(event, "end", round_.end)
    if round_ is not None:
        yield round_


def _offered(round_: Round) -> Outcome | None:
    outcome = round_.outcome()
    return outcome if outcome.supply else None


def _apply(event: Event, round_: Round, at: int) -> None:
    """Do in the reference what the event says was done on chain."""
    try:
        if event.name == "Consigned":
            consignment = round_.consign(event["seller"], event["lots"], at)
            _check(event, "id", consignment_id(round_.number, consignment.before))
        elif event.name == "BidWithdrawn":
            round_.withdraw(event["bidder"], event["tick"], event["lots"], at)
        elif event.name == "CurvePlaced":
            steps = [(step["tick"], step["lots"]) for step in event["steps"]]
            round_.bid_curve(event["bidder"], steps, at)
        else:
            round_.bid(event["bidder"], event["tick"], event["lots"], at)
    except RefusedError as refused:
        raise IntegrityError(f"block {event.block}: the contract took {event.name}, the rules say {refused}") from None


def _check(event: Event, name: str, expected: int) -> None:
    if event[name] != expected:
        raise IntegrityError(f"block {event.block}: {event.name} says {name} {event[name]}, the rules {expected}")


def consignment_id(round_number: int, before: int) -> int:
    """A consignment's id on chain: its round and its first lot's place in it."""
    return (round_number << 32) | before
