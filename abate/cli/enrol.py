"""``abate enrol``: tie people to their accounts, in the encrypted file that the operators of a programme share."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from abate.enrolment import Enrolment, create_enrolment, load_enrolment, save_enrolment
from abate.enrolment.file import checked
from abate.enrolment.table import read_people
from abate.errors import InputError
from abate.passphrase import ENROLMENT_VARIABLE, read_passphrase

PATH = click.Path(path_type=Path, dir_okay=False)
NEW_VARIABLE = "ABATE_NEW_ENROLMENT_PASSPHRASE"
"""Name of the variable that may hold the passphrase that takes the place of the present one."""


@click.command()
@click.argument("file", type=PATH)
@click.option("--person", metavar="NAME", help="Who, as the activity data names them.")
@click.option("--account", metavar="ADDRESS", help="Their account, with checksum.")
@click.option("--csv", "csv_file", type=PATH, help="Many at once: columns person and account.")
@click.option("--list", "listing", is_flag=True, help="Show who is enrolled, without keys.")
@click.option("--remove", metavar="NAME", help="Take somebody out and destroy their key in this file.")
@click.option("--change-passphrase", is_flag=True, help="Encrypt FILE under a new passphrase.")
@click.option("--renew-keys", is_flag=True, help="Give everybody a fresh key; a copy keeps the old ones.")
@click.option(
    "--new-passphrase-file",
    type=PATH,
    help=f"First line is the new passphrase; or {NEW_VARIABLE}; else asked twice.",
)
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
    change_passphrase: bool,
    renew_keys: bool,
    new_passphrase_file: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Tie people to accounts in the encrypted FILE; makes it where it is not there yet.

    Each person gets a random key, from which the salts of their reports come. Whoever holds FILE and its passphrase can
    open everybody's reports: it belongs to the operators only.
    """
    refuse_mixture(person, account, csv_file, listing, remove, change_passphrase, renew_keys)
    people = read_people(csv_file) if csv_file else ([person], [account]) if person and account else None
    if people is None and not file.exists():
        raise InputError("there is no such enrolment", file=file)
    passphrase = read_passphrase(passphrase_file, ENROLMENT_VARIABLE, f"Passphrase of {file}", repeat=not file.exists())
    if listing:
        show(load_enrolment(file, passphrase))
    elif remove is not None:
        save_enrolment(load_enrolment(file, passphrase).without(remove), file, passphrase)
        click.echo("1 person taken out; older copies of the file still hold the key")
    elif change_passphrase:
        enrolment = load_enrolment(file, passphrase)
        prompt = f"New passphrase of {file}"
        save_enrolment(
            enrolment, file, checked(read_passphrase(new_passphrase_file, NEW_VARIABLE, prompt, repeat=True))
        )
        click.echo("encrypted under the new passphrase; older copies of the file still open with the old one")
    elif renew_keys:
        enrolment, kept = load_enrolment(file, passphrase), file.with_suffix(f".old{file.suffix}")
        create_enrolment(kept, passphrase, enrolment)
        save_enrolment(enrolment.with_fresh_keys(), file, passphrase)
        click.echo(
            f"{len(enrolment)} fresh keys; the old ones are in {kept}: destroy it once no batch of theirs is open"
        )
    else:
        assert people is not None
        # tried before a new file is made, so that bad input leaves nothing behind
        before = load_enrolment(file, passphrase) if file.exists() else Enrolment.empty()
        after = before.with_people(*people)
        if not file.exists():
            create_enrolment(file, passphrase, after)
        else:
            save_enrolment(after, file, passphrase)
        click.echo(f"{len(after) - len(before)} enrolled, {len(after)} in all")


def refuse_mixture(
    person: str | None,
    account: str | None,
    csv_file: Path | None,
    listing: bool,
    remove: str | None,
    change_passphrase: bool,
    renew_keys: bool,
) -> None:
    """One thing at a time.

    Raises:
        InputError: none or several of these were asked for, or a person without an account.
    """
    asked = [person is not None or account is not None, csv_file is not None, listing, remove is not None]
    asked += [change_passphrase, renew_keys]
    if sum(asked) != 1:
        raise InputError(
            "give one of --person with --account, --csv, --list, --remove, --change-passphrase, --renew-keys"
        )
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
