"""``abate history`` and ``abate rating``: what happened to an account, and the grade that follows from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from abate.cli.oracle_place import FOLDER
from abate.cli.session import FILE, Session, address, chain_options
from abate.errors import InputError
from abate.files import write_atomically
from abate.records import Index, update, verified
from abate.records import history as history_of
from abate.records import rating as ratings
from abate.records.batches import batches_of, issued_by_batch
from abate.records.grading import rate
from abate.records.plot import credits_plot
from abate.records.reports import opened_reports
from abate.records.scan import Block
from abate.records.shown import Money, as_json, csv_text, print_table

INDEX = click.option(
    "--index", "index_file", type=FILE, help="The index of events; by default beside the record of the deployment."
)


@contextmanager
def brought_up(session: Session, file: Path | None) -> Iterator[tuple[Index, Block]]:
    """The deployment's index, read to the chain's latest block.

    Raises:
        InputError: the file is not the deployment's index.
        ChainError: the node does not answer.
    """
    contracts = session.contracts
    index = Index.open(file or session.record.with_name(f"{session.record.stem}.history.sqlite"), contracts.deployment)
    try:
        yield index, update(index, contracts)
    finally:
        index.close()


@click.command()
@click.argument("account", metavar="ADDRESS")
@INDEX
@click.option("--csv", "as_csv", is_flag=True, help="Print the history as CSV.")
@click.option("--plot", type=FILE, metavar="FILE.svg", help="Draw the credits over time.")
@chain_options
def history(account: str, index_file: Path | None, as_csv: bool, plot: Path | None, **options: Any) -> None:
    """Show everything that happened to ADDRESS: credits issued, traded, filled in auctions and retired; money moved.

    Read from the chain's events into an index that later calls continue; its sums are compared with the contracts,
    and a difference is an error.
    """
    session = Session.of(options)
    if as_csv and session.as_json:
        raise InputError("give --csv or --json, not both")
    whose = address("ADDRESS", account)
    with brought_up(session, index_file) as (index, at):
        sums = verified(index, session.contracts, whose, at)
        lines = history_of(index, whose)
    currency = session.contracts.currency
    money = Money(currency.symbol(), currency.decimals())
    if as_csv:
        click.echo(csv_text(lines, money), nl=False)
    elif session.as_json:
        click.echo(json.dumps(as_json(whose, lines, sums, money, at.number), indent=2, ensure_ascii=False))
    else:
        print_table(lines, sums, money, at.number)
    if plot is not None:
        write_atomically(plot, credits_plot(lines, whose, at.time))
        session.say(f"credits over time drawn in {plot}")


@click.command()
@click.argument("account", metavar="ADDRESS")
@INDEX
@click.option("--reports", "folder", type=FOLDER, help="Your opened reports: files of abate oracle disclose.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the components as CSV.")
@click.option("--plot", type=FILE, metavar="FILE.svg", help="Draw the footprint against the baseline; needs --reports.")
@chain_options
def rating(
    account: str, index_file: Path | None, folder: Path | None, as_csv: bool, plot: Path | None, **options: Any
) -> None:
    """Grade ADDRESS from the chain's events, with the arithmetic; docs/rating.md explains it.

    With --reports a person adds what only they can open: each report is checked against its batch, and stays here.
    """
    session = Session.of(options)
    if as_csv and session.as_json:
        raise InputError("give --csv or --json, not both")
    if plot is not None and folder is None:
        raise InputError("a footprint is in opened reports only", field="--plot", mend="give --reports FOLDER")
    whose, contracts = address("ADDRESS", account), session.contracts
    with brought_up(session, index_file) as (index, at):
        sums = verified(index, contracts, whose, at)
        batches = batches_of(index, contracts.oracle.challenge_window())
        issued = issued_by_batch(index, whose, batches, at.time)
        kinds = [stored.placed.entry.kind for stored in index.entries_of(whose)]
        reports = opened_reports(folder, contracts.deployment, batches, whose) if folder is not None else []
    reference = contracts.auction.config().reference_baseline
    found = rate(ratings.facts_from(issued, sums.retired, reference, reports, kinds))
    if as_csv:
        click.echo(ratings.csv_text(found), nl=False)
    elif session.as_json:
        click.echo(json.dumps(ratings.as_json(whose, found, reports, at.number), indent=2))
    else:
        ratings.print_rating(whose, found)
    if plot is not None:
        write_atomically(plot, ratings.footprint_plot(reports, whose))
        session.say(f"footprint drawn in {plot}")
