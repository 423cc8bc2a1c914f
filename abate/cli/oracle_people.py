"""``abate oracle disclose`` and ``forget``: what an operator owes to one person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.console import Console

from abate.chain.oracle import StoredBatch
from abate.chain.times import moment
from abate.cli.oracle_place import ENROLMENT, EXCHANGE, FOLDER, Place, options
from abate.cli.session import FILE, wallet_options
from abate.enrolment import save_enrolment
from abate.errors import InputError, IntegrityError
from abate.exchange.mirror import is_served
from abate.files import PRIVATE, json_text, read_json, write_atomically
from abate.oracle.disclosure import disclose as opened
from abate.oracle.disclosure import read_disclosure
from abate.oracle.erasure import Erasure, begin, finish, read_receipt, unfinished
from abate.oracle.folder import BatchFolder
from abate.oracle.onchain import Vintage
from abate.runs.shown import facts
from abate.units import kg_text

PLACE = [
    click.argument("programme", type=FILE, required=False),
    EXCHANGE,
    click.option("--person", metavar="NAME", help="Who, as the enrolment names them."),
]


@click.command()
@options(PLACE, [click.option("--enrolment", type=FILE, help="The encrypted enrolment."), *ENROLMENT[1:2]])
@wallet_options
@click.option("--output", type=FILE, help="Where the person's report is written; give it to nobody else.")
@click.option("--check", type=FILE, help="Check a report that was handed out, instead.")
@click.option("--root", metavar="HASH", help="Check it against this root of a batch, without asking a node.")
def disclose(check: Path | None, root: str | None, output: Path | None, **given: Any) -> None:
    """Hand one person their opened report: what was seen, what was credited, and the proof that it is in the batch.

    With --check, anybody verifies such a report: against the batch on chain, or against a --root.
    """
    if check is not None:
        check_report(check, root, given)
        return
    needed(output=output, **{name: given[name] for name in ("programme", "exchange", "person", "enrolment")})
    place = Place.of(given)
    stored = on_chain(place.vintage, None)
    folder = BatchFolder.numbered(place.exchange, place.programme.vintage, stored.sequence)
    document = opened(folder, place.vintage.deployment, place.enrolment, given["person"])
    read_disclosure(document, stored.root)
    assert output is not None
    write_atomically(output, json_text(document), PRIVATE)
    rows = {"batch": f"{stored.sequence} of {place.programme.vintage}", "report": str(output)}
    place.session.show("Disclosed to one person", rows, rows)


def check_report(file: Path, root: str | None, given: dict[str, Any]) -> None:
    """Verify a report and show what it says."""
    document = read_json(file)
    if root is not None:
        try:
            expected = bytes.fromhex(root.removeprefix("0x"))
        except ValueError:
            raise InputError(f"{root!r} is not a hash", field="--root") from None
    else:
        expected = root_on_chain(document, Place.of(given))
    found = read_disclosure(document, expected)
    numbers = document["numbers"]
    rows = {
        "account": found.account,
        "batch": f"{found.sequence} of {found.vintage}",
        "oracle": f"{found.deployment.oracle} on chain {found.deployment.chain_id}",
        "baseline": f"{kg_text(int(numbers['baseline']))} kg",
        "emissions": f"{kg_text(int(numbers['emissions']))} kg",
        "periods": str(numbers["periods"]),
        "credits": kg_text(found.credits),
        "observed by": str(len(numbers["observations"])),
        "root": f"0x{expected.hex()}",
    }
    if given["as_json"]:
        click.echo(json_text(rows), nl=False)
    else:
        facts(Console(), "This report is part of the batch", rows)


def root_on_chain(document: dict[str, Any], place: Place) -> bytes:
    """The root of the batch that a report names, as this deployment's oracle has it.

    Raises:
        IntegrityError: the report is of another deployment, or names no batch.
    """
    oracle = place.session.contracts.oracle
    here = (oracle.chain.chain_id, oracle.address)
    named = (document.get("chainId"), document.get("oracle"))
    if named != here:
        raise IntegrityError(f"this report is for {named[1]} on chain {named[0]}, not for {here[1]} on chain {here[0]}")
    try:
        year, sequence = int(document["vintage"]), int(document["sequence"])
    except (KeyError, TypeError, ValueError):
        raise IntegrityError("this report names no batch") from None
    return on_chain(Vintage(oracle, year), sequence).root


def on_chain(vintage: Vintage, sequence: int | None) -> StoredBatch:
    """The batch of this number, or the newest: in its window, or else final.

    Raises:
        InputError: the chain does not keep that batch any more, or has none.
    """
    for stored in (vintage.oracle.pending_batch(vintage.year)[0], vintage.oracle.final_batch(vintage.year)):
        if stored.sequence and sequence in (None, stored.sequence):
            return stored
    if sequence is None:
        raise InputError(f"there is no batch of {vintage.year} yet")
    raise InputError(
        f"the oracle keeps no batch {sequence} of {vintage.year} any more",
        mend="give the --root that it was posted with",
    )


@click.command()
@options(PLACE, [click.option("--enrolment", type=FILE, help="The encrypted enrolment."), *ENROLMENT[1:]])
@wallet_options
@click.option("--receipts", type=FOLDER, default=Path("receipts"), show_default=True, help="Where receipts are put.")
@click.option("--check", type=FILE, help="Check a receipt, instead.")
def forget(check: Path | None, receipts: Path, **given: Any) -> None:
    """Erase one person: destroy their key and their sealed rows, and sign a receipt.

    Only while no batch is under way or in its challenge window. Without --person, finishes what a run that was killed
    had begun. Copies of the enrolment elsewhere, backups too, are for whoever made them to destroy.
    """
    if check is not None:
        operator, told, deployment = read_receipt(check)
        click.echo(
            f"{operator} forgot {told.account} at {told.forgottenAt}, after batch {told.sequence} of {told.vintage} "
            f"of {deployment.oracle} on chain {deployment.chain_id}"
        )
        return
    needed(**{name: given[name] for name in ("programme", "exchange", "enrolment")})
    if is_served(given["exchange"]):
        raise InputError(
            "rows are erased in the folder itself, not through its server",
            field="--exchange",
            mend="whoever keeps the folder runs this there first, then each operator on its own copy below --state",
        )
    place = Place.of(given)
    desk, deployment, enrolment = place.desk, place.vintage.deployment, place.enrolment
    files = [
        finish(desk.state, receipts, one, deployment, desk.key, enrolment) for one in unfinished(desk.state, enrolment)
    ]
    if given["person"] is not None:
        refuse_open(place)
        account, sequence = (
            enrolment.account_of(given["person"]),
            place.vintage.oracle.last_sequence(place.vintage.year),
        )
        intent = Erasure(account, place.vintage.year, sequence, place.session.chain.now(), 0)
        erased = begin(desk.state, place.exchange, intent)
        left = enrolment.without(given["person"])
        save_enrolment(left, given["enrolment"], place.enrolment_passphrase)
        files.append(finish(desk.state, receipts, erased, deployment, desk.key, left))
    elif not files:
        raise InputError("nothing was left unfinished", mend="name a --person")
    rows = {"people": str(len(files)), "receipts": ", ".join(map(str, files))}
    place.session.show("Forgotten", rows, rows)


def refuse_open(place: Place) -> None:
    """Nobody is forgotten while a key may still be needed: to answer a challenge, or to finish a batch.

    Raises:
        InputError: names the batch.
    """
    oracle = place.vintage.oracle
    for folder in sorted(place.exchange.glob("[0-9]*-[0-9]*")):
        year, sequence = map(int, folder.name.split("-"))
        pending, final_at = oracle.pending_batch(year)
        if pending.sequence:
            raise InputError(
                f"batch {pending.sequence} of {year} is in its challenge window", mend=f"wait until {moment(final_at)}"
            )
        if sequence > oracle.last_sequence(year):
            raise InputError(f"batch {sequence} of {year} is under way", mend="finish it first, then forget")


def needed(**values: object) -> None:
    """Options that this way of the command cannot do without.

    Raises:
        InputError: names those that are missing.
    """
    missing = [name if name == "programme" else f"--{name}" for name, value in values.items() if value is None]
    if missing:
        raise InputError(f"not given: {', '.join(missing)}")
