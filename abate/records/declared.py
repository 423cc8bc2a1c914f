"""The events that are indexed: each a contract of the deployment, an event of its ABI, and what it says of whom.

A new source is a function from an event to entries and a line of ``SOURCES``; a contract that takes credits in custody
is a line of ``PLACES`` as well. An index that was made with other declarations is made anew.

================================= ======================================================================================
kind                              what happened
================================= ======================================================================================
issued, destroyed                 credits came into being for the account; it burnt its own
sent, received                    a transfer between accounts
consigned, from the auction       lots given into the auction; credits that it handed out (the next two tell why)
bought, outbid                    a bid was settled: with lots, or without any
sold, returned unsold             a consignment was settled: what was paid, and the lots that came back
deposited, withdrawn              money into and out of the auction's vault
retired, retired in its name      retired by the account; retired by another, or by the auction, for it
redeemed, into escrow             credits given for a voucher
voucher honoured, lapsed,         the reward was handed over; its deadline passed, or the partner declined: the escrow
declined                          came back
paid for a reward                 what a partner was paid
donated, given to be retired      to a cause, which got the credits or had them retired in its name
received as a donation            by a cause
deficit corrected                 the reserve destroyed credits of its own against an error in the account's favour
batch posted, revoked, faulted    of the vintage; of no account
================================= ======================================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from abate.chain.contract import Event
from abate.records.entries import Entry, Surroundings

NOBODY: Final = "0x0000000000000000000000000000000000000000"
FROM_AUCTION, DESTROYED = "from the auction", "destroyed"
INTO_ESCROW, FROM_ESCROW, GIVEN = "into escrow", "paid for a reward", "given to be retired"
HONOURED, LAPSED = "voucher honoured", "voucher lapsed"
RETIRED, RETIRED_FOR = "retired", "retired in its name"
ISSUED, POSTED, REVOKED, FAULTED = "issued", "batch posted", "batch revoked", "batch faulted"

# part of the deployment -> what giving credits to it is called, and what getting them from it is
PLACES: Final = {
    "auction": ("consigned", FROM_AUCTION),
    "catalogue": (INTO_ESCROW, FROM_ESCROW),
    "donations": (GIVEN, "from the donations"),
}


@dataclass(frozen=True)
class EventSource:
    """One indexed event.

    Attributes:
        part: the contract's part in the deployment; a deployment without it has no such events.
        artefact: the compiled contract or interface whose ABI has the event.
        event: its name.
        entries: what it says of whom.
    """

    part: str
    artefact: str
    event: str
    entries: Callable[[Event, Surroundings], Iterator[Entry]]


def _transferred(event: Event, around: Surroundings) -> Iterator[Entry]:
    giver, taker, amount = event["from"], event["to"], event["value"]
    if not amount:  # anybody may send nothing in anybody's name
        return
    given = DESTROYED if taker == NOBODY else PLACES.get(around.parts.get(taker, ""), ("sent",))[0]
    taken = ISSUED if giver == NOBODY else PLACES.get(around.parts.get(giver, ""), ("", "received"))[1]
    if giver != NOBODY:
        yield Entry(giver, given, change=-amount, credits=amount, other="" if taker == NOBODY else taker)
    if taker != NOBODY:
        yield Entry(taker, taken, change=amount, credits=amount, other="" if giver == NOBODY else giver)


def _bid_settled(event: Event, around: Surroundings) -> Iterator[Entry]:
    credits = event["filled"] * around.lot_grams
    kind, joins = ("bought", FROM_AUCTION) if credits else ("outbid", "")
    round_ = str(event["round"])
    yield Entry(event["bidder"], kind, credits=credits, money=-event["cost"], reference=round_, joins=joins)


def _seller_paid(event: Event, around: Surroundings) -> Iterator[Entry]:
    seller, round_ = event["seller"], str(event["round"])
    sold, returned = event["sold"] * around.lot_grams, event["returned"] * around.lot_grams
    yield Entry(seller, "sold", credits=sold, money=event["proceeds"], reference=round_)
    if returned:
        yield Entry(seller, "returned unsold", credits=returned, reference=round_, joins=FROM_AUCTION)


def _deposited(event: Event, around: Surroundings) -> Iterator[Entry]:
    yield Entry(event["account"], "deposited", money=event["amount"])


def _withdrawn(event: Event, around: Surroundings) -> Iterator[Entry]:
    yield Entry(event["account"], "withdrawn", money=-event["amount"])


def _retired(event: Event, around: Surroundings) -> Iterator[Entry]:
    holder, name, amount = event["holder"], event["beneficiary"], event["amount"]
    told = {"credits": amount, "reference": str(event["id"]), "note": event["statement"]}
    yield Entry(holder, RETIRED, other=name, joins=DESTROYED, **told)
    if name != holder:
        yield Entry(name, RETIRED_FOR, other=holder, **told)


def _deficit_corrected(event: Event, around: Surroundings) -> Iterator[Entry]:
    if event["vintage"] == around.vintage:
        yield Entry(event["account"], "deficit corrected", credits=event["burnt"])


def _redeemed(event: Event, around: Surroundings) -> Iterator[Entry]:
    voucher = str(event["voucher"])
    yield Entry(event["holder"], "redeemed", credits=event["amount"], reference=voucher, joins=INTO_ESCROW)


def _honoured(event: Event, around: Surroundings) -> Iterator[Entry]:
    yield Entry(event["holder"], HONOURED, credits=event["amount"], reference=str(event["voucher"]))


def _returned(event: Event, around: Surroundings) -> Iterator[Entry]:
    kind = "voucher declined" if event["declined"] else LAPSED
    yield Entry(event["holder"], kind, credits=event["amount"], reference=str(event["voucher"]), joins=FROM_ESCROW)


def _donated(event: Event, around: Surroundings) -> Iterator[Entry]:
    if around.parts.get(event["credit"]) != "credit":  # of another vintage
        return
    donor, cause, certificate = event["donor"], event["cause"], event["certificate"]
    told = {
        "credits": event["amount"],
        "reference": str(certificate) if certificate else "",
        "note": event["statement"],
    }
    yield Entry(donor, "donated", other=cause, joins=GIVEN if certificate else "sent", **told)
    if not certificate:
        yield Entry(cause, "received as a donation", other=donor, joins="received", **told)


def _batch(kind: str) -> Callable[[Event, Surroundings], Iterator[Entry]]:
    def entries(event: Event, around: Surroundings) -> Iterator[Entry]:
        if event["vintage"] == around.vintage:
            root = event.args.get("root")
            note = "" if root is None else f"0x{root.hex()}"
            yield Entry("", kind, reference=str(event["sequence"]), note=note)

    return entries


SOURCES: Final = (
    EventSource("credit", "CarbonCredit", "Transfer", _transferred),
    EventSource("auction", "CreditAuction", "BidSettled", _bid_settled),
    EventSource("auction", "CreditAuction", "SellerPaid", _seller_paid),
    EventSource("auction", "CreditAuction", "Deposited", _deposited),
    EventSource("auction", "CreditAuction", "Withdrawn", _withdrawn),
    EventSource("certificate", "RetirementCertificate", "Retired", _retired),
    EventSource("catalogue", "RewardCatalogue", "Redeemed", _redeemed),
    EventSource("catalogue", "RewardCatalogue", "VoucherHonoured", _honoured),
    EventSource("catalogue", "RewardCatalogue", "EscrowReturned", _returned),
    EventSource("donations", "DonationRegistry", "Donated", _donated),
    EventSource("reserve", "CorrectionReserve", "DeficitCorrected", _deficit_corrected),
    EventSource("oracle", "EmissionOracle", "BatchPosted", _batch(POSTED)),
    EventSource("oracle", "EmissionOracle", "BatchRevoked", _batch(REVOKED)),
    EventSource("challenges", "BatchChallenges", "BatchFaulted", _batch(FAULTED)),
)
