"""What was sent: a database that is written before a transaction leaves, so that nothing is ever sent twice.

Each step keeps its signed transactions: the first, and those that took its place at a higher fee under the same nonce,
of which one at most can land. After a crash the sender repeats them instead of making a new one.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from abate.chain.connection import Chain
from abate.chain.signer import Signed
from abate.errors import InputError

TABLES: Final = """
CREATE TABLE IF NOT EXISTS chain (chain_id INTEGER NOT NULL, block INTEGER NOT NULL, block_hash TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sent (
    place INTEGER PRIMARY KEY, step TEXT NOT NULL, hash BLOB NOT NULL, raw BLOB NOT NULL, terms TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS sent_step ON sent (step);
"""


@dataclass(frozen=True)
class Attempt:
    """A transaction of a step.

    Attributes:
        signed: what is sent.
        terms: its nonce, gas and fees, by their names in a transaction; whole numbers.
    """

    signed: Signed
    terms: dict[str, int]


@dataclass
class Journal:
    """Steps already sent, and the chain they are for.

    Attributes:
        path: the file; made with its folder at the first entry, removed with the last.
        chain: the chain that the steps are for.
    """

    path: Path
    chain: Chain = field(repr=False)

    def __post_init__(self) -> None:
        """Look at what an earlier run left.

        A local chain that was started anew has forgotten everything: its old journal is dropped.

        Raises:
            InputError: the file is another chain's, or no journal.
        """
        if not self.path.exists():
            return
        with self._opened() as database:
            head = database.execute("SELECT chain_id, block, block_hash FROM chain").fetchone()
        if head is None:
            # a crash came before the first entry: nothing was sent
            self.finish()
        elif head[0] != self.chain.chain_id:
            raise InputError(
                f"this journal is of chain {head[0]}, the node is on {self.chain.chain_id}",
                file=self.path,
                mend="use the node it was written with",
            )
        elif not self._is_this_chain(head[1], head[2]):
            self.finish()

    def find(self, step: str) -> Signed | None:
        """The newest transaction that was sent, or about to be sent, for this step."""
        attempts = self.attempts(step)
        return attempts[-1].signed if attempts else None

    def attempts(self, step: str) -> list[Attempt]:
        """All transactions of this step, the newest last; they share one nonce."""
        if not self.path.exists():
            return []
        with self._opened() as database:
            rows = database.execute("SELECT raw, hash, terms FROM sent WHERE step = ? ORDER BY place", (step,))
            return [Attempt(Signed(raw, digest), json.loads(terms)) for raw, digest, terms in rows]

    def steps(self) -> dict[str, list[Attempt]]:
        """Every step that is noted, with its transactions, in the order of noting."""
        if not self.path.exists():
            return {}
        with self._opened() as database:
            names = database.execute("SELECT step FROM sent GROUP BY step ORDER BY min(place)").fetchall()
        return {name: self.attempts(name) for (name,) in names}

    def write(self, step: str, attempt: Attempt) -> None:
        """Note a transaction, safely on disk when this returns; call it before sending."""
        block = None if self.path.exists() else self.chain.block()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._opened() as database:
            if block is not None:
                head = (self.chain.chain_id, block["number"], block["hash"].hex())
                database.execute("INSERT INTO chain VALUES (?, ?, ?)", head)
            database.execute(
                "INSERT INTO sent (step, hash, raw, terms) VALUES (?, ?, ?, ?)",
                (step, attempt.signed.hash, attempt.signed.raw, json.dumps(attempt.terms)),
            )

    def forget(self, step: str) -> None:
        """Strike a step that is over: landed and reported, landed and failed, or unable to land ever."""
        if not self.path.exists():
            return
        with self._opened() as database:
            database.execute("DELETE FROM sent WHERE step = ?", (step,))
            left = database.execute("SELECT count(*) FROM sent").fetchone()[0]
        if not left:
            self.finish()

    def finish(self) -> None:
        """Remove the file: everything landed and is recorded elsewhere."""
        for end in ("", "-journal"):
            self.path.with_name(self.path.name + end).unlink(missing_ok=True)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The database for one transaction of its own, on disk when the block ends."""
        database = sqlite3.connect(self.path)
        try:
            database.execute("PRAGMA synchronous = EXTRA")
            database.executescript(TABLES)
            with database:
                yield database
        except sqlite3.DatabaseError as problem:
            raise InputError(f"is no journal that can be used ({problem})", file=self.path) from None
        finally:
            database.close()

    def _is_this_chain(self, number: int, block_hash: str) -> bool:
        if not self.chain.is_local:
            return True
        if self.chain.block()["number"] < number:
            return False
        return bool(self.chain.block(number)["hash"].hex() == block_hash)


def terms_of(transaction: Any) -> dict[str, int]:
    """What an attempt keeps of its transaction."""
    names = ("nonce", "gas", "gasPrice", "maxFeePerGas", "maxPriorityFeePerGas")
    return {name: int(transaction[name]) for name in names if name in transaction}
