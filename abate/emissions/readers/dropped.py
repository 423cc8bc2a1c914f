"""Marks rows that do not count, with the reason."""

from __future__ import annotations

from typing import Final

import polars as pl

OUTSIDE: Final = "outside the period"
UNMAPPED: Final = "no factor in the map"
UNUSABLE: Final = ("missing", "not finite", "negative", "above the maximum")
"""Reasons of rows without a value to go by."""

LOST: Final = (
    *UNUSABLE, "marked incomplete", "zero for too long", "no later reading", "below both neighbours",
    "the register falls", "a gap over the month's end",
)  # fmt: skip
"""Reasons of rows that should have counted: what they would have added is not known."""


def drop(frame: pl.DataFrame, where: pl.Expr, why: str) -> pl.DataFrame:
    """Mark the rows that are not marked yet and for which ``where`` holds."""
    return frame.with_columns(
        pl.when(pl.col("dropped").is_null() & where).then(pl.lit(why)).otherwise(pl.col("dropped")).alias("dropped")
    )


def drop_outside(frame: pl.DataFrame, where: pl.Expr) -> pl.DataFrame:
    """Mark rows of other periods; this reason goes before all others, for such rows were not asked for."""
    return frame.with_columns(pl.when(where).then(pl.lit(OUTSIDE)).otherwise(pl.col("dropped")).alias("dropped"))
