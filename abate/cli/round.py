"""``abate round``: the present auction round, and opening the next one."""

from __future__ import annotations

from typing import Any

import click

from abate.chain.auction_state import Stage
from abate.chain.times import moment
from abate.cli.session import Session, wallet_options
from abate.wallet.amounts import amount_text
from abate.wallet.market import open_round


@click.command()
@click.option("--open", "opening", is_flag=True, help="Open the next round; anybody may once the last is final.")
@wallet_options
def round(opening: bool, **options: Any) -> None:
    """Show the auction's present round: stage, times, supply, demand and the lowest price that is taken now."""
    session = Session.of(options)
    if opening:
        open_round(session.wallet)
    auction, currency = session.contracts.auction, session.contracts.currency
    number = auction.current_round()
    if not number:
        session.show("No round was opened yet", {"open the first": "abate round --open"}, {"round": 0})
        return
    state, stage, decimals = auction.round_of(number), auction.stage_of(number), currency.decimals()
    # in the bidding time a new bid must lie above the clock
    lowest = auction.price_of(number, min(state.clock_tick + 1, auction.config().ticks))
    price = auction.price_of(number, state.clock_tick)
    name = "clearing price" if stage is Stage.FINAL else "lowest bid taken"
    shown = amount_text(price if stage is Stage.FINAL else lowest, decimals)
    rows = {
        "stage": stage.name.lower(),
        "bidding": f"{moment(state.start)} to {moment(state.end)}",
        "supply": f"{state.supply} lots",
        "demand": f"{state.demand} lots",
        "opening price": f"{amount_text(state.opening_price, decimals)} {currency.symbol()}",
        name: f"{shown} {currency.symbol()}",
    }
    machine = {
        "round": number,
        "stage": stage.name.lower(),
        "start": state.start,
        "end": state.end,
        "supply": state.supply,
        "demand": state.demand,
        "currency": currency.symbol(),
        "opening_price": amount_text(state.opening_price, decimals),
        name.replace(" ", "_"): shown,
    }
    session.show(f"Round {number}", rows, machine)
