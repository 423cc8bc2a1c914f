"""One round of the auction apart from its bids: it opens, homes consign, anybody settles, winners retire."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console

from abate.auction.plan import batches
from abate.auction.settlement import Settlement, settle
from abate.chain.local_time import advance_to
from abate.demo.spending import kept_back
from abate.demo.stage import Participant, Stage
from abate.runs.settle import Work


@dataclass(frozen=True)
class Sale:
    """What a home consigned: the consignment's id and its lots."""

    home: Participant
    consignment: int
    lots: int


def open_round(stage: Stage) -> int:
    """Open the next round, as anybody may.

    Returns:
        its number.
    """
    stage.relayer.send(stage.auction.open_round())
    return stage.auction.current_round()


def consign(stage: Stage, number: int, sellers: list[Participant]) -> list[Sale]:
    """Each seller consigns all whole lots it has to spare; who has less than one lot waits."""
    lot_grams = stage.documents.programme.terms.lot_grams
    sales = []
    for home in sellers:
        lots = spare(stage, home) // lot_grams
        if lots <= 0:
            continue
        home.sender.send(stage.credit.approve(stage.auction.address, lots * lot_grams))
        receipt = home.sender.send(stage.auction.consign(number, lots))
        event = stage.auction.events_of(receipt, "Consigned")[0]
        sales.append(Sale(home, event["id"], lots))
    return sales


def spare(stage: Stage, home: Participant) -> int:
    """Base units that a home holds beyond what it keeps for a reward or a cause."""
    return stage.credit.balance_of(home.account) - kept_back(stage).get(home.person, 0)


def settle_round(stage: Stage, number: int) -> Settlement:
    """When the time is over: derive the result from the events, settle every bid, pay every seller, publish it."""
    auction, relayer = stage.auction, stage.relayer
    advance_to(stage.chain, auction.round_of(number).end)
    work = Work(auction, number, relayer, Console(quiet=True))
    work.bring_up_clock()
    settlement = settle(auction, number, stage.first_block)
    retiring = {one.account for one in stage.neighbours if one.retires}
    work.send(batches(settlement, work.gas_limit, retiring).calls(auction, number))
    return settlement


def retire(stage: Stage, buyers: list[Participant], statement: str) -> dict[str, int]:
    """Each buyer retires the whole lots it won, in its own name.

    Returns:
        person to base units retired, for each certificate.
    """
    lot_grams = stage.documents.programme.terms.lot_grams
    retired = {}
    for home in buyers:
        amount = spare(stage, home) // lot_grams * lot_grams
        if amount > 0:
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
