"""Where a person's grams are: by category, hour and weekday, beside the group's median."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from abate.advice.change import median
from abate.advice.metered import LEAST_GROUP, hourly_rates


@dataclass(frozen=True)
class Part:
    """A part of a footprint; kilograms, exact.

    Attributes:
        category: of activity.
        place: which hour, weekday, or the whole; empty for the whole.
        mine: the person's.
        group: the median of the others; None where there are too few.
    """

    category: str
    place: str
    mine: Fraction
    group: Fraction | None


def by_category(lines: pl.DataFrame, person: str) -> list[Part]:
    """Kilograms of the period, from emission lines."""
    sums: dict[str, dict[str, Fraction]] = {}
    for who, category, amount in (
        lines.group_by("person", "category").agg(pl.col("kg").sum()).sort("category").iter_rows()
    ):
        sums.setdefault(category, {})[who] = Fraction(amount)
    return [_part(category, "", each, person) for category, each in sums.items() if person in each]


def by_hour(rows: pl.DataFrame, person: str) -> list[Part]:
    """Kilograms a day in each hour."""
    parts = []
    for category in _categories(rows, person):
        rates = hourly_rates(rows.filter((pl.col("category") == category) & pl.col("hour").is_not_null()))
        for hour in sorted(hour for hour in rates.get(person, {}) if hour is not None):
            at = {who: each[hour][0] for who, each in rates.items() if hour in each}
            parts.append(_part(category, f"{hour:02d}", at, person))
    return parts


def by_weekday(rows: pl.DataFrame, person: str) -> list[Part]:
    """Kilograms on a mean day of each weekday."""
    parts = []
    for category in _categories(rows, person):
        sums = (
            rows.filter(pl.col("category") == category)
            .group_by("weekday", "person")
            .agg(pl.col("kg").sum(), pl.col("date").n_unique().alias("days"))
        )
        for weekday, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), start=1):
            on = {
                who: Fraction(amount) / days
                for _, who, amount, days in sums.filter(pl.col("weekday") == weekday).iter_rows()
            }
            if person in on:
                parts.append(_part(category, name, on, person))
    return parts


def _categories(rows: pl.DataFrame, person: str) -> list[str]:
    return list(rows.filter(pl.col("person") == person)["category"].unique().sort())


def _part(category: str, place: str, amounts: dict[str, Fraction], person: str) -> Part:
    others = [amount for who, amount in amounts.items() if who != person]
    return Part(category, place, amounts[person], median(others) if len(others) >= LEAST_GROUP else None)
