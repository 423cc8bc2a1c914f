"""Batches, certificates and balances as the chain tells them."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Mapping, Sequence
from itertools import pairwise

from abate.chain.contract import Event
from abate.demo.amounts import day, from_grams, minute, scaled
from abate.demo.stage import Stage
from abate.errors import IntegrityError
from abate.report.summary import Supply
from abate.report.summary_market import Balance, Batch, Certificate, Round

JSON_URI = "data:application/json;base64,"
SVG_URI = "data:image/svg+xml;base64,"
ZERO = "0x" + "0" * 40


def batches_of(stage: Stage, periods: Sequence[str], names: Mapping[str, str]) -> tuple[Batch, ...]:
    """Every batch of the run, with what was issued after it became final and before the next one did.

    Args:
        stage: the stage.
        periods: the period of each batch, in order.
        names: operator's address to name.
    """
    posted = stage.oracle.events("BatchPosted", stage.first_block, vintage=stage.documents.programme.vintage)
    blocks = [event.block for event in posted] + [int(stage.chain.block()["number"]) + 1]
    operators = sorted(names, key=lambda address: int(address, 16))
    return tuple(
        Batch(
            sequence=event["sequence"],
            period=period,
            through=minute(event["through"]),
            accounts=event["count"],
            signers=tuple(names[address] for bit, address in enumerate(operators) if event["signers"] >> bit & 1),
            authorised=from_grams(event["authorisedTotal"]),
            issued_people=from_grams(sum(e["value"] for e in issued if e["to"] != stage.credit.reserve())),
            issued_reserve=from_grams(sum(e["value"] for e in issued if e["to"] == stage.credit.reserve())),
            posted_at=minute(stage.chain.block(event.block)["timestamp"]),
            final_at=minute(event["finalAt"]),
            root=f"0x{event['root'].hex()}",
        )
        for event, period, (first, after) in zip(posted, periods, pairwise(blocks), strict=True)
        for issued in [issues(stage, first, after - 1)]
    )


def issues(stage: Stage, first: int, last: int | None = None) -> list[Event]:
    """Every issuance between two blocks: the credit's transfers from nowhere."""
    return [event for event in stage.credit.events("Transfer", first, last) if event["from"] == ZERO]


def certificates_of(stage: Stage, periods: Sequence[str]) -> tuple[Certificate, ...]:
    """Every certificate of the run, with the drawing that the contract makes.

    Args:
        stage: the stage.
        periods: the period of each batch, in order; a certificate names the batch that was final then.
    """
    found = []
    for event in stage.certificate.events("Retired", stage.first_block):
        paper = stage.certificate.retirement_of(event["id"])
        person = stage.person_at(paper.beneficiary)
        found.append(
            Certificate(
                number=paper.number,
                token_id=event["id"],
                person=person,
                period=periods[paper.batch_sequence - 1],
                credits=from_grams(paper.amount),
                retired_on=day(paper.retired_on),
                beneficiary=paper.beneficiary,
                statement=paper.statement,
                svg=drawing_of(stage.certificate.token_uri(event["id"])),
            )
        )
    return tuple(found)


def drawing_of(token_uri: str) -> str:
    """The SVG inside of a certificate's metadata.

    Raises:
        IntegrityError: the metadata is no data URI, or its image is none.
    """
    if not token_uri.startswith(JSON_URI):
        raise IntegrityError("the certificate's metadata is no base64 data URI")
    image = str(json.loads(b64decode(token_uri.removeprefix(JSON_URI)))["image"])
    if not image.startswith(SVG_URI):
        raise IntegrityError("the certificate's image is no SVG data URI")
    return b64decode(image.removeprefix(SVG_URI)).decode()


def balances_of(stage: Stage, rounds: Sequence[Round], certificates: Sequence[Certificate]) -> tuple[Balance, ...]:
    """Every home's account at the end; credits and money held are the chain's, the rest sums of events."""
    decimals = stage.documents.programme.currency.decimals
    start = stage.documents.programme.currency.units(stage.documents.simulation.funds)
    lot = stage.documents.programme.terms.lot_grams
    balances = []
    for home in stage.homes:
        sold = sum(sale.sold for round_ in rounds for sale in round_.consignments if sale.person == home.person)
        bought = sum(bid.filled for round_ in rounds for bid in round_.bids if bid.person == home.person)
        retired = sum((paper.credits for paper in certificates if paper.person == home.person), from_grams(0))
        balances.append(
            Balance(
                person=home.person,
                account=home.account,
                issued=from_grams(stage.credit.issued_to(home.account)),
                sold=from_grams(sold * lot),
                bought=from_grams(bought * lot),
                retired=retired,
                credits=from_grams(stage.credit.balance_of(home.account)),
                money_start=scaled(start, decimals),
                money_end=scaled(stage.currency.balance_of(home.account), decimals),
            )
        )
    return tuple(balances)


def supply_of(stage: Stage) -> Supply:
    """Where all credits of the vintage are."""
    vintage, reserve = stage.documents.programme.vintage, stage.credit.reserve()
    return Supply(
        authorised=from_grams(stage.oracle.final_batch(vintage).authorised_total),
        issued=from_grams(stage.credit.total_issued()),
        held=from_grams(sum(stage.credit.balance_of(home.account) for home in stage.homes)),
        reserve=from_grams(stage.credit.balance_of(reserve)),
        retired=from_grams(stage.credit.total_burnt()),
    )
