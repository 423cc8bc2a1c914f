"""``abate bid``: one price or a curve of several, sent at once or signed for a relayer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from abate.chain.times import deadline_after
from abate.cli.session import FILE, Session, wallet_options
from abate.errors import InputError
from abate.wallet import market
from abate.wallet.amounts import amount_text, currency_from, lots_from
from abate.wallet.curve import place_curve
from abate.wallet.orders import SignedOrder, order_for

ONE_DAY = 86_400
STEP = click.option(
    "--step", "steps", metavar="LOTS@PRICE", multiple=True, help="A step of a demand curve; up to four of them."
)
RETIRE = click.option("--retire", is_flag=True, help="Of a signed bid: retire at once what it wins.")
SECONDS = click.option(
    "--seconds", type=click.IntRange(min=1), default=ONE_DAY, show_default=True, help="How long a signed bid is valid."
)


@click.command()
@click.argument("lots", required=False)
@click.argument("price", required=False)
@STEP
@click.option("--sign", "file", type=FILE, help="Write a signed bid to this file and send nothing; anybody relays it.")
@RETIRE
@SECONDS
@wallet_options
def bid(
    lots: str | None,
    price: str | None,
    steps: tuple[str, ...],
    file: Path | None,
    retire: bool,
    seconds: int,
    **options: Any,
) -> None:
    """Bid for LOTS at PRICE per lot at most, or with steps; the vault pays, and what is not needed comes back."""
    if (lots is None or price is None) == (not steps) or (steps and lots is not None):
        raise InputError("give LOTS and PRICE, or one or more --step LOTS@PRICE")
    if retire and file is None:
        raise InputError("goes with --sign only", field="--retire", mend="the wallet retires afterwards: abate retire")
    session = Session.of(options)
    if file is not None:
        _sign(session, steps or (f"{lots}@{price}",), file, retire, seconds)
    elif steps:
        _place(session, steps)
    else:
        _bid(session, str(lots), str(price))


def steps_from(texts: tuple[str, ...], decimals: int) -> list[tuple[int, int]]:
    """Lots and limit price, in currency base units, of texts like ``12@0.05``.

    Raises:
        InputError: a text is written otherwise.
    """
    found = []
    for text in texts:
        lots, at, price = text.partition("@")
        if not at:
            raise InputError(f"{text!r} is no step", field="--step", mend="write it as 12@0.05")
        found.append((int(lots_from(lots, "--step")), int(currency_from(price, decimals, "--step"))))
    return found


def deadline_in(session: Session, seconds: int) -> int:
    """So many seconds from now; a local chain's clock may be years away from ours."""
    return deadline_after(session.chain, seconds)


def _sign(session: Session, steps: tuple[str, ...], file: Path, retire: bool, seconds: int) -> None:
    wallet, auction = session.wallet, session.contracts.auction
    curve = steps_from(steps, wallet.decimals)
    order = order_for(auction, wallet.address, curve, retire, deadline_in(session, seconds))
    data = order.typed_data(session.chain.chain_id, auction.address)
    SignedOrder(data, wallet.sender.signer.sign_typed_data(data)).write(file)
    facts = {"account": wallet.address, "round": order.round, "nonce": order.nonce, "deadline": order.deadline}
    rows = {name: str(value) for name, value in facts.items()}
    session.show("Signed, not sent", {**rows, "written": str(file)}, {**facts, "file": str(file)})


def _place(session: Session, steps: tuple[str, ...]) -> None:
    wallet = session.wallet
    done = place_curve(wallet, steps_from(steps, wallet.decimals))
    machine = {
        "account": wallet.address,
        "round": done.round,
        "steps": [{"tick": tick, "lots": lots} for tick, lots in done.steps],
        "currency": wallet.symbol,
        "escrow": amount_text(done.escrow, wallet.decimals),
        "transaction": done.transaction,
    }
    rows = {
        "account": wallet.address,
        "round": str(done.round),
        "steps": ", ".join(f"{lots} lots at tick {tick}" for tick, lots in done.steps),
        "drawn from the vault": wallet.money(done.escrow),
        "transaction": done.transaction,
    }
    session.show("Curve placed", rows, machine)


def _bid(session: Session, lots: str, price: str) -> None:
    wallet = session.wallet
    done = market.bid(wallet, lots_from(lots), currency_from(price, wallet.decimals, "PRICE"))
    rows = {
        "account": wallet.address,
        "round": str(done.round),
        "lots": str(done.lots),
        "at most, per lot": f"{wallet.money(done.price)} (tick {done.tick})",
        "drawn from the vault": wallet.money(done.escrow),
        "transaction": done.transaction,
    }
    machine = {
        "account": wallet.address,
        "round": done.round,
        "lots": done.lots,
        "tick": done.tick,
        "currency": wallet.symbol,
        "price": amount_text(done.price, wallet.decimals),
        "escrow": amount_text(done.escrow, wallet.decimals),
        "transaction": done.transaction,
    }
    session.show("Bid placed", rows, machine)
