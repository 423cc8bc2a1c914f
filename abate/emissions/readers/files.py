"""Opens CSV files as text, so that nothing is rounded on the way in."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from abate.errors import InputError


def read_csv(path: Path, columns: tuple[str, ...], obtain: str = "", separator: str = ",") -> pl.DataFrame:
    """The named columns of a CSV file (gzip where its name ends in .gz), all as text, with ``row``, the line number.

    Raises:
        InputError: there is no such file, it is no table, or it has no such column.
    """
    try:
        frame = pl.read_csv(
            path, infer_schema=False, separator=separator, row_index_name="row", row_index_offset=2
        ).with_columns(pl.col(pl.String).fill_null(""))
    except FileNotFoundError:
        raise InputError("there is no such file", file=path, mend=obtain or None) from None
    except (pl.exceptions.PolarsError, OSError) as problem:
        raise InputError(f"cannot be read as CSV: {str(problem).splitlines()[0]}", file=path) from None
    have = frame.columns[1:]
    for column in columns:
        if column not in have:
            raise InputError("there is no such column", file=path, field=column, mend=f"it has {', '.join(have)}")
    return frame.select("row", *columns)
