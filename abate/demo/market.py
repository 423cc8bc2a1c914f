"""One round of the auction: homes consign and bid, anybody settles, winners retire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from abate.auction.plan import batches, cranks
from abate.auction.pricing import highest_tick
from abate.auction.settlement import Settlement, settle
from abate.chain.auction_state import Stage as RoundStage
from abate.chain.local_time import advance_to
from abate.demo.stage import Participant, Stage


@dataclass(frozen=True)
class Sale:
    """What a home consigned: the consignment's id and its lots."""

    home: Participant
    consignment: int
    lots: int


@dataclass(frozen=True)
class Offer:
    """What a home wanted; ``refused`` says why no bid was made, or is None."""

    home: Participant
    lots: int
    refused: str | None = None


def open_round(stage: Stage) -> int:
    """Open the next round, as anybody may.

    Returns:
        its number.
    """
    stage.relayer.send(stage.auction.open_round())
    return stage.auction.current_round()


def consign(stage: Stage, number: int, sellers: list[Participant]) -> list[Sale]:
    """Each seller consigns all whole lots it holds; who holds less than one lot waits."""
    lot_grams = stage.documents.programme.terms.lot_grams
    sales = []
    for home in sellers:
        lots = stage.credit.balance_of(home.account) // lot_grams
        if lots == 0:
            continue
        home.sender.send(stage.credit.approve(stage.auction.address, lots * lot_grams))
        receipt = home.sender.send(stage.auction.consign(number, lots))
        event = stage.auction.events_of(receipt, "Consigned")[0]
        sales.append(Sale(home, event["id"], lots))
    return sales


def bid(stage: Stage, number: int, wants: Mapping[str, int]) -> list[Offer]:
    """Each home that wants lots bids for them at its limit price, in the programme's order.

    Args:
        stage: the stage.
        number: the round.
        wants: person to lots.
    """
    advance_to(stage.chain, stage.auction.round_of(number).start)
    wanting = [home for home in stage.homes if wants.get(home.person)]
    if stage.auction.stage_of(number) != RoundStage.BIDDING:
        return [Offer(home, wants[home.person], "the round ended for want of supply") for home in wanting]
    return [_bid_of_one(stage, number, home, wants[home.person]) for home in wanting]


def _bid_of_one(stage: Stage, number: int, home: Participant, wanted: int) -> Offer:
    auction, terms = stage.auction, stage.documents.programme.terms
    state, limit = auction.round_of(number), home.limit_prices[number - 1]
    tick = highest_tick(limit, state.opening_price, terms)
    if tick == 0:
        return Offer(home, wanted, "its limit price is below the opening price")
    if tick <= state.clock_tick:
        return Offer(home, wanted, "the price has passed its limit")
    lots = min(wanted, state.supply)
    if lots < auction.minimum_bid_of(number):
        return Offer(home, wanted, "it wants less than the smallest bid")
    missing = auction.price_of(number, tick) * lots - auction.vault_of(home.account)
    if missing > 0:
        home.sender.send(stage.currency.approve(auction.address, missing))
        home.sender.send(auction.deposit(missing))
    home.sender.send(auction.bid(number, tick, lots))
    return Offer(home, lots)


def settle_round(stage: Stage, number: int) -> Settlement:
    """When the time is over: derive the result from the events, settle every bid, pay every seller, publish it."""
    auction, relayer = stage.auction, stage.relayer
    advance_to(stage.chain, auction.round_of(number).end)
    gas_limit = int(stage.chain.block()["gasLimit"]) // 2
    for call in cranks(auction, number, gas_limit):
        relayer.send(call)
    settlement = settle(auction, number, stage.first_block)
    for call in batches(settlement, gas_limit).calls(auction, number):
        relayer.send(call)
    return settlement


def retire(stage: Stage, buyers: list[Participant], statement: str) -> dict[str, int]:
    """Each buyer retires the whole lots it won, in its own name.

    Returns:
        person to base units retired, for each certificate.
    """
    lot_grams = stage.documents.programme.terms.lot_grams
    retired = {}
    for home in buyers:
        amount = stage.credit.balance_of(home.account) // lot_grams * lot_grams
        if amount:
            home.sender.send(stage.credit.approve(stage.certificate.address, amount))
            home.sender.send(stage.certificate.retire(stage.credit.address, amount, home.account, statement))
            retired[home.person] = amount
    return retired


def withdraw_all(stage: Stage) -> int:
    """Every home takes its money out of its vault.

    Returns:
        base units of the currency withdrawn together.
    """
    total = 0
    for home in stage.homes:
        amount = stage.auction.vault_of(home.account)
        if amount:
            home.sender.send(stage.auction.withdraw(amount))
            total += amount
    return total
