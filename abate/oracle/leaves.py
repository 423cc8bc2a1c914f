"""The leaves of a batch: every account's credits to date, report hash and high-water mark."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
import polars as pl

from abate.errors import IntegrityError
from abate.merkle import MerkleTree
from abate.oracle.observation import ascending
from abate.oracle.words import ADDRESS, WORD, Bytes, Column, list_of, rows_of

SCHEMA: dict[str, Any] = {
    "account": pl.Binary,
    "credits": pl.UInt64,
    "report_hash": pl.Binary,
    "mark": pl.UInt64,
    "since": pl.UInt32,
    "nullifiers": pl.List(pl.Binary),
}


@dataclass(frozen=True)
class Leaves:
    """One row per account, in ascending order of the accounts.

    Attributes:
        accounts: shape (accounts, 20).
        credits: base units to date, the reserve's share taken off.
        report_hashes: shape (accounts, 32).
        marks: the highest gross figure the account has had in a final batch of the vintage, this one included.
        since: number of the batch that the report is of; smaller than this batch's for accounts that left.
        nullifiers: of the report's sources, one list per account, ascending.
    """

    accounts: Bytes
    credits: Column
    report_hashes: Bytes
    marks: Column
    since: Column
    nullifiers: list[list[bytes]]

    def __len__(self) -> int:
        return len(self.accounts)

    @cached_property
    def tree(self) -> MerkleTree:
        """The tree over the leaves."""
        return MerkleTree.of(self.accounts, self.credits, self.report_hashes)

    @property
    def authorised_total(self) -> int:
        """Sum of the marks, base units."""
        return sum(self.marks.tolist())

    def rows(self) -> dict[bytes, int]:
        """Account to row."""
        return {account: row for row, account in enumerate(list_of(self.accounts))}

    def to_parquet(self) -> bytes:
        """The table as a file."""
        columns = {
            "account": list_of(self.accounts),
            "credits": self.credits,
            "report_hash": list_of(self.report_hashes),
            "mark": self.marks,
            "since": self.since.astype(np.uint32),
            "nullifiers": lists_column(self.nullifiers),
        }
        content = io.BytesIO()
        pl.DataFrame(columns, schema=SCHEMA).write_parquet(content, compression="uncompressed")
        return content.getvalue()

    @classmethod
    def from_parquet(cls, content: bytes, *, ordered: bool = True) -> Leaves:
        """The reverse of ``to_parquet``.

        Args:
            content: the file.
            ordered: refuse accounts out of order; only who looks for another's mistakes wants to see those.

        Raises:
            IntegrityError: not such a table, or accounts out of order.
        """
        try:
            table = pl.read_parquet(io.BytesIO(content))
            if dict(table.schema) != SCHEMA or any(table[name].null_count() for name in SCHEMA):
                raise ValueError("its columns are others")
            leaves = cls(
                accounts=rows_of(table["account"].to_list(), ADDRESS),
                credits=cast("Column", table["credits"].to_numpy()),
                report_hashes=rows_of(table["report_hash"].to_list(), WORD),
                marks=cast("Column", table["mark"].to_numpy()),
                since=cast("Column", table["since"].cast(pl.UInt64).to_numpy()),
                nullifiers=table["nullifiers"].to_list(),
            )
        except (pl.exceptions.PolarsError, ValueError) as problem:
            raise IntegrityError(f"the table of leaves cannot be read: {problem}") from None
        if ordered and not ascending(leaves.accounts):
            raise IntegrityError("the accounts of the leaves are not in strictly ascending order")
        return leaves


def lists_column(lists: list[list[bytes]]) -> pl.Series:
    """Lists of byte strings as one column."""
    counts = np.array([len(one) for one in lists], dtype=np.int64)
    flat = pl.DataFrame(
        {
            "row": np.repeat(np.arange(len(lists), dtype=np.int64), counts),
            "item": pl.Series([item for one in lists for item in one], dtype=pl.Binary),
        }
    )
    grouped = flat.group_by("row", maintain_order=True).agg("item")
    rows = pl.DataFrame({"row": np.arange(len(lists), dtype=np.int64)})
    joined = rows.join(grouped, on="row", how="left", maintain_order="left")["item"]
    return joined.fill_null(pl.Series([[]], dtype=pl.List(pl.Binary)))


def with_carried(own: Leaves, previous: Leaves | None) -> Leaves:
    """Add the accounts of the last final batch that are no longer enrolled, with their old leaf and mark.

    Also raises the marks of the others to what they once had.
    """
    if previous is None:
        return own
    here, before = own.rows(), previous.rows()
    shared = [(here[account], row) for account, row in before.items() if account in here]
    marks = own.marks.copy()
    if shared:
        mine, old = (np.array(rows) for rows in zip(*shared, strict=True))
        marks[mine] = np.maximum(marks[mine], previous.marks[old])
    left = np.array([row for account, row in before.items() if account not in here], dtype=np.int64)
    accounts = np.concatenate([own.accounts, previous.accounts[left]])
    order = np.array(sorted(range(len(accounts)), key=list_of(accounts).__getitem__), dtype=np.int64)
    nullifiers = [*own.nullifiers, *(previous.nullifiers[row] for row in left)]
    return Leaves(
        accounts=accounts[order],
        credits=np.concatenate([own.credits, previous.credits[left]])[order],
        report_hashes=np.concatenate([own.report_hashes, previous.report_hashes[left]])[order],
        marks=np.concatenate([marks, previous.marks[left]])[order],
        since=np.concatenate([own.since, previous.since[left]])[order],
        nullifiers=[nullifiers[row] for row in order],
    )


def carried_nullifiers(previous: Leaves | None, enrolled: Bytes) -> set[bytes]:
    """Sources of accounts that the last final batch has and that are no longer enrolled."""
    if previous is None:
        return set()
    here = set(list_of(enrolled))
    together = zip(list_of(previous.accounts), previous.nullifiers, strict=True)
    return {nullifier for account, used in together if account not in here for nullifier in used}
