"""``abate auction status | book | result``: what stands on chain, derived from its events and checked."""

from __future__ import annotations

import json
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from abate.auction.history import replayed_rounds
from abate.auction.reference import Round
from abate.auction.result_files import as_json
from abate.auction.settlement import settle
from abate.chain.auction_state import Stage
from abate.chain.times import moment
from abate.cli.session import Session, chain_options
from abate.errors import InputError
from abate.runs.settle_shown import show_settlement
from abate.wallet.amounts import amount_text

NUMBER = click.option("--round", "number", type=click.IntRange(min=1), help="The round; by default the present one.")


@click.command()
@chain_options
def status(**options: Any) -> None:
    """Show all rounds: stage, times, supply, demand and price; and what the next one would open at."""
    session = Session.of(options)
    auction, decimals = session.contracts.auction, session.contracts.currency.decimals()
    rounds = [_status_of(session, number, decimals) for number in range(1, auction.current_round() + 1)]
    is_over = not rounds or rounds[-1]["stage"] == "final"
    opening = amount_text(auction.next_opening_price(), decimals) if is_over else None
    if session.as_json:
        click.echo(json.dumps({"rounds": rounds, "next_opening_price": opening}, indent=2))
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("round", "stage", "bidding", "supply", "demand", "opened at", "price", "extensions left"):
        table.add_column(heading, justify="left" if heading in ("stage", "bidding") else "right")
    for row in rounds:
        span = f"{moment(row['start'])} to {moment(row['end'])}"
        figures = (row["supply"], row["demand"], row["opening_price"], row["price"], row["extensions_left"])
        table.add_row(str(row["round"]), row["stage"], span, *map(str, figures))
    Console().print(table)
    if opening is not None:
        click.echo(f"the next round opens at {opening} {session.contracts.currency.symbol()}: abate round --open")


def _status_of(session: Session, number: int, decimals: int) -> dict[str, Any]:
    auction = session.contracts.auction
    state = auction.round_of(number)
    return {
        "round": number,
        "stage": auction.stage_of(number).name.lower(),
        "start": state.start,
        "end": state.end,
        "supply": state.supply,
        "demand": state.demand,
        "opening_price": amount_text(state.opening_price, decimals),
        "price": amount_text(auction.price_of(number, state.clock_tick), decimals),
        "extensions_left": state.extensions_left,
    }


@click.command()
@NUMBER
@chain_options
def book(number: int | None, **options: Any) -> None:
    """Show a round's book: lots bid at each price, from the highest down, and where the clock stands."""
    session = Session.of(options)
    round_ = _replayed(session, number)
    decimals, symbol = session.contracts.currency.decimals(), session.contracts.currency.symbol()
    steps, reached = [], 0
    for tick in sorted((tick for tick, lots in round_.demand_by_tick.items() if lots), reverse=True):
        reached += round_.demand_by_tick[tick]
        price = amount_text(round_.price(tick), decimals)
        steps.append({"tick": tick, "price": price, "lots": round_.demand_by_tick[tick], "at_or_above": reached})
    if session.as_json:
        machine = {"round": round_.number, "supply": round_.supply, "clock_tick": round_.clock, "book": steps}
        click.echo(json.dumps(machine, indent=2))
        return
    table = Table(box=None, padding=(0, 2, 0, 0), title=f"Round {round_.number}: {round_.supply} lots offered")
    for heading in ("tick", f"price, {symbol}", "lots", "at or above", ""):
        table.add_column(heading, justify="right")
    for step in steps:
        mark = "clock" if step["tick"] == round_.clock else ""
        table.add_row(*(str(value) for value in step.values()), mark)
    Console().print(table)


@click.command()
@NUMBER
@chain_options
def result(number: int | None, **options: Any) -> None:
    """Show a final round's result, derived anew from the chain's events and compared with the contract."""
    session = Session.of(options)
    contracts = session.contracts
    wanted = number or _present(session)
    found = settle(contracts.auction, wanted, contracts.deployment.first_block())
    if session.as_json:
        click.echo(json.dumps(as_json(found), indent=2))
        return
    show_settlement(found, contracts.currency.symbol(), contracts.currency.decimals(), Console())
    if not found.is_complete:
        left = f"{len(found.unclaimed)} bids and {len(found.unpaid)} sales are not settled yet: abate settle"
        click.echo(left if found.unclaimed or found.unpaid else "the result is not published yet: abate settle")


def _present(session: Session) -> int:
    number = session.contracts.auction.current_round()
    if not number:
        raise InputError("no auction round was opened yet", mend="abate round --open opens the first")
    return number


def _replayed(session: Session, number: int | None) -> Round:
    contracts = session.contracts
    wanted, last = number or _present(session), int(contracts.chain.block()["number"])
    if contracts.auction.stage_of(wanted) is Stage.UNKNOWN:
        raise InputError(f"round {wanted} was never opened", mend="abate auction status shows which rounds there are")
    rounds = replayed_rounds(contracts.auction, contracts.deployment.first_block(), last)
    return next(round_ for round_ in rounds if round_.number == wanted)
