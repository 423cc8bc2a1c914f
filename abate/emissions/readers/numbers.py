"""Turns a text column into exact decimals, and marks the numbers that cannot be true."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

import polars as pl

from abate.emissions.manifest import Source
from abate.emissions.readers.dropped import drop
from abate.emissions.readers.files import given
from abate.errors import InputError

MOST_DECIMALS: Final = 18
"""A number with more decimals than this is refused: its last digits would crowd out the first of a sum."""

MOST_DIGITS: Final = 12
"""A number with more digits before the point is refused: nobody uses 10^12 of anything."""

_PLAIN: Final = r"^[+-]?(\d+\.?\d*|\.\d+)$"
_NOT_FINITE: Final = r"^[+-]?(nan|inf|infinity)$"


def with_values(frame: pl.DataFrame, source: Source, path: Path) -> pl.DataFrame:
    """Add ``value``; mark rows without a value, and impossible ones: not finite, negative, above ``maximum``.

    Raises:
        InputError: a text is no number and not declared as missing; file, row and column are named.
    """
    text = pl.col(given(source.value)).str.strip_chars()
    if source.decimal == ",":
        text = text.str.replace(",", ".", literal=True)
    frame = frame.with_columns(text.alias("_text"))
    frame = drop(frame, pl.col("_text").is_in(["", *source.missing]), "missing")
    frame = drop(frame, pl.col("_text").str.to_lowercase().str.contains(_NOT_FINITE), "not finite")
    wanted = frame.with_columns(
        pl.when(pl.col("dropped").is_null()).then(pl.col("_text")).otherwise(None).alias("_text")
    )
    frame = wanted.with_columns(decimals(wanted, "_text", path, source.value).alias("value")).drop("_text")
    frame = drop(frame, pl.col("value") < 0, "negative")
    if source.maximum is not None:
        frame = drop(frame, pl.col("value") > pl.lit(source.maximum), "above the maximum")
    return frame


def decimals(frame: pl.DataFrame, column: str, path: Path, named: str) -> pl.Series:
    """Column ``column`` (text) of a frame with ``row`` as exact decimals with as many places as its longest number.

    Raises:
        InputError: a text is no number, or has more than ``MOST_DECIMALS`` decimals or ``MOST_DIGITS`` digits before
        them.
    """
    odd = frame.filter(~pl.col(column).str.contains(_PLAIN)).select("row", column)
    if len(odd):
        texts = {text: _spelled_out(text, path, row, named) for row, text in odd.iter_rows()}
        frame = frame.with_columns(pl.col(column).replace(texts))
    digits = frame.select(
        pl.col("row"),
        pl.col(column).str.extract(r"\.(\d*)$").str.strip_chars_end("0").str.len_bytes().alias("after"),
        pl.col(column).str.extract(r"^[+-]?0*(\d*)").str.len_bytes().alias("before"),
    )
    for side, most, text in (
        ("after", MOST_DECIMALS, f"has more than {MOST_DECIMALS} decimals"),
        ("before", MOST_DIGITS, f"has more than {MOST_DIGITS} digits before the point"),
    ):
        beyond = digits.filter(pl.col(side) > most)
        if len(beyond):
            raise InputError(text, file=path, row=beyond["row"][0], field=named)
    places = digits["after"].max()
    return frame[column].cast(pl.Decimal(38, places if isinstance(places, int) else 0))


def _spelled_out(text: str, path: Path, row: int, named: str) -> str:
    """A number in scientific notation as a plain one."""
    try:
        return f"{Decimal(text):f}"
    except InvalidOperation:
        raise InputError(f"{text!r} is not a number", file=path, row=row, field=named) from None
