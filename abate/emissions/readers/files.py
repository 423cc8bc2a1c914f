"""Opens CSV files as text, so that nothing is rounded on the way in."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from abate.errors import InputError


def given(column: str) -> str:
    """What a file's column is called in a frame: its name may be one of the readers' own (value, period, row ...)."""
    return f"in:{column}"


def read_csv(path: Path, columns: tuple[str, ...], obtain: str = "", separator: str = ",") -> pl.DataFrame:
    """The named columns of a CSV file (gzip where its name ends in .gz), all as text, with ``row``, the line number.

    Columns are named ``given(name)``.

    Raises:
        InputError: there is no such file, it is no table, or it has no such column.
    """
    frame = read_whole_csv(path, obtain, separator)
    for column in columns:
        if column not in frame.columns:
            raise InputError(
                "there is no such column", file=path, field=column, mend=f"it has {', '.join(frame.columns)}"
            )
    return frame.select(pl.col(column).alias(given(column)) for column in columns).with_row_index("row", offset=2)


def read_whole_csv(path: Path, obtain: str = "", separator: str = ",") -> pl.DataFrame:
    """All columns of a CSV file under their own names, as text; a field that is not there is an empty text.

    Raises:
        InputError: there is no such file, or it is no table.
    """
    try:
        frame = pl.read_csv(path, infer_schema=False, separator=separator)
    except FileNotFoundError:
        raise InputError("there is no such file", file=path, mend=obtain or None) from None
    except (pl.exceptions.PolarsError, OSError) as problem:
        raise InputError(f"cannot be read as CSV: {str(problem).splitlines()[0]}", file=path) from None
    return frame.with_columns(pl.col(pl.String).fill_null(""))
