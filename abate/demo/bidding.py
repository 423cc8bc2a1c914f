"""The bids of a round: signed ones that are relayed, direct ones, demand curves, and who leaves when outbid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eth_account.messages import encode_typed_data

from abate.auction.pricing import highest_tick
from abate.chain.auction_state import Stage as RoundStage
from abate.chain.call import Call
from abate.chain.local_time import advance_to
from abate.demo.stage import Neighbour, Participant, Stage
from abate.units import BASIS_POINTS
from abate.wallet.curve import escrow_of
from abate.wallet.orders import Relayed, SignedOrder, order_for, relay


@dataclass(frozen=True)
class Offer:
    """What a home wanted; ``refused`` says why no bid was made, or is None."""

    home: Participant
    lots: int
    refused: str | None = None


def begin(stage: Stage, number: int) -> bool:
    """Wait for the bidding to begin.

    Returns:
        whether it does: a round without supply ends before.
    """
    advance_to(stage.chain, stage.auction.round_of(number).start)
    return stage.auction.stage_of(number) == RoundStage.BIDDING


def relay_signed(stage: Stage, number: int) -> Relayed | None:
    """The relayer brings the neighbours' signed bids in, in one transaction; None where nobody signed one."""
    state, at = stage.auction.round_of(number), number - 1
    bidders = [one for one in stage.neighbours if one.lots[at] and one.limit_prices[at] >= state.opening_price]
    orders = [signed(stage, number, one, state.end) for one in bidders]
    return relay(stage.auction, stage.relayer.send, orders) if orders else None


def signed(stage: Stage, number: int, who: Neighbour, deadline: int) -> SignedOrder:
    """A neighbour's bid as a wallet signs it; nothing is sent."""
    steps = [(who.lots[number - 1], who.limit_prices[number - 1])]
    order = order_for(stage.auction, who.account, steps, who.retires, deadline)
    typed_data = order.typed_data(stage.chain.chain_id, stage.auction.address)
    return SignedOrder(typed_data, bytes(who.key.sign_message(encode_typed_data(full_message=typed_data)).signature))


def bid(stage: Stage, number: int, wants: Mapping[str, int]) -> list[Offer]:
    """Each home that wants lots bids for them, in the programme's order.

    Args:
        stage: the stage.
        number: the round, in its bidding time.
        wants: person to lots.
    """
    return [_bid_of_one(stage, number, home, wants[home.person]) for home in stage.homes if wants.get(home.person)]


def _bid_of_one(stage: Stage, number: int, home: Participant, wanted: int) -> Offer:
    auction, terms = stage.auction, stage.documents.programme.terms
    if not home.limit_prices:
        return Offer(home, wanted, "it has no limit price")
    state = auction.round_of(number)
    parts = _parts(stage, number, home, min(wanted, state.supply * terms.purchase_limit // BASIS_POINTS))
    steps = [(highest_tick(limit, state.opening_price, terms), lots) for lots, limit in parts]
    if min(tick for tick, _ in steps) == 0:
        return Offer(home, wanted, "its limit price is below the opening price")
    if min(tick for tick, _ in steps) <= state.clock_tick:
        return Offer(home, wanted, "the price has passed its limit")
    if min(lots for _, lots in steps) < auction.minimum_bid_of(number):
        return Offer(home, wanted, "it wants less than the smallest bid")
    for call in _paid(stage, number, home, steps):
        home.sender.send(call)
    return Offer(home, sum(lots for _, lots in steps))


def _parts(stage: Stage, number: int, home: Participant, lots: int) -> list[tuple[int, int]]:
    """Lots and limit price of each step: one, or those of the home's curve in this round."""
    simulation, currency = stage.documents.simulation, stage.documents.programme.currency
    for curve in simulation.curve:
        if (curve.person, curve.period) == (home.person, simulation.rounds[number - 1]):
            shares = [lots * step.percent // 100 for step in curve.steps]
            shares[-1] += lots - sum(shares)
            limits = [currency.units(step.limit_price) for step in curve.steps]
            return list(zip(shares, limits, strict=True))
    return [(lots, home.limit_prices[number - 1])]


def _paid(stage: Stage, number: int, home: Participant, steps: Sequence[tuple[int, int]]) -> list[Call]:
    """The bid, from the vault; where the vault cannot pay for it, money comes in first or in the same transaction."""
    auction, programme = stage.auction, stage.documents.programme
    missing = escrow_of(auction, number, steps) - auction.vault_of(home.account)
    amount = max(missing, programme.currency.units(stage.documents.simulation.deposit)) if missing > 0 else 0
    approval = [stage.currency.approve(auction.address, amount)] if amount else []
    if len(steps) > 1:
        deposit = [auction.deposit(amount)] if amount else []
        return [*approval, *deposit, auction.bid_curve(number, steps)]
    ((tick, lots),) = steps
    if amount:
        return [*approval, auction.bid_with_deposit(number, tick, lots, amount)]
    return [auction.bid(number, tick, lots)]


def leave_when_outbid(stage: Stage, number: int, offers: Sequence[Offer]) -> dict[str, int]:
    """Homes whose bid the clock has passed take it out of the book, where they do that.

    Returns:
        person to base units of the currency that are back in the vault at once.
    """
    auction, clock, freed = stage.auction, stage.auction.round_of(number).clock_tick, {}
    for home in (offer.home for offer in offers if offer.refused is None and offer.home.leaves_when_outbid):
        if auction.bid_of(home.account).tick < clock:
            freed[home.person] = auction.escrow_of(home.account)
            home.sender.send(auction.exit(number))
    return freed
