"""The promises, checked at the end against what was read back from the chain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from abate.programme.wording import Wording
from abate.report.figures import figure_text as figure
from abate.report.summary import Check, Supply
from abate.report.summary_homes import Home
from abate.report.summary_market import Balance, Batch, Certificate, Round
from abate.report.summary_oracle import Bonds, FallenBatch, Misreading
from abate.report.summary_spending import Donated, Redeemed


@dataclass(frozen=True)
class Found:
    """What only the chain and the files can tell.

    Attributes:
        total_supply: credits in circulation, as the contract says.
        people_cap, reserve_cap: the most that may be issued to people and to the reserve.
        expected: person to the credits that the operators' files give, highest of all batches.
        issued_again: what a second relay of the last batch issued.
        auction_credits, auction_money: what the auction still holds.
        registry_money: what the registry of the operators holds.
        in_force: whether all operators of the programme are in force again.
        certificates_locked: whether moving a certificate is refused.
        catalogue_credits, donation_credits: what the catalogue and the registry of causes still hold.
        rederived: rounds whose result the reference mechanism gave too, from the events alone.
    """

    total_supply: Decimal
    people_cap: Decimal
    reserve_cap: Decimal
    expected: Mapping[str, Decimal]
    issued_again: Decimal
    auction_credits: Decimal
    auction_money: Decimal
    registry_money: Decimal
    in_force: bool
    certificates_locked: bool
    rederived: int
    catalogue_credits: Decimal = Decimal(0)
    donation_credits: Decimal = Decimal(0)


@dataclass(frozen=True)
class Outcome:
    """All parts of a summary that the promises are about."""

    homes: tuple[Home, ...]
    batches: tuple[Batch, ...]
    misreadings: tuple[Misreading, ...]
    fallen: tuple[FallenBatch, ...]
    bonds: Bonds
    rounds: tuple[Round, ...]
    certificates: tuple[Certificate, ...]
    balances: tuple[Balance, ...]
    supply: Supply
    rewards: tuple[Redeemed, ...] = ()
    donations: tuple[Donated, ...] = ()
    words: Wording = field(default_factory=Wording)


def check_promises(outcome: Outcome, found: Found) -> tuple[Check, ...]:
    """Every promise with the figures that were found."""
    return tuple(
        Check(promise=promise, finding=finding, kept=kept)
        for part in (_oracle, _credits, _market, _people, _spent, _retired)
        for promise, finding, kept in part(outcome, found)
    )


def _total(amounts: Iterator[Decimal] | Sequence[Decimal], zero: str = "0.000") -> Decimal:
    return sum(amounts, Decimal(zero))


def _oracle(outcome: Outcome, found: Found) -> Iterator[tuple[str, str, bool]]:
    for each in outcome.misreadings:
        others = [seen.kg for seen in each.observed if seen.operator != each.outlier]
        yield (
            "One wrong reading changes nothing",
            f"{each.outlier} said {figure(next(o.kg for o in each.observed if o.operator == each.outlier))} kg, "
            f"the median is {figure(each.median_kg)} kg, as the {len(others)} others said",
            bool(others) and all(kg == each.median_kg for kg in others),
        )
    bonds = outcome.bonds
    for fallen in outcome.fallen:
        yield (
            "A batch that is proven wrong issues nothing",
            f"batch {fallen.sequence}: {figure(fallen.issued)} issued, where it promised "
            f"{figure(fallen.false_credits - fallen.right_credits)} too many; batch {fallen.corrected_by} corrects it",
            fallen.issued == 0 and fallen.false_kg != fallen.right_kg,
        )
        taken = _total([each.lost for each in fallen.slashed])
        yield (
            "Each signer loses a slice, and betraying one's own batch never pays",
            f"{len(fallen.slashed)} x {figure(bonds.slice)} = {figure(fallen.reward)} to the challenger "
            f"+ {figure(fallen.destroyed)} destroyed",
            taken == fallen.reward + fallen.destroyed
            and {each.operator for each in fallen.slashed} == set(fallen.signers)
            and all(each.lost == bonds.slice for each in fallen.slashed)
            and fallen.reward * 2 <= bonds.slice
            and fallen.challenger not in fallen.signers,
        )
    yield (
        "Every bond is accounted for",
        f"{figure(bonds.paid)} paid = {figure(bonds.held)} held + {figure(bonds.rewards)} rewarded "
        f"+ {figure(bonds.destroyed)} destroyed; "
        + ("all operators in force" if found.in_force else "not all operators are in force"),
        bonds.paid == bonds.held + bonds.rewards + bonds.destroyed
        and found.registry_money == bonds.held + bonds.destroyed
        and found.in_force,
    )


def _credits(outcome: Outcome, found: Found) -> Iterator[tuple[str, str, bool]]:
    supply = outcome.supply
    wrong = [home.person for home in outcome.homes if home.credits != found.expected.get(home.person, Decimal(0))]
    yield (
        f"Every {outcome.words.one} was issued what the files give",
        f"{len(outcome.homes) - len(wrong)} of {len(outcome.homes)} {outcome.words.many}",
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
        f"{figure(batches)} from {sum(not batch.fell for batch in outcome.batches)} final batches, "
        f"{figure(supply.issued)} issued",
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
        f"people {figure(supply.held)} + reserve {figure(supply.reserve)} = {figure(found.total_supply)}",
        supply.held + supply.reserve + found.auction_credits == found.total_supply
        and all(b.credits == b.issued + b.bought + b.received - b.sold - b.given - b.retired for b in outcome.balances),
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
            and bid.filled <= sum(step.lots for step in bid.steps if step.limit_price >= round_.clearing_price)
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
    vaults = _total([balance.money_in_vault for balance in outcome.balances])
    yield (
        "No dust",
        f"the auction holds {figure(found.auction_credits)} credits and {figure(found.auction_money)} of the currency, "
        f"{figure(vaults)} of it in the vaults of people without gas",
        found.auction_credits == 0
        and found.auction_money == vaults
        and all(balance.gasless for balance in outcome.balances if balance.money_in_vault),
    )


def _people(outcome: Outcome, found: Found) -> Iterator[tuple[str, str, bool]]:
    signers = {bid.person for round_ in outcome.rounds for bid in round_.bids if bid.way == "signed"}
    people = [balance for balance in outcome.balances if balance.person in signers]
    if people:
        yield (
            "People without gas take part",
            f"{len(people)} bidders with {sum(one.wei for one in people)} wei and "
            f"{sum(one.transactions for one in people)} transactions of their own hold "
            f"{figure(_total([one.credits for one in people]))} credits and retired "
            f"{figure(_total([one.retired for one in people]))}",
            all(one.gasless and one.credits + one.retired == one.bought for one in people)
            and any(one.credits for one in people),
        )


def _spent(outcome: Outcome, found: Found) -> Iterator[tuple[str, str, bool]]:
    rewards, donations = outcome.rewards, outcome.donations
    if rewards:
        honoured = [one for one in rewards if one.state == "honoured"]
        yield (
            "No reward's price is lost in escrow",
            f"{len(honoured)} of {len(rewards)} vouchers honoured; the catalogue holds "
            f"{figure(found.catalogue_credits)} credits",
            len(honoured) == len(rewards) and found.catalogue_credits == 0,
        )
    if donations:
        papers = {paper.token_id: paper for paper in outcome.certificates}
        retired = [one for one in donations if one.certificate is not None]
        yield (
            "Donations reach their cause",
            f"{len(donations)} of {figure(_total([one.credits for one in donations]))} credits, "
            f"{len(retired)} retired in the cause's name; the registry holds {figure(found.donation_credits)}",
            found.donation_credits == 0
            and all(
                one.certificate in papers
                and papers[one.certificate].person == one.cause
                and papers[one.certificate].credits == one.credits
                for one in retired
            ),
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
