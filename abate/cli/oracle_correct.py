"""``abate oracle correct``: burn from the reserve what accounts were issued too much."""

from __future__ import annotations

from typing import Any

import click

from abate.chain.times import moment
from abate.cli.oracle_place import ENROLMENT, PROGRAMME, Place, options
from abate.cli.session import FILE, wallet_options
from abate.errors import InputError
from abate.oracle.case import Case
from abate.oracle.correct import correct as correct_all
from abate.oracle.correct import deficits
from abate.oracle.postings import Standing, postings
from abate.runs.answer import case_of
from abate.units import kg_text

KEYS = [
    click.option(
        "--enrolment", type=FILE, help="The encrypted enrolment: only where the final batch was proven wrong."
    ),
    *ENROLMENT[1:],
]


@click.command()
@options(PROGRAMME, KEYS)
@wallet_options
@click.option("--dry-run", is_flag=True, help="Show the deficits; send nothing, open no key.")
def correct(dry_run: bool, **given: Any) -> None:
    """Burn from the reserve what accounts were issued above their last figure. Anybody may pay for it.

    The reserve takes corrections once no later batch can come. Nobody's credits are taken; what the reserve cannot
    cover is published. Each account is corrected once.
    """
    place = Place.of(given)
    contracts, year = place.session.contracts, place.programme.vintage
    reserve, oracle = contracts.reserve, contracts.oracle
    faulted = faulted_case(place) if oracle.is_final_batch_faulted(year) else None
    leaves = place.vintage.final_leaves(place.exchange) if faulted is None else faulted.leaves
    if leaves is None:
        raise InputError(f"no batch of {year} is final yet", mend="see abate oracle status")
    found = deficits(place.vintage, reserve, leaves, faulted)
    settled_at = oracle.settled_at(year)
    is_settled = place.session.chain.now() >= settled_at
    rows = {
        "accounts with a deficit": str(len(found)),
        "deficits": kg_text(sum(one.size for one in found)),
        "reserve holds": kg_text(contracts.credit.balance_of(reserve.address)),
        "takes corrections from": moment(settled_at),
    }
    if not dry_run and is_settled:
        done = correct_all(place.vintage, reserve, found, place.sender)
        rows["corrected now"] = str(done.accounts)
    rows["burnt from the reserve"] = kg_text(reserve.burnt_of(year))
    rows["not covered"] = kg_text(reserve.uncovered_of(year))
    if not dry_run and not is_settled:
        rows["corrected now"] = f"nothing: run this again from {moment(settled_at)} on"
    place.session.show("Deficits", rows, rows)


def faulted_case(place: Place) -> Case:
    """The final batch that was proven wrong, with its files.

    Raises:
        InputError: no enrolment was given, without which no report opens.
    """
    if place.given["enrolment"] is None:
        raise InputError(
            "the final batch was proven wrong: only opened reports say what accounts earned", mend="give --enrolment"
        )
    contracts, final = place.session.contracts, place.vintage.oracle.final_batch(place.vintage.year)
    found = postings(place.vintage, contracts.challenges, contracts.deployment.first_block())
    (posting,) = (one for one in found if one.record == final.record and one.standing is Standing.FAULTED)
    return case_of(place.docket, posting)
