"""``abate auction crank``: bringing up a clock that lags behind the bids."""

from __future__ import annotations

from typing import Any

import click

from abate.auction.plan import WORDS
from abate.cli.session import Session, wallet_options
from abate.wallet.crank import crank as crank_clock


@click.command()
@click.option(
    "--words",
    type=click.IntRange(1, WORDS),
    default=WORDS,
    show_default=True,
    help="Words of eight ticks to walk over at most; fewer cost less gas.",
)
@wallet_options
def crank(words: int, **options: Any) -> None:
    """Bring up a clock that lags, so that bids are taken again (ClockLags) or a round that is over becomes final."""
    session = Session.of(options)
    done = crank_clock(session.wallet, words)
    rows = {
        "clock": f"tick {done.clock_tick}" + (", still lags: run this again" if done.lags else ""),
        "transaction": done.transaction or "none: the clock does not lag",
    }
    machine = {
        "round": done.round,
        "clock_tick": done.clock_tick,
        "lags": done.lags,
        "transaction": done.transaction,
    }
    session.show(f"Round {done.round}", rows, machine)
