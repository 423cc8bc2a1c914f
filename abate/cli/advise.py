"""``abate advise``: where a person's grams are, what would change most, and the next month."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from abate.advice.advise import advise as advice_of
from abate.advice.forecast import back_test
from abate.advice.months import months_of
from abate.advice.shown import as_json, print_advice, print_tests
from abate.chain.auction_state import Stage
from abate.cli.session import FILE, Session, chain_options
from abate.credits import load_methodology
from abate.emissions import FactorLibrary, Period, load_manifest
from abate.emissions.activity import COVERAGE_THRESHOLD
from abate.errors import InputError
from abate.units import GRAMS_PER_KG
from abate.wallet.amounts import PLAIN_NUMBER


@click.command()
@click.argument("manifest", type=FILE)
@click.option("--person", metavar="NAME", help="Who, as the manifest names them.")
@click.option("--methodology", type=FILE, metavar="FILE", help="The rules, a TOML file.")
@click.option("--period", "period_text", metavar="YYYY[-MM]", help="What to look at; by default the data's last year.")
@click.option("--price", metavar="PRICE", help="Of one credit, to tell savings in money.")
@click.option("--market", is_flag=True, help="Take the last clearing price of the deployment's auction.")
@click.option("--backtest", is_flag=True, help="Only test the forecast on the manifest's past months.")
@chain_options
def advise(
    manifest: Path,
    person: str | None,
    methodology: Path | None,
    period_text: str | None,
    price: str | None,
    market: bool,
    backtest: bool,
    **options: Any,
) -> None:
    """Find where a person's grams are in MANIFEST, the three changes that save most, and foretell the next month.

    Everything is computed here. With --market the node is asked for the auction's last price, and for nothing else.
    """
    read, library = load_manifest(manifest), FactorLibrary.load()
    rules = None if methodology is None else load_methodology(methodology)
    if backtest:
        threshold, scope = COVERAGE_THRESHOLD, frozenset[str]()
        if rules is not None:
            threshold, scope = rules.coverage_threshold, rules.scope
        tests = back_test(months_of(read, library, threshold, scope).kg)
        click.echo(read.title)
        print_tests(click.echo, tests)
        return
    if person is None or rules is None:
        missing = [name for name, value in (("--person", person), ("--methodology", rules)) if value is None]
        raise InputError(f"not given: {', '.join(missing)}")
    if market and price is not None:
        raise InputError("give --price or --market, not both")
    period = None if period_text is None else Period.parse(period_text)
    per_credit, currency = (None if price is None else _price(price)), ""
    if market:
        per_credit, currency = last_price(Session.of(options))
    found = advice_of(read, rules, library, person, period, per_credit)
    if options["as_json"]:
        click.echo(json.dumps(as_json(found, currency), indent=2, ensure_ascii=False))
    else:
        print_advice(found, currency)


def _price(text: str) -> Decimal:
    if not PLAIN_NUMBER.fullmatch(text):
        raise InputError(f"{text!r} is not a price", field="--price", mend='write it as "0.05"')
    return Decimal(text)


def last_price(session: Session) -> tuple[Decimal, str]:
    """The price of one credit in the last final round that sold any, and the currency's symbol.

    Raises:
        InputError: nothing was sold yet.
    """
    auction, currency = session.contracts.auction, session.contracts.currency
    for number in range(auction.current_round(), 0, -1):
        state = auction.round_of(number)
        if auction.stage_of(number) is Stage.FINAL and state.supply and state.demand:
            units = auction.price_of(number, state.clock_tick)
            per_lot = Decimal(units).scaleb(-currency.decimals())
            return per_lot * GRAMS_PER_KG / auction.config().lot_grams, currency.symbol()
    raise InputError("the auction has sold nothing yet", field="--market", mend="give a --price")
