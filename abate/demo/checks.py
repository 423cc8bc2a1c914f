"""The promises, checked at the end against what was read back from the chain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from abate.report.figures import figure_text as figure
from abate.report.summary import Check, Supply
from abate.report.summary_homes import Home
from abate.report.summary_market import Balance, Batch, Certificate, Round


@dataclass(frozen=True)
class Found:
    """What only the chain and the files can tell.

    Attributes:
        total_supply: credits in circulation, as the contract says.
        people_cap, reserve_cap: the most that may be issued to people and to the reserve.
        expected: person to the credits that the operators' files give, highest of all batches.
        issued_again: what a second relay of the last batch issued.
        auction_credits, auction_money: what the auction still holds.
        certificates_locked: whether moving a certificate is refused.
        rederived: rounds whose result the reference mechanism gave too, from the events alone.
    """

    total_supply: Decimal
    people_cap: Decimal
    reserve_cap: Decimal
    expected: Mapping[str, Decimal]
    issued_again: Decimal
    auction_credits: Decimal
    auction_money: Decimal
    certificates_locked: bool
    rederived: int


@dataclass(frozen=True)
class Outcome:
    """All parts of a summary that the promises are about."""

    homes: tuple[Home, ...]
    batches: tuple[Batch, ...]
    rounds: tuple[Round, ...]
    certificates: tuple[Certificate, ...]
    balances: tuple[Balance, ...]
    supply: Supply


def check_promises(outcome: Outcome, found: Found) -> tuple[Check, ...]:
    """Every promise with the figures that were found."""
    return tuple(
        Check(promise=promise, finding=finding, kept=kept)
        for promise, finding, kept in (*_credits(outcome, found), *_market(outcome, found), *_retired(outcome, found))
    )


def _total(amounts: Iterator[Decimal] | Sequence[Decimal], zero: str = "0.000") -> Decimal:
    return sum(amounts, Decimal(zero))


def _credits(outcome: Outcome, found: Found) -> Iterator[tuple[str, str, bool]]:
    supply = outcome.supply
    wrong = [home.person for home in outcome.homes if home.credits != found.expected.get(home.person, Decimal(0))]
    yield (
        "Every home was issued what the files give",
        f"{len(outcome.homes) - len(wrong)} of {len(outcome.homes)} homes",
        not wrong,
    )
    people = _total([balance.issued for balance in outcome.balances])
    reserve = supply.issued - people
    yield (
        "Issued is bounded",
        f"people {figure(people)} of at most {figure(found.people_cap)}, "
        f"reserve {figure(reserve)} of at most {figure(found.reserve_cap)}, "
        f"together at most {figure(supply.authorised)}",
        people <= found.people_cap
        and reserve <= found.reserve_cap
        and found.people_cap + found.reserve_cap == supply.authorised,
    )
    batches = _total([batch.issued_people + batch.issued_reserve for batch in outcome.batches])
    yield (
        "All that was issued came from a signed batch",
        f"{figure(batches)} from {len(outcome.batches)} batches, {figure(supply.issued)} issued",
        batches == supply.issued and all(batch.signers for batch in outcome.batches),
    )
    yield (
        "Nothing is counted twice",
        f"relaying the last batch again would issue {figure(found.issued_again)}",
        found.issued_again == 0,
    )
    yield (
        "Supply = issued - retired",
        f"{figure(found.total_supply)} = {figure(supply.issued)} - {figure(supply.retired)}",
        found.total_supply == supply.issued - supply.retired,
    )
    yield (
        "Balances add up to the supply",
        f"homes {figure(supply.held)} + reserve {figure(supply.reserve)} = {figure(found.total_supply)}",
        supply.held + supply.reserve + found.auction_credits == found.total_supply
        and all(b.credits == b.issued + b.bought - b.sold - b.retired for b in outcome.balances),
    )


def _market(outcome: Outcome, found: Found) -> Iterator[tuple[str, str, bool]]:
    rounds = outcome.rounds
    yield (
        "Filled = min(supply, demand)",
        ", ".join(f"{round_.sold_lots} = min({round_.supply_lots}, {round_.demand_lots})" for round_ in rounds),
        all(
            round_.sold_lots
            == min(round_.supply_lots, round_.demand_lots)
            == sum(bid.filled for bid in round_.bids)
            == sum(sale.sold for sale in round_.consignments)
            for round_ in rounds
        ),
    )
    yield (
        "One price for all",
        f"{sum(len(r.bids) for r in rounds)} bids and {sum(len(r.consignments) for r in rounds)} consignments, "
        "each at its round's clearing price, none above its limit",
        all(
            bid.paid == bid.filled * round_.clearing_price
            and (not bid.filled or bid.limit_price >= round_.clearing_price)
            for round_ in rounds
            for bid in round_.bids
        )
        and all(sale.income == sale.sold * round_.clearing_price for round_ in rounds for sale in round_.consignments),
    )
    yield (
        "Paid in = paid out",
        ", ".join(f"{figure(round_.paid_in)} = {figure(round_.paid_out)}" for round_ in rounds),
        all(round_.paid_in == round_.paid_out for round_ in rounds),
    )
    yield (
        "Results can be derived again from the chain's events",
        f"{found.rederived} of {len(rounds)} rounds",
        found.rederived == len(rounds),
    )
    start = _total([balance.money_start for balance in outcome.balances])
    end = _total([balance.money_end for balance in outcome.balances])
    yield ("No money is made or lost", f"{figure(start)} at the start, {figure(end)} at the end", start == end)
    yield (
        "No dust",
        f"the auction holds {figure(found.auction_credits)} credits and {figure(found.auction_money)} of the currency",
        found.auction_credits == 0 and found.auction_money == 0,
    )


def _retired(outcome: Outcome, found: Found) -> Iterator[tuple[str, str, bool]]:
    papers = _total([paper.credits for paper in outcome.certificates])
    yield (
        "Retired is final",
        f"{len(outcome.certificates)} certificates for {figure(papers)} credits, "
        f"{figure(outcome.supply.retired)} burnt; "
        + ("moving one is refused" if found.certificates_locked else "one could be moved"),
        papers == outcome.supply.retired and found.certificates_locked,
    )
