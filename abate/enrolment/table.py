"""Many people at once, from a CSV file with the columns person and account."""

from __future__ import annotations

import csv
from pathlib import Path

from abate.enrolment.accounts import checked_account
from abate.errors import InputError

COLUMNS = {"person", "account"}


def read_people(file: Path) -> tuple[list[str], list[str]]:
    """Persons and accounts, row by row.

    Raises:
        InputError: the file cannot be read, a column is missing or unknown, or a row holds a bad value (row named).
    """
    try:
        with file.open(newline="", encoding="utf-8-sig") as stream:
            reader = csv.DictReader(stream)
            given = set(reader.fieldnames or ())
            if given != COLUMNS:
                raise InputError(
                    f"the columns are {sorted(given)}, not {sorted(COLUMNS)}", file=file, row=1, mend="name just these"
                )
            rows = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError(f"cannot be read: {problem}", file=file) from None
    persons, accounts = [], []
    for line, row in rows:
        person, account = row["person"], row["account"]
        if None in row or person is None or account is None or not person.strip():
            raise InputError("a row needs one person and one account", file=file, row=line)
        try:
            accounts.append(checked_account(account))
        except InputError as problem:
            raise InputError(problem.what, file=file, row=line, field="account", mend=problem.mend) from None
        persons.append(person)
    return persons, accounts
