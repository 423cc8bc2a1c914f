"""Settlement of a round: the whole result derived anew from the chain's events, and held against the contract.

Nothing here believes the contract's arithmetic. The reference computes the round from who consigned and who bid; the
contract's state, its result and every payment it has made must be the same to the unit.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, Final, Self, cast

from eth_typing import ChecksumAddress

from abate.auction.history import consignment_id, events_of, replayed_rounds
from abate.auction.outcome import Fill, Outcome, Sale
from abate.auction.reference import Round
from abate.chain.auction import CreditAuction
from abate.chain.auction_state import Bid, Consignment, Result, Stage
from abate.chain.auction_state import Round as RoundState
from abate.errors import ChainError, InputError, IntegrityError

PAYMENTS: Final = ("BidSettled", "SellerPaid", "ResultPublished")


@dataclass(frozen=True)
class Settlement:
    """A final round, checked.

    Attributes:
        auction: the contract's address; ``chain_id`` its chain.
        round: the round's number.
        start, end: of bidding, unix seconds, extensions included.
        lot_grams: grams of a lot; ``tick_size``: step of the ladder, currency base units.
        outcome: the result.
        published: whether the result stands in an event already.
        unclaimed: bidders whose bids are not settled yet, in the order of bidding.
        unpaid: ids of consignments that are not paid yet, in order.
        block: the block at which all this was so.
    """

    auction: ChecksumAddress
    chain_id: int
    round: int
    start: int
    end: int
    lot_grams: int
    tick_size: int
    outcome: Outcome
    published: bool
    unclaimed: tuple[ChecksumAddress, ...]
    unpaid: tuple[int, ...]
    block: int

    def without(self, bidders: Collection[str]) -> Self:
        """The round without these bidders' claims among what is left to do."""
        return replace(self, unclaimed=tuple(each for each in self.unclaimed if each not in bidders))

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to do."""
        return self.published and not self.unclaimed and not self.unpaid


def settle(auction: CreditAuction, number: int, first_block: int) -> Settlement:
    """Derive a final round's result from events and compare everything with the contract.

    Args:
        auction: the contract.
        number: the round.
        first_block: the block of the auction's deployment, or an earlier one.

    Raises:
        InputError: there is no such round.
        ChainError: the round is not final yet, or its clock must be cranked first.
        IntegrityError: any figure differs; the text says which, and both values.
    """
    block = int(auction.chain.block()["number"])
    _require_final(auction, number, block)
    rounds = {round_.number: round_ for round_ in replayed_rounds(auction, first_block, block)}
    if number not in rounds:
        raise IntegrityError(f"round {number} is final, but its events are missing since block {first_block}")
    return compare(auction, rounds[number], first_block, block)


def _require_final(auction: CreditAuction, number: int, block: int) -> None:
    stage = Stage(auction.read("stageOf", number, block=block))
    if stage == Stage.UNKNOWN:
        raise InputError(f"round {number} was never opened", mend="abate settle shows which rounds there are")
    if stage == Stage.CLEARING:
        raise ChainError(f"round {number}'s clock lags behind its bids: crank it first")
    if stage != Stage.FINAL:
        raise ChainError(f"round {number} is not final yet: it is in its {stage.name.lower()} time")


def compare(auction: CreditAuction, round_: Round, first_block: int, block: int) -> Settlement:
    """Hold a round of the reference against the contract at a block; see ``settle``."""
    number, outcome = round_.number, round_.outcome()
    outcome.check_sums()
    state = RoundState(*auction.read("roundOf", number, block=block))
    same(f"round {number}", _state(round_), state)
    same(f"result of round {number}", _result(outcome), Result(*auction.read("resultOf", number, block=block)))

    events = [e for e in events_of(auction, PAYMENTS, first_block, block) if e["round"] == number]
    published = [e for e in events if e.name == "ResultPublished"]
    for event in published:
        same(f"published result of round {number}", _result(outcome), Result(*_values(event["result"])))

    claims = {e["bidder"]: (e["filled"], e["cost"], e["refund"]) for e in events if e.name == "BidSettled"}
    bids: dict[str, list[Fill]] = {}
    for fill in outcome.fills:
        bids.setdefault(fill.bidder, []).append(fill)
    unclaimed = [who for who, fills in bids.items() if not _is_claimed(auction, number, fills, claims, block)]
    payments = {e["id"]: (e["seller"], *_paid(e)) for e in events if e.name == "SellerPaid"}
    ids = {consignment_id(number, sale.before): sale for sale in outcome.sales}
    unpaid = [id_ for id_, sale in ids.items() if not _is_paid(auction, number, id_, sale, payments, block)]
    same("bidders with a settled bid but none in the book", set(), set(claims) - set(bids))
    same("paid consignments that nobody made", set(), set(payments) - set(ids))

    return Settlement(
        auction=auction.address,
        chain_id=auction.chain.chain_id,
        round=number,
        start=round_.start,
        end=round_.end,
        lot_grams=round_.terms.lot_grams,
        tick_size=round_.terms.tick_size,
        outcome=outcome,
        published=bool(published),
        unclaimed=tuple(cast(ChecksumAddress, bidder) for bidder in unclaimed),
        unpaid=tuple(unpaid),
        block=block,
    )


def same(what: str, expected: object, found: object) -> None:
    """Both are equal.

    Raises:
        IntegrityError: they are not.
    """
    if expected != found:
        raise IntegrityError(f"{what}: derived from the events {expected}, the contract says {found}")


def _is_claimed(
    auction: CreditAuction, number: int, fills: list[Fill], claims: dict[Any, tuple[int, int, int]], block: int
) -> bool:
    """Whether a bid was settled, as it had to be; if not, all its steps must wait in the contract unchanged."""
    bidder = cast(ChecksumAddress, fills[0].bidder)
    if bidder in claims:
        expected = tuple(sum(part) for part in zip(*((f.filled, f.cost, f.refund) for f in fills), strict=True))
        same(f"settled bid of {bidder} in round {number}", expected, claims[bidder])
        return True
    waiting, _ = auction.steps_of(bidder, block)
    same(f"bid of {bidder}", [Bid(number, fill.tick, fill.lots, fill.before) for fill in fills], waiting)
    return False


def _is_paid(
    auction: CreditAuction, number: int, id_: int, sale: Sale, payments: dict[int, tuple[Any, ...]], block: int
) -> bool:
    """Whether a consignment was paid, as it had to be; if not, it must wait in the contract unchanged."""
    if id_ in payments:
        expected = (sale.seller, sale.sold, sale.proceeds, sale.returned)
        same(f"payment of consignment {id_}", expected, payments[id_])
        return True
    waiting = Consignment(*auction.read("consignmentOf", id_, block=block))
    made = Consignment(cast(ChecksumAddress, sale.seller), number, sale.before, sale.lots)
    same(f"consignment {id_}", made, waiting)
    return False


def _paid(event: Any) -> tuple[int, int, int]:
    return event["sold"], event["proceeds"], event["returned"]


def _values(struct: Any) -> tuple[Any, ...]:
    """A struct's fields in order, whichever way web3 was asked to give structs."""
    return tuple(struct.values()) if hasattr(struct, "values") else tuple(struct)


def _state(round_: Round) -> RoundState:
    return RoundState(
        start=round_.start,
        end=round_.end,
        supply=round_.supply,
        opening_price=round_.opening_price,
        clock_tick=round_.clock,
        demand_above=round_.demand_above,
        demand=round_.demand,
        extensions_left=round_.extensions_left,
    )


def _result(outcome: Outcome) -> Result:
    return Result(
        opening_price=outcome.opening_price,
        clearing_price=outcome.clearing_price,
        supply=outcome.supply,
        demand=outcome.demand,
        sold=outcome.sold,
        revenue=outcome.revenue,
        clock_tick=outcome.clock_tick,
        clock_demand=outcome.clock_demand,
        clock_supply=outcome.clock_supply,
    )
