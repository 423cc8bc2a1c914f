"""Turns a text column into exact decimals, and marks the numbers that cannot be true."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

import polars as pl

from abate.emissions.manifest import Source
from abate.emissions.readers.dropped import drop
from abate.errors import InputError

MOST_DECIMALS: Final = 18
"""A number with more decimals than this is refused: its last digits would crowd out the first of a sum."""

_PLAIN: Final = r"^[+-]?(\d+\.?\d*|\.\d+)$"
_NOT_FINITE: Final = r"^[+-]?(nan|inf|infinity)$"


def with_values(frame: pl.DataFrame, source: Source, path: Path) -> pl.DataFrame:
    """Add ``value``; mark rows without a value, and impossible ones: not finite, negative, above ``maximum``.

    Raises:
        InputError: a text is no number and not declared as missing; file, row and column are named.
    """
    text = pl.col(source.value).str.strip_chars()
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
        InputError: a text is no number, or has more than ``MOST_DECIMALS`` decimals.
    """
    odd = frame.filter(~pl.col(column).str.contains(_PLAIN)).select("row", column)
    if len(odd):
        texts = {text: _spelled_out(text, path, row, named) for row, text in odd.iter_rows()}
        frame = frame.with_columns(pl.col(column).replace(texts))
    places = frame.select(
        pl.col("row"), pl.col(column).str.extract(r"\.(\d*)$").str.strip_chars_end("0").str.len_bytes().alias("places")
    )
    most = places["places"].max()
    if isinstance(most, int) and most > MOST_DECIMALS:
        row = places.filter(pl.col("places") > MOST_DECIMALS)["row"][0]
        raise InputError(f"has more than {MOST_DECIMALS} decimals", file=path, row=row, field=named)
    try:
        return frame[column].cast(pl.Decimal(38, most if isinstance(most, int) else 0))
    except pl.exceptions.PolarsError:
        raise InputError("holds a number with too many digits", file=path, field=named) from None


def _spelled_out(text: str, path: Path, row: int, named: str) -> str:
    """A number in scientific notation as a plain one."""
    try:
        return f"{Decimal(text):f}"
    except InvalidOperation:
        raise InputError(f"{text!r} is not a number", file=path, row=row, field=named) from None
