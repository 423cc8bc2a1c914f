"""Exact sums of baselines: decimals in columns where a figure ends as a decimal, fractions where it does not.

A group's mean or a twelfth of a year is the same for many people, so there are few distinct fractions; everything that
is a person's own stays in decimal columns.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final

import polars as pl

from abate.emissions.decimals import KG

SHOWN: Final = pl.Decimal(38, 12)
"""A baseline in kilograms as it is shown; grams are rounded from the exact sum, not from this."""

_TERMS: Final = ["numerator", "times", "divisor"]


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


def sums_of(lists: pl.Series, values: list[Fraction]) -> list[Fraction]:
    """The sum of each list of terms; equal lists (people of one group) are added up once."""
    known: dict[tuple[int, ...], Fraction] = {}

    def total(terms: Iterable[int]) -> Fraction:
        key = tuple(terms)
        if key not in known:
            known[key] = sum((values[term] for term in key), Fraction(0))
        return known[key]

    return [total(terms) for terms in lists.to_list()]
