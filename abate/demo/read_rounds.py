"""The auction's rounds as the chain tells them: results, consignments and bids, read from views and events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, cast

from abate.auction.history import events_of
from abate.chain.auction_state import Result
from abate.chain.contract import Event
from abate.demo.amounts import scaled
from abate.demo.bidding import Offer
from abate.demo.opening import opening_of
from abate.demo.stage import Stage
from abate.report.summary_market import Bid, BidStep, Consignment, Exit, Round, Unmet


def rounds_of(stage: Stage, periods: Sequence[str], offers: Mapping[int, list[Offer]]) -> tuple[Round, ...]:
    """Every round of the run.

    Args:
        stage: the stage.
        periods: the period of each round, in order.
        offers: what homes wanted, by round; only those without a bid are taken from it.
    """
    numbers = range(1, stage.auction.current_round() + 1)
    results = {number: stage.auction.result_of(number) for number in numbers}
    return tuple(_round(stage, number, periods[number - 1], results, offers.get(number, [])) for number in numbers)


def _round(stage: Stage, number: int, period: str, results: Mapping[int, Result], offers: list[Offer]) -> Round:
    decimals = stage.documents.programme.currency.decimals
    result = results[number]
    before = [results[n] for n in range(1, number) if results[n].supply]  # a round without supply changes nothing
    terms = stage.documents.programme.terms
    opening = opening_of(terms, before[-1] if before else None, result.opening_price, decimals)
    bids, consignments = _bids(stage, number), _consignments(stage, number)
    return Round(
        number=number,
        period=period,
        supply_lots=result.supply,
        demand_lots=result.demand,
        opening_price=scaled(result.opening_price, decimals),
        opening_rule=opening.rule,
        formula_price=None if opening.formula is None else scaled(opening.formula, decimals),
        formula=opening.figures,
        clearing_price=scaled(result.clearing_price, decimals),
        sold_lots=result.sold,
        paid_in=sum((bid.paid for bid in bids), scaled(0, decimals)),
        paid_out=sum((sale.income for sale in consignments), scaled(0, decimals)),
        consignments=consignments,
        bids=bids,
        exits=_exits(stage, number),
        unmet=tuple(
            Unmet(person=offer.home.person, lots=offer.lots, reason=offer.refused)
            for offer in offers
            if offer.refused is not None
        ),
    )


def _bids(stage: Stage, number: int) -> tuple[Bid, ...]:
    """The bids that stood in the book at the end, in the order of their first step."""
    auction, decimals, start = stage.auction, stage.documents.programme.currency.decimals, stage.first_block
    withdrawn = {(event["bidder"], event["tick"]) for event in auction.events("BidWithdrawn", start, round=number)}
    settled = {event["bidder"]: event for event in auction.events("BidSettled", start, round=number)}
    bids = []
    for event in events_of(auction, ("BidPlaced", "CurvePlaced"), start, int(stage.chain.block()["number"])):
        steps = _steps(event)
        if event["round"] != number or any((event["bidder"], tick) in withdrawn for tick, _ in steps):
            continue
        outcome = settled[event["bidder"]]
        bids.append(
            Bid(
                person=stage.person_at(event["bidder"]),
                way=_way(stage, event),
                steps=tuple(
                    BidStep(lots=lots, limit_price=scaled(auction.price_of(number, tick), decimals))
                    for tick, lots in steps
                ),
                filled=outcome["filled"],
                paid=scaled(outcome["cost"], decimals),
            )
        )
    return tuple(bids)


def _steps(event: Event) -> list[tuple[int, int]]:
    """Tick and lots of each step that was placed."""
    if event.name == "BidPlaced":
        return [(event["tick"], event["lots"])]
    return [(step["tick"], step["lots"]) for step in event["steps"]]


def _way(stage: Stage, event: Event) -> Literal["direct", "curve", "signed"]:
    """How a bid came: what another sent, the bidder must have signed."""
    sent = stage.chain.web3.eth.get_transaction(cast(Any, event.transaction))
    if sent["from"] != event["bidder"]:
        return "signed"
    return "curve" if event.name == "CurvePlaced" else "direct"


def _exits(stage: Stage, number: int) -> tuple[Exit, ...]:
    auction, decimals = stage.auction, stage.documents.programme.currency.decimals
    return tuple(
        Exit(
            person=stage.person_at(event["bidder"]),
            lots=event["lots"],
            limit_price=scaled(auction.price_of(number, event["tick"]), decimals),
        )
        for event in auction.events("BidWithdrawn", stage.first_block, round=number)
    )


def _consignments(stage: Stage, number: int) -> tuple[Consignment, ...]:
    auction, decimals = stage.auction, stage.documents.programme.currency.decimals
    paid = {event["id"]: event for event in auction.events("SellerPaid", stage.first_block, round=number)}
    return tuple(
        Consignment(
            person=stage.person_at(event["seller"]),
            lots=event["lots"],
            sold=paid[event["id"]]["sold"],
            income=scaled(paid[event["id"]]["proceeds"], decimals),
        )
        for event in auction.events("Consigned", stage.first_block, round=number)
    )
