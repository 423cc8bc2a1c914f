"""Consigning lots to a round, and bidding for them."""

from __future__ import annotations

from dataclasses import dataclass

from abate.auction.history import terms_of
from abate.auction.pricing import highest_tick, tick_price
from abate.chain.auction_state import Stage
from abate.errors import InputError
from abate.units import kg_text
from abate.wallet.wallet import Wallet


@dataclass(frozen=True)
class Consigned:
    """What was consigned.

    Attributes:
        round: the round it will be sold in.
        id: the consignment's number.
        lots: whole lots.
        grams: base units of the credit in them.
        transaction: hash, 0x text.
    """

    round: int
    id: int
    lots: int
    grams: int
    transaction: str


@dataclass(frozen=True)
class BidPlaced:
    """A bid that stands in the book.

    Attributes:
        round: the round.
        lots: whole lots.
        tick: its place on the ladder.
        price: the tick's price, currency base units per lot: the highest price it can be charged.
        escrow: currency base units that it drew from the vault.
        transaction: hash, 0x text.
    """

    round: int
    lots: int
    tick: int
    price: int
    escrow: int
    transaction: str


def open_round(wallet: Wallet) -> int:
    """Open the next round; returns its number.

    Raises:
        RefusalError: the last round is not final yet.
    """
    auction = wallet.contracts.auction
    (event,) = auction.events_of(wallet.do(auction.open_round()), "RoundOpened")
    return int(event["round"])


def consign(wallet: Wallet, lots: int) -> Consigned:
    """Consign whole lots to the present round; approves the credits where needed. Irrevocable.

    Raises:
        InputError: no round takes consignments now, or the wallet holds too few credits.
    """
    auction, credit = wallet.contracts.auction, wallet.contracts.credit
    number = round_in(wallet, Stage.CONSIGNMENT)
    grams = lots * auction.config().lot_grams
    call = auction.consign(number, lots)
    receipt = wallet.resumed(call)
    if receipt is None:
        held = credit.balance_of(wallet.address)
        if held < grams:
            raise InputError(
                f"{lots} lots are {kg_text(grams)} credits, the wallet holds {kg_text(held)}", field="LOTS"
            )
        wallet.allow(credit, auction.address, grams, f"{kg_text(grams)} credits for the auction")
        receipt = wallet.do(call)
    (event,) = auction.events_of(receipt, "Consigned")
    return Consigned(number, event["id"], event["lots"], grams, f"0x{receipt['transactionHash'].hex()}")


def bid(wallet: Wallet, lots: int, limit: int) -> BidPlaced:
    """Bid in the present round at the highest price of the ladder that is not above the limit.

    Args:
        wallet: whose vault pays.
        lots: whole lots.
        limit: the most to be paid for a lot, currency base units.

    Raises:
        InputError: no round takes bids now, the limit is not above the clock, or the vault holds too little.
    """
    auction = wallet.contracts.auction
    number = round_in(wallet, Stage.BIDDING)
    state, terms = auction.round_of(number), terms_of(auction.config())
    # the tick follows from what stays as it is while the round runs
    tick = highest_tick(limit, state.opening_price, terms)
    price = tick_price(state.opening_price, tick, terms.tick_size)
    call = auction.bid(number, tick, lots)
    receipt = wallet.resumed(call)
    if receipt is None:
        if tick <= state.clock_tick:
            lowest = tick_price(state.opening_price, state.clock_tick + 1, terms.tick_size)
            raise InputError(
                f"{wallet.money(limit)} is too low: bids must be {wallet.money(lowest)} or more by now", field="PRICE"
            )
        settle_earlier(wallet, number)
        require_money(wallet, price * lots, freed_by_bidding(wallet, number))
        receipt = wallet.do(call)
    (event,) = auction.events_of(receipt, "BidPlaced")
    transaction = f"0x{receipt['transactionHash'].hex()}"
    return BidPlaced(number, event["lots"], event["tick"], price, price * lots, transaction)


def settle_earlier(wallet: Wallet, number: int) -> None:
    """Settle the wallet's bid of an earlier round: with it unsettled the contract takes no new one."""
    auction = wallet.contracts.auction
    call = auction.claim(wallet.address)
    wallet.resumed(call)
    earlier = auction.bid_of(wallet.address).round
    if earlier not in (0, number):
        wallet.say(f"settling your bid of round {earlier} first")
        wallet.do(call)


def freed_by_bidding(wallet: Wallet, number: int) -> int:
    """Money of the wallet's outbid steps: they leave the book with the next bid, and pay for it."""
    auction = wallet.contracts.auction
    clock = auction.round_of(number).clock_tick
    outbid = [step for step in auction.steps_of(wallet.address)[0] if step.round == number and step.tick < clock]
    return sum(auction.price_of(number, step.tick) * step.lots for step in outbid)


def require_money(wallet: Wallet, needed: int, freed: int) -> None:
    """Check that the vault, with what a bid frees, can pay for it.

    Raises:
        InputError: it cannot; says how much is missing.
    """
    free = wallet.contracts.auction.vault_of(wallet.address) + freed
    if free < needed:
        raise InputError(
            f"the bid needs {wallet.money(needed)}, the vault holds {wallet.money(free)}",
            mend=f"deposit {wallet.money(needed - free)} first: abate deposit",
        )


def round_in(wallet: Wallet, stage: Stage) -> int:
    """The present round, if it is in that stage.

    Raises:
        InputError: it is in another stage, or no round was opened; says which and until when.
    """
    auction = wallet.contracts.auction
    number = auction.current_round()
    found = auction.stage_of(number) if number else Stage.UNKNOWN
    if found is stage:
        return number
    if not number:
        raise InputError("no auction round was opened yet")
    raise InputError(f"round {number} is in its stage {found.name.lower()}, not in {stage.name.lower()}")
