"""Exact sums of baselines: decimals in columns where a figure ends as a decimal, fractions where it does not.

A group's mean or a twelfth of a year is the same for many people, so there are few distinct fractions; everything that
is a person's own stays in decimal columns.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

import polars as pl

from abate.emissions.decimals import KG
from abate.units import GRAMS_PER_KG

SHOWN: Final = pl.Decimal(38, 12)
"""A baseline in kilograms as it is shown; grams are rounded from the exact sum, not from this."""

_TERMS: Final = ["numerator", "times", "divisor"]
_SUMS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "plain_kg": KG, "_terms": pl.String, "_grams": pl.Int64, "_kg": SHOWN,
}  # fmt: skip


def with_terms(found: pl.DataFrame) -> tuple[pl.DataFrame, list[Fraction]]:
    """Splits ``numerator x times / divisor`` into ``plain_kg`` plus the fraction number ``term`` of the list returned.

    ``baseline_kg`` is both together, to 12 decimals; null where a part is missing.
    """
    is_plain = (pl.col("times") == 1) & (pl.col("divisor") == 1)
    fractions = found.filter(~is_plain).select(_TERMS).unique(maintain_order=True).drop_nulls().with_row_index("term")
    values = [Fraction(n) * Fraction(times) / Fraction(divisor) for _, n, times, divisor in fractions.iter_rows()]
    fractions = fractions.with_columns(pl.Series("fraction_kg", [shown(value) for value in values], dtype=SHOWN))
    found = found.join(fractions, on=_TERMS, how="left", maintain_order="left").with_columns(
        pl.when(is_plain).then("numerator").otherwise(pl.lit(0, KG)).alias("plain_kg")
    )
    rounded = pl.col("numerator").round(12, mode="half_to_even").cast(SHOWN)
    return found.with_columns(pl.when(is_plain).then(rounded).otherwise("fraction_kg").alias("baseline_kg")), values


def shown(value: Fraction) -> Decimal:
    """A fraction to 12 decimals, half to even."""
    return Decimal(round(value * 10**12)).scaleb(-12)


def exact_sums(sums: pl.DataFrame, values: list[Fraction]) -> pl.DataFrame:
    """Adds ``baseline`` (grams) and ``baseline_kg``: the exact sum of ``plain_kg`` and of the fractions in ``term``.

    Equal sums (people of one group, say) are added up once; sums without a fraction stay in columns.
    """
    key = pl.col("term").cast(pl.List(pl.String)).list.join(",").alias("_terms")
    sums = sums.with_columns(key)
    rows = []
    distinct = sums.filter(pl.col("_terms") != "").select("plain_kg", "_terms", "term").unique(["plain_kg", "_terms"])
    for kg, terms, numbers in distinct.iter_rows():
        total = Fraction(kg) + sum((values[number] for number in numbers), Fraction(0))
        rows.append((kg, terms, round(total * GRAMS_PER_KG), shown(total)))  # half to even
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "plain_kg": KG,
        "_terms": pl.String,
        "_grams": pl.Int64,
        "_kg": SHOWN,
    }
    table = pl.DataFrame(rows, schema=schema, orient="row")
    plain_kg = pl.col("plain_kg").round(12, mode="half_to_even").cast(SHOWN)
    return (
        sums.join(table, on=["plain_kg", "_terms"], how="left", maintain_order="left")
        .with_columns(
            pl.coalesce("_grams", grams_of("plain_kg")).alias("baseline"),
            pl.coalesce("_kg", plain_kg).alias("baseline_kg"),
        )
        .drop("_terms", "_grams", "_kg")
    )


def grams_of(kg: str) -> pl.Expr:
    """A column of exact kilograms as whole grams, rounded once, half to even."""
    # whole grams while still in kg, so that the product with 1000 has room
    return (pl.col(kg).round(3, mode="half_to_even").cast(pl.Decimal(38, 3)) * GRAMS_PER_KG).cast(pl.Int64)
