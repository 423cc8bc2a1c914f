"""``abate enrol``: tie people to their accounts, in the encrypted file that the operators of a programme share."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from abate.enrolment import Enrolment, create_enrolment, load_enrolment, save_enrolment
from abate.enrolment.table import read_people
from abate.errors import InputError
from abate.passphrase import ENROLMENT_VARIABLE, read_passphrase

PATH = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=PATH)
@click.option("--person", metavar="NAME", help="Who, as the activity data names them.")
@click.option("--account", metavar="ADDRESS", help="Their account, with checksum.")
@click.option("--csv", "csv_file", type=PATH, help="Many at once: columns person and account.")
@click.option("--list", "listing", is_flag=True, help="Show who is enrolled, without keys.")
@click.option("--remove", metavar="NAME", help="Take somebody out and destroy their key in this file.")
@click.option(
    "--passphrase-file", type=PATH, help=f"First line is the file's passphrase; or {ENROLMENT_VARIABLE}; else asked."
)
def enrol(
    file: Path,
    person: str | None,
    account: str | None,
    csv_file: Path | None,
    listing: bool,
    remove: str | None,
    passphrase_file: Path | None,
) -> None:
    """Tie people to accounts in the encrypted FILE; makes it where it is not there yet.

    Each person gets a random key, from which the salts of their reports come. Whoever holds FILE and its passphrase can
    open everybody's reports: it belongs to the operators only.
    """
    refuse_mixture(person, account, csv_file, listing, remove)
    people = read_people(csv_file) if csv_file else ([person], [account]) if person and account else None
    if people is None and not file.exists():
        raise InputError("there is no such enrolment", file=file)
    passphrase = read_passphrase(passphrase_file, ENROLMENT_VARIABLE, f"Passphrase of {file}", repeat=not file.exists())
    if listing:
        show(load_enrolment(file, passphrase))
    elif remove is not None:
        save_enrolment(load_enrolment(file, passphrase).without(remove), file, passphrase)
        click.echo("1 person taken out; older copies of the file still hold the key")
    elif people is not None:
        # tried before a new file is made, so that bad input leaves nothing behind
        before = load_enrolment(file, passphrase) if file.exists() else Enrolment.empty()
        after = before.with_people(*people)
        if not file.exists():
            create_enrolment(file, passphrase, after)
        else:
            save_enrolment(after, file, passphrase)
        click.echo(f"{len(after) - len(before)} enrolled, {len(after)} in all")


def refuse_mixture(
    person: str | None, account: str | None, csv_file: Path | None, listing: bool, remove: str | None
) -> None:
    """One thing at a time.

    Raises:
        InputError: none or several of the four were asked for, or a person without an account.
    """
    asked = [person is not None or account is not None, csv_file is not None, listing, remove is not None]
    if sum(asked) != 1:
        raise InputError("give one of --person with --account, --csv, --list, --remove")
    if asked[0] and not (person and account):
        raise InputError("--person and --account go together")


def show(enrolment: Enrolment) -> None:
    """Print who is enrolled."""
    table = Table(title=f"{len(enrolment)} enrolled", title_justify="left", box=None)
    table.add_column("Person")
    table.add_column("Account")
    for person, account in enrolment.people.select("person", "account").sort("person").iter_rows():
        table.add_row(person, account)
    Console(soft_wrap=True, highlight=False).print(table)
