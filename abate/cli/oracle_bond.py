"""``abate oracle join``, ``leave``, ``withdraw-bond``: an operator's own bond."""

from __future__ import annotations

from typing import Any

import click

from abate.chain.times import moment
from abate.cli.oracle_place import OPERATOR, Place, options
from abate.cli.session import FILE, wallet_options
from abate.runs import bond

PLACE = [click.argument("programme", type=FILE), OPERATOR[-1]]


@click.command()
@options(PLACE)
@wallet_options
def join(**given: Any) -> None:
    """Pay what your bond lacks, and enter the operators in force once the owner has admitted you.

    Topping up after a slice was lost is the same. --operators are those in force now.
    """
    place = Place.of(given)
    wallet = place.session.wallet
    joined = bond.join(wallet, place.operator_set.operators)
    rows = {
        "operator": wallet.address,
        "paid": str(joined.paid),
        "bond": str(joined.bond),
        "in force": "yes" if joined.in_force else "not yet: not admitted by the owner, leaving, or suspended",
    }
    place.session.show("Bond, in base units of its currency", rows, rows)


@click.command()
@options(PLACE)
@wallet_options
def leave(**given: Any) -> None:
    """Leave the operators in force at once; your bond is free after unbonding. --operators are those in force now."""
    place = Place.of(given)
    wallet, registry = place.session.wallet, place.session.contracts.registry
    call = registry.leave(list(place.operator_set.operators))
    wallet.do(call)
    rows = {
        "operator": wallet.address,
        "bond free from": moment(registry.operator_of(wallet.address).unbonded_at),
    }
    place.session.show("Left", rows, rows)


@click.command("withdraw-bond")
@options(PLACE[:1])
@wallet_options
def withdraw_bond(**given: Any) -> None:
    """Take your bond back after unbonding."""
    place = Place.of(given)
    wallet, registry = place.session.wallet, place.session.contracts.registry
    held = registry.operator_of(wallet.address).bond
    wallet.do(registry.withdraw_bond())
    rows = {"operator": wallet.address, "base units paid back": str(held)}
    place.session.show("Bond paid back", rows, rows)
