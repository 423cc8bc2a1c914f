"""Reads the columns that say how much of a row's time its value covers."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import polars as pl

from abate.emissions.decimals import SHARE
from abate.emissions.manifest import Source
from abate.emissions.readers.files import given
from abate.emissions.readers.numbers import decimals
from abate.errors import InputError

_TRUE: Final = ("true", "yes", "1")
_FALSE: Final = ("false", "no", "0", "")


def flags(frame: pl.DataFrame, column: str, path: Path) -> pl.Series:
    """A column of true/false, yes/no or 1/0 (any case; blank is false) as 0 and 1.

    Raises:
        InputError: a text is none of these.
    """
    text = frame[given(column)].str.strip_chars().str.to_lowercase()
    odd = frame.filter(~text.is_in([*_TRUE, *_FALSE]) & frame["dropped"].is_null())
    if len(odd):
        raise InputError(
            f"{odd[given(column)][0]!r} is neither true nor false", file=path, row=odd["row"][0], field=column
        )
    return text.is_in(list(_TRUE)).cast(pl.Int64)


def shares(frame: pl.DataFrame, source: Source, path: Path) -> pl.Series:
    """``coverage_column`` over ``coverage_expected``, from 0 to 1; a blank is 0.

    Raises:
        InputError: a text is no number.
    """
    column = source.coverage_column or ""
    text = frame[given(column)].str.strip_chars()
    text = text.set((text == "") | frame["dropped"].is_not_null(), "0")
    counted = decimals(frame.with_columns(text.alias("_counted")), "_counted", path, column)
    share = counted.cast(SHARE) / (source.coverage_expected or 1)
    return share.clip(0, 1).cast(SHARE)
