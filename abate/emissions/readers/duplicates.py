"""Rows that say the same thing twice."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import polars as pl

from abate.emissions.manifest import Source
from abate.emissions.readers.dropped import drop
from abate.errors import InputError

ORDER: Final = {
    "first": ("row", False),
    "last": ("row", True),
    "largest": ("value", True),
    "smallest": ("value", False),
}


def drop_duplicates(frame: pl.DataFrame, keys: list[str], source: Source, path: Path) -> pl.DataFrame:
    """Keep one of the rows with equal ``keys``.

    Rows whose values agree are one reading: the first stays. Where they disagree the manifest's ``duplicates`` says
    which stays.

    Raises:
        InputError: they disagree and the manifest does not say.
    """
    counted = pl.col("dropped").is_null()
    twice = frame.filter(counted).filter(pl.struct(keys).is_duplicated())
    if not len(twice):
        return frame
    if source.duplicates is None:
        clash = twice.group_by(keys, maintain_order=True).agg(pl.col("row", "value")).filter(
            pl.col("value").list.n_unique() > 1
        )  # fmt: skip
        if len(clash):
            rows, values = clash["row"][0], clash["value"][0]
            other = next(index for index in range(1, len(values)) if values[index] != values[0])
            raise InputError(
                f"{values[other]} contradicts {values[0]} of line {rows[0]}, which is of the same time",
                file=path, row=rows[other], field=source.value,
                mend="say which to keep: duplicates = " + '"first", "last", "largest" or "smallest"'
                + (', or "all" where each row is an event of its own' if source.kind == "total" else ""),
            )  # fmt: skip
    # sorted so that the row to keep comes first
    by, downwards = ORDER[source.duplicates or "first"]
    kept = twice.sort(by, descending=downwards, maintain_order=True).unique(keys, keep="first", maintain_order=True)[
        "row"
    ]
    extra = pl.col("row").is_in(twice["row"].implode()) & ~pl.col("row").is_in(kept.implode())
    return drop(frame, extra, "duplicate")
