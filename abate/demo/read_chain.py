"""Batches, certificates and balances as the chain tells them."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from abate.chain.contract import Event
from abate.demo.amounts import day, from_grams, minute, scaled
from abate.demo.read_spending import Passed
from abate.demo.stage import Anybody, Host, Neighbour, Participant, Stage
from abate.errors import IntegrityError
from abate.report.summary import Supply
from abate.report.summary_market import Balance, Batch, Certificate, Round

JSON_URI = "data:application/json;base64,"
SVG_URI = "data:image/svg+xml;base64,"
ZERO = "0x" + "0" * 40


def batches_of(stage: Stage, periods: Mapping[int, str], names: Mapping[str, str]) -> tuple[Batch, ...]:
    """Every batch of the run, with what was issued after it was posted and before the next one was.

    Args:
        stage: the stage.
        periods: end of each period to its name.
        names: operator's address to name.
    """
    challenges, vintage = stage.contracts.challenges, stage.documents.programme.vintage
    reserve = stage.credit.reserve()
    fallen = {event["sequence"] for event in challenges.events("BatchFaulted", stage.first_block, vintage=vintage)}
    posted = stage.oracle.events("BatchPosted", stage.first_block, vintage=vintage)
    blocks = [event.block for event in posted] + [int(stage.chain.block()["number"]) + 1]
    operators = sorted(names, key=lambda address: int(address, 16))
    return tuple(
        Batch(
            sequence=event["sequence"],
            period=periods[event["through"]],
            through=minute(event["through"]),
            accounts=event["count"],
            signers=tuple(names[address] for bit, address in enumerate(operators) if event["signers"] >> bit & 1),
            authorised=from_grams(event["authorisedTotal"]),
            issued_people=from_grams(sum(e["value"] for e in issued if e["to"] != reserve)),
            issued_reserve=from_grams(sum(e["value"] for e in issued if e["to"] == reserve)),
            posted_at=minute(stage.chain.block(event.block)["timestamp"]),
            final_at=minute(event["finalAt"]),
            fell=event["sequence"] in fallen,
            root=f"0x{event['root'].hex()}",
        )
        for event, (first, after) in zip(posted, pairwise(blocks), strict=True)
        for issued in [issues(stage, first, after - 1)]
    )


def issues(stage: Stage, first: int, last: int | None = None) -> list[Event]:
    """Every issuance between two blocks: the credit's transfers from nowhere."""
    return [event for event in stage.credit.events("Transfer", first, last) if event["from"] == ZERO]


def certificates_of(stage: Stage, batches: Sequence[Batch]) -> tuple[Certificate, ...]:
    """Every certificate of the run, with the drawing that the contract makes.

    Args:
        stage: the stage.
        batches: of the run; a certificate names the batch that was final then.
    """
    periods = {batch.sequence: batch.period for batch in batches}
    found = []
    for event in stage.certificate.events("Retired", stage.first_block):
        paper = stage.certificate.retirement_of(event["id"])
        person = stage.person_at(paper.beneficiary)
        found.append(
            Certificate(
                number=paper.number,
                token_id=event["id"],
                person=person,
                period=periods[paper.batch_sequence],
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


def balances_of(
    stage: Stage, rounds: Sequence[Round], certificates: Sequence[Certificate], passed: Sequence[Passed] = ()
) -> tuple[Balance, ...]:
    """Everybody's account at the end; credits and money held are the chain's, the rest sums of events."""
    return tuple(_balance(stage, one, rounds, certificates, passed) for one in stage.everybody)


def _balance(
    stage: Stage,
    who: Anybody,
    rounds: Sequence[Round],
    certificates: Sequence[Certificate],
    passed: Sequence[Passed],
) -> Balance:
    currency, lot = stage.documents.programme.currency, stage.documents.programme.terms.lot_grams
    simulation, eth = stage.documents.simulation, stage.chain.web3.eth
    funds = {Participant: simulation.funds, Neighbour: simulation.budget, Host: Decimal(0)}
    start = currency.units(funds[type(who)])
    sold = sum(sale.sold for round_ in rounds for sale in round_.consignments if sale.person == who.person)
    bought = sum(bid.filled for round_ in rounds for bid in round_.bids if bid.person == who.person)
    vault = stage.auction.vault_of(who.account)
    return Balance(
        person=who.person,
        account=who.account,
        issued=from_grams(stage.credit.issued_to(who.account)),
        sold=from_grams(sold * lot),
        bought=from_grams(bought * lot),
        retired=sum((paper.credits for paper in certificates if paper.person == who.person), from_grams(0)),
        given=sum((one.credits for one in passed if one.giver == who.person), from_grams(0)),
        received=sum((one.credits for one in passed if one.taker == who.person), from_grams(0)),
        credits=from_grams(stage.credit.balance_of(who.account)),
        money_start=scaled(start, currency.decimals),
        money_end=scaled(stage.currency.balance_of(who.account) + vault, currency.decimals),
        money_in_vault=scaled(vault, currency.decimals),
        transactions=eth.get_transaction_count(who.account),
        wei=eth.get_balance(who.account),
    )


def supply_of(stage: Stage) -> Supply:
    """Where all credits of the vintage are."""
    vintage, reserve = stage.documents.programme.vintage, stage.credit.reserve()
    return Supply(
        authorised=from_grams(stage.oracle.final_batch(vintage).authorised_total),
        issued=from_grams(stage.credit.total_issued()),
        held=from_grams(sum(stage.credit.balance_of(one.account) for one in stage.everybody)),
        reserve=from_grams(stage.credit.balance_of(reserve)),
        retired=from_grams(stage.credit.total_burnt()),
    )
