"""The exceptions of Abate. All derive from AbateError, so a caller can catch one.

AbateError             anything Abate itself reports; the command line exits with its ``exit_code``
├── InputError         a file, option or value that the user can mend (exit code 2)
├── ChainError         the chain or the node refused, or does not hold what it should (exit code 1)
└── IntegrityError     figures that must agree do not: nothing is signed, sent or reported as done (exit code 1)
"""

from __future__ import annotations

from pathlib import Path


class AbateError(Exception):
    """Base of all exceptions that Abate raises on purpose; its text is one clear line."""

    exit_code = 1


class InputError(AbateError):
    """Something the user gave is wrong: says what, where and how to mend it, in one line.

    Args:
        what: what is wrong, with the offending value.
        file: the file it stands in.
        row: the line number in that file, counted from 1 with the header as line 1.
        field: the column or the dotted key.
        mend: what to do about it.
    """

    exit_code = 2

    def __init__(
        self,
        what: str,
        *,
        file: Path | str | None = None,
        row: int | None = None,
        field: str | None = None,
        mend: str | None = None,
    ) -> None:
        self.what, self.file, self.row, self.field, self.mend = what, file, row, field, mend
        place = [str(file)] if file is not None else []
        if row is not None:
            place.append(f"line {row}")
        if field is not None:
            place.append(field)
        text = ": ".join([*place, what])
        super().__init__(f"{text}; {mend}" if mend else text)


class ChainError(AbateError):
    """The node or a contract refused, timed out, or holds something else than expected."""


class IntegrityError(AbateError):
    """Two figures that must be equal are not."""
