"""The index: an SQLite file with every entry of a deployment and the hashes of the blocks that they stand in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Self

from abate.deploy.record import Deployment
from abate.errors import InputError
from abate.records.declared import PLACES, SOURCES
from abate.records.entries import Entry
from abate.records.scan import Block, Placed

FORMAT: Final = "abate-history-1"
# amounts are texts: they may be wider than the 64 bits of an SQLite integer
TABLES: Final = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE blocks (number INTEGER PRIMARY KEY, hash BLOB NOT NULL, time INTEGER NOT NULL);
CREATE TABLE entries (
  block INTEGER NOT NULL REFERENCES blocks ON DELETE CASCADE,
  log_index INTEGER NOT NULL, place INTEGER NOT NULL, tx BLOB NOT NULL,
  account TEXT NOT NULL, kind TEXT NOT NULL, change TEXT NOT NULL, credits TEXT NOT NULL, money TEXT NOT NULL,
  other TEXT NOT NULL, reference TEXT NOT NULL, note TEXT NOT NULL, joins TEXT NOT NULL,
  PRIMARY KEY (block, log_index, place));
CREATE INDEX of_account ON entries (account, block, log_index, place);
"""
COLUMNS: Final = "account, kind, change, credits, money, other, reference, note, joins"


@dataclass(frozen=True)
class Stored:
    """An entry of the index, with the time of its block."""

    placed: Placed
    time: int


class Index:
    """The index of one deployment; every method is one transaction, so a killed run leaves a whole index."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self.path = connection, path

    @classmethod
    def open(cls, path: Path, deployment: Deployment) -> Self:
        """Open the index of a deployment, or begin one; one that was made with other declarations is emptied.

        Raises:
            InputError: the file is no index, is of another deployment, or cannot be written.
        """
        about = {"chain": str(deployment.chain_id), "oracle": str(deployment.address("oracle"))}
        made = repr((FORMAT, [(each.part, each.event) for each in SOURCES], sorted(PLACES.items())))
        declared = sha256(made.encode()).hexdigest()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=30)
            connection.execute("PRAGMA foreign_keys = ON")
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                    for statement in TABLES.split(";\n"):
                        connection.execute(statement)
                    connection.executemany("INSERT INTO about VALUES (?, ?)", about.items())
                found = dict(connection.execute("SELECT name, value FROM about"))
                if found.pop("declared", None) != declared:
                    connection.execute("DELETE FROM blocks")
                    connection.execute("INSERT OR REPLACE INTO about VALUES ('declared', ?)", (declared,))
        except (sqlite3.Error, OSError) as problem:
            raise InputError(f"cannot be used as an index: {problem}", file=path) from None
        if found != about:
            connection.close()
            raise InputError("is the index of another deployment", file=path, mend="name another --index")
        return cls(connection, path)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def tip(self) -> Block | None:
        """The last block that was read; None where nothing was."""
        return self._block("ORDER BY number DESC LIMIT 1")

    def blocks(self) -> int:
        """How many blocks it keeps the hash of."""
        return int(self._connection.execute("SELECT count(*) FROM blocks").fetchone()[0])

    def block_at(self, place: int) -> Block:
        """The block at a place among those it keeps, from 0 for the earliest."""
        found = self._block("ORDER BY number LIMIT 1 OFFSET ?", place)
        assert found is not None
        return found

    def _block(self, which: str, *values: int) -> Block | None:
        with closing(self._connection.execute(f"SELECT number, hash, time FROM blocks {which}", values)) as rows:  # noqa: S608
            row = rows.fetchone()
        return None if row is None else Block(*row)

    def forget_after(self, number: int) -> None:
        """Take back everything of later blocks."""
        with self._connection as connection:
            connection.execute("DELETE FROM blocks WHERE number > ?", (number,))

    def add(self, blocks: Iterable[Block], placed: Iterable[Placed], last: Block) -> None:
        """Take in a range of blocks, all of it or nothing.

        Args:
            blocks: those that entries stand in.
            placed: the entries.
            last: the end of the range.

        Raises:
            InputError: the file cannot be written, or another run took the range in meanwhile.
        """
        kept = [(each.number, each.hash, each.time) for each in {*blocks, last}]
        rows = [
            (each.block, each.log_index, each.place, each.transaction, entry.account, entry.kind, str(entry.change),
             str(entry.credits), str(entry.money), entry.other, entry.reference, entry.note, entry.joins)
            for each in placed
            for entry in (each.entry,)
        ]  # fmt: skip
        try:
            with self._connection as connection:
                connection.executemany("INSERT INTO blocks VALUES (?, ?, ?)", kept)
                connection.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        except sqlite3.Error as problem:
            raise InputError(
                f"cannot be written: {problem}", file=self.path, mend="wait for the other run that writes it"
            ) from None

    def entries_of(self, account: str) -> list[Stored]:
        """Everything of an account in the order of happening; the empty account has what concerns everybody."""
        rows = self._connection.execute(
            f"SELECT block, log_index, place, tx, time, {COLUMNS} FROM entries JOIN blocks ON number = block "  # noqa: S608
            "WHERE account = ? ORDER BY block, log_index, place",
            (account,),
        )
        return [
            Stored(
                Placed(block, log, place, tx, Entry(whose, kind, int(change), int(credits), int(money), *texts)), time
            )
            for block, log, place, tx, time, whose, kind, change, credits, money, *texts in rows
        ]
