"""What the last checks need from the chain: caps, leftovers, and whether what must be refused is refused."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from abate.auction.settlement import settle
from abate.chain.call import refused
from abate.demo.amounts import from_grams, scaled
from abate.demo.checks import Found
from abate.demo.room import OperatorRoom
from abate.demo.stage import Stage
from abate.oracle.leaves import Leaves
from abate.oracle.relay_plan import leaves_within, packed


def found_on(stage: Stage, room: OperatorRoom) -> Found:
    """Ask the chain; changes nothing there."""
    credit, programme, registry = stage.credit, stage.documents.programme, stage.contracts.registry
    return Found(
        total_supply=from_grams(credit.total_supply()),
        people_cap=from_grams(credit.people_cap()),
        reserve_cap=from_grams(credit.reserve_cap()),
        expected=expected_credits(room),
        issued_again=from_grams(issued_again(stage, room)),
        auction_credits=from_grams(credit.balance_of(stage.auction.address)),
        auction_money=scaled(stage.currency.balance_of(stage.auction.address), programme.currency.decimals),
        registry_money=scaled(stage.currency.balance_of(registry.address), programme.currency.decimals),
        in_force=stage.oracle.operator_set_hash()
        == stage.oracle.hash_operator_set(stage.documents.plan.operators, programme.oracle.quorum),
        certificates_locked=certificates_locked(stage),
        rederived=rederived_rounds(stage),
        catalogue_credits=from_grams(credit.balance_of(stage.contracts.catalogue.address)),
        donation_credits=from_grams(credit.balance_of(stage.contracts.donations.address)),
    )


def expected_credits(room: OperatorRoom) -> Mapping[str, Decimal]:
    """Person to credits by the files alone: figures are to date, so the highest of all batches was issued."""
    highest: dict[str, int] = {}
    for figures in room.computed.values():
        for person, credits in figures.people.select("person", "credits").iter_rows():
            highest[person] = max(highest.get(person, 0), credits)
    return {person: from_grams(credits) for person, credits in highest.items()}


def issued_again(stage: Stage, room: OperatorRoom) -> int:
    """Base units that relaying every leaf of the final batch once more would issue."""
    leaves = cast(Leaves, room.vintage.final_leaves(room.desks[0].exchange))  # the story ends with a final batch
    most = leaves_within(int(stage.chain.block()["gasLimit"]))
    return sum(
        int(stage.credit.read("issueMany", packed(subtree.entries), list(subtree.proof)))
        for subtree in leaves.tree.subtrees(most)
    )


def certificates_locked(stage: Stage) -> bool:
    """Whether moving each certificate to somebody else is refused, even to its owner."""
    refusals = []
    for event in stage.certificate.events("Retired", stage.first_block):
        owner, other = event["beneficiary"], stage.relayer.address
        move = stage.certificate.call("moving a certificate", "transferFrom", owner, other, event["id"])
        refusals.append(refused(stage.chain, owner, move))
    return all(said is not None and said.name == "CertificateLocked" for said in refusals)


def rederived_rounds(stage: Stage) -> int:
    """How many rounds the reference mechanism derives from the events alone, with every payment as it was made."""
    numbers = range(1, stage.auction.current_round() + 1)
    return sum(settle(stage.auction, number, stage.first_block).is_complete for number in numbers)
