"""The enrolment in memory: person -> account and key. One account per person, one person per account."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from abate.enrolment.accounts import checked_accounts
from abate.errors import InputError

KEY = 32
SCHEMA = {"person": pl.String, "account": pl.String, "key": pl.Binary}


@dataclass(frozen=True)
class Enrolment:
    """Everybody who takes part, and the secret that hides their sources.

    Attributes:
        people: columns person, account (with checksum) and key (32 random bytes), sorted by account as a number.
        source_secret: 32 random bytes that the operators share; nullifiers of sources are keyed by it.
    """

    people: pl.DataFrame
    source_secret: bytes

    @classmethod
    def empty(cls) -> Enrolment:
        """Nobody yet, and a fresh secret."""
        return cls(pl.DataFrame(schema=SCHEMA), secrets.token_bytes(KEY))

    def __len__(self) -> int:
        return self.people.height

    def with_people(self, persons: Sequence[str], accounts: Sequence[str]) -> Enrolment:
        """Enrol people, each with a fresh key; all of them or none.

        Args:
            persons: names as the activity data has them.
            accounts: addresses with checksum.

        Raises:
            InputError: an empty name, a bad address, or a person or an account that is enrolled already or given twice.
        """
        for index, person in enumerate(persons):
            if not person.strip():
                raise InputError("a person needs a name", row=index + 1, field="person")
        checked_accounts(accounts)
        added = pl.DataFrame(
            {
                "person": list(persons),
                "account": list(accounts),
                "key": [secrets.token_bytes(KEY) for _ in persons],
            },
            schema=SCHEMA,
        )
        together = pl.concat([self.people, added])
        refuse_twice(together, "person", "account")
        refuse_twice(together, "account", "person")
        order = together["account"].str.to_lowercase().arg_sort()
        return replace(self, people=together[order])

    def without(self, person: str) -> Enrolment:
        """Take a person out and destroy the key, in this enrolment; older copies of the file still hold it.

        Raises:
            InputError: nobody of that name is enrolled.
        """
        left = self.people.filter(pl.col("person") != person)
        if left.height == self.people.height:
            raise InputError(f"nobody called {person!r} is enrolled")
        return replace(self, people=left)

    def with_fresh_keys(self) -> Enrolment:
        """The same people with new keys. Reports of earlier batches open with the old ones only.

        The sources' secret stays: a source would otherwise look like another one and could earn twice in a vintage.
        """
        fresh = pl.Series("key", [secrets.token_bytes(KEY) for _ in range(len(self))], dtype=pl.Binary)
        return replace(self, people=self.people.with_columns(fresh))

    def account_of(self, person: str) -> str:
        """The person's account.

        Raises:
            InputError: nobody of that name is enrolled.
        """
        found = self.people.filter(pl.col("person") == person)
        if not found.height:
            raise InputError(f"nobody called {person!r} is enrolled", mend="enrol them: abate enrol FILE --person ...")
        account: str = found["account"][0]
        return account

    def accounts(self) -> Mapping[str, str]:
        """Person to account."""
        return dict(zip(self.people["person"], self.people["account"], strict=True))

    def account_rows(self) -> NDArray[np.uint8]:
        """All accounts as bytes in ascending order, shape (people, 20)."""
        packed = bytes.fromhex("".join(self.people["account"].str.slice(2).to_list()))
        return np.frombuffer(packed, dtype=np.uint8).reshape(len(self), 20)

    def key_rows(self) -> NDArray[np.uint8]:
        """All keys in the order of the accounts, shape (people, 32)."""
        return np.frombuffer(b"".join(self.people["key"].to_list()), dtype=np.uint8).reshape(len(self), KEY)


def refuse_twice(people: pl.DataFrame, column: str, other: str) -> None:
    """Each value of the column stands once.

    Raises:
        InputError: names the first value that stands twice, and what it is tied to.
    """
    twice = people.filter(pl.col(column).is_duplicated())
    if twice.height:
        value = twice[column][0]
        first, second = twice.filter(pl.col(column) == value)[other].to_list()[:2]
        tied = f"{first} already" if first == second else f"{first} and cannot be tied to {second} too"
        raise InputError(f"{column} {value} is tied to {tied}", field=column)
