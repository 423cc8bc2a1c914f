"""Rewards and donations as the chain tells them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from abate.chain.catalogue import Settlement, VoucherState
from abate.demo.amounts import from_grams, scaled
from abate.demo.stage import Stage
from abate.report.summary_spending import Donated, Redeemed


@dataclass(frozen=True)
class Passed:
    """Credits that went from one to another for a reward or as a donation, or were retired in the other's name."""

    giver: str
    taker: str
    credits: Decimal


def passed_on(rewards: Sequence[Redeemed], donations: Sequence[Donated]) -> tuple[Passed, ...]:
    """What left a holder for somebody else; what was retired in the holder's own name did not."""
    honoured = [one for one in rewards if one.state == "honoured" and one.settlement != "retires-for-holder"]
    return (
        *(Passed(one.person, one.partner, one.credits) for one in honoured),
        *(Passed(one.person, one.cause, one.credits) for one in donations),
    )


def rewards_of(stage: Stage) -> tuple[Redeemed, ...]:
    """Every voucher of the run, as it stands."""
    catalogue, found = stage.contracts.catalogue, []
    for event in catalogue.events("Redeemed", stage.first_block):
        listing = catalogue.listing_of(event["listing"])
        found.append(
            Redeemed(
                voucher=event["voucher"],
                title=listing.terms.title,
                partner=stage.person_at(listing.partner),
                person=stage.person_at(event["holder"]),
                credits=from_grams(event["amount"]),
                settlement=Settlement(listing.terms.settlement).name.lower().replace("_", "-"),
                discount_percent=scaled(listing.terms.discount_bps, 2),
                state=VoucherState(catalogue.voucher_of(event["voucher"]).state).name.lower(),
            )
        )
    return tuple(found)


def donations_of(stage: Stage) -> tuple[Donated, ...]:
    """Every donation of the run."""
    return tuple(
        Donated(
            cause=stage.person_at(event["cause"]),
            person=stage.person_at(event["donor"]),
            credits=from_grams(event["amount"]),
            certificate=event["certificate"] or None,
            statement=event["statement"],
        )
        for event in stage.contracts.donations.events("Donated", stage.first_block)
    )
