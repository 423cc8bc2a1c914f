"""The auction's rounds as the chain tells them: results, consignments and bids, read from views and events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from abate.auction.pricing import formula_price
from abate.chain.auction_state import Result
from abate.demo.amounts import plain, scaled
from abate.demo.market import Offer
from abate.demo.stage import Stage
from abate.programme import AuctionTerms
from abate.report.summary_market import Bid, Consignment, Round, Unmet


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
    formula, rule = opening_of(stage.documents.programme.terms, before[-1] if before else None, result.opening_price)
    bids, consignments = _bids(stage, number), _consignments(stage, number)
    return Round(
        number=number,
        period=period,
        supply_lots=result.supply,
        demand_lots=result.demand,
        opening_price=scaled(result.opening_price, decimals),
        opening_rule=rule,
        formula_price=None if formula is None else scaled(formula, decimals),
        clearing_price=scaled(result.clearing_price, decimals),
        sold_lots=result.sold,
        paid_in=sum((bid.paid for bid in bids), scaled(0, decimals)),
        paid_out=sum((sale.income for sale in consignments), scaled(0, decimals)),
        consignments=consignments,
        bids=bids,
        unmet=tuple(
            Unmet(person=offer.home.person, lots=offer.lots, reason=offer.refused)
            for offer in offers
            if offer.refused is not None
        ),
    )


def opening_of(terms: AuctionTerms, last: Result | None, opening: int) -> tuple[int | None, str]:
    """How an opening price came about.

    Args:
        terms: the auction's settings.
        last: the result of the last round that had bidding; None where there is none.
        opening: the price that was applied.

    Returns:
        the formula's price before its bounds (None without such a round), and the reason for the applied one in words.
    """
    if last is None:
        return None, "the floor, as nothing was sold before"
    formula = formula_price(last.demand, last.supply, terms)
    if opening == formula:
        return formula, "demand / supply of the last round x baseline x unit value"
    for name, price in (("floor", terms.floor_price), ("cap", terms.cap_price)):
        if opening == price:
            return formula, f"the {name}"
    low = formula < opening
    share = plain(terms.clamp[0] if low else terms.clamp[1], 4)
    return formula, f"at {'least' if low else 'most'} {share:f} x the last clearing price"


def _bids(stage: Stage, number: int) -> tuple[Bid, ...]:
    auction, decimals = stage.auction, stage.documents.programme.currency.decimals
    start = stage.first_block
    settled = {event["bidder"]: event for event in auction.events("BidSettled", start, round=number)}
    bids = []
    for event in auction.events("BidPlaced", start, round=number):
        outcome = settled[event["bidder"]]
        bids.append(
            Bid(
                person=stage.person_at(event["bidder"]),
                lots=event["lots"],
                limit_price=scaled(auction.price_of(number, event["tick"]), decimals),
                filled=outcome["filled"],
                paid=scaled(outcome["cost"], decimals),
            )
        )
    return tuple(bids)


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
