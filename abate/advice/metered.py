"""Changes in the use of electricity, gas and heat: by part of the day, against the person's own days and the group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

import polars as pl

from abate.advice.change import Change, kg, median

PARTS: Final = {"night": range(6), "morning": range(6, 12), "afternoon": range(12, 18), "evening": range(18, 24)}
LEAST_GROUP: Final = 3
"""Others that a comparison needs: of fewer, the median would tell one person's use."""
INSIDE, OUTSIDE = 19, 7
HEATING: Final = ("gas", "heat")
OWN: Final = "your own readings"


def part_of(hour: int | None) -> str:
    """The part of the day; ``day`` where the hour is not known.

    >>> part_of(5), part_of(18), part_of(None)
    ('night', 'evening', 'day')
    """
    return "day" if hour is None else next(name for name, hours in PARTS.items() if hour in hours)


def own_days(rows: pl.DataFrame, category: str) -> Iterator[Change]:
    """Each part of the day held to what it was on the month's median day; one subject, so only the largest is named.

    Args:
        rows: the person's ``timed`` readings of the category.
        category: which.
    """
    sums: dict[tuple[str, str], dict[date, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    for month, day, hour, amount in rows.select("month", "date", "hour", "kg").iter_rows():
        sums[part_of(hour), month][day] += Fraction(amount)
    excess: dict[str, Fraction] = defaultdict(Fraction)
    above: dict[str, int] = defaultdict(int)
    for (part, _), days in sums.items():
        middle = median(list(days.values()))
        excess[part] += sum((max(Fraction(0), each - middle) for each in days.values()), Fraction(0))
        above[part] += sum(1 for each in days.values() if each > middle)
    for part, saving in excess.items():
        yield Change(
            category,
            "own days",
            f"keep the {category} of every {part} to that month's median {part}",
            f"{above[part]} {part}s above their month's median, by {kg(saving)} kg in all",
            saving,
            f"what the lower half of your {part}s did with, the others can",
            OWN,
        )


def group_hours(rows: pl.DataFrame, person: str, category: str) -> Iterator[Change]:
    """Every part of the day held to the group's median of each hour in it.

    Args:
        rows: everybody's ``timed`` readings of the category.
        person: whose changes.
        category: which.
    """
    rates = hourly_rates(rows)
    mine = rates.pop(person)
    excess: dict[str, Fraction] = defaultdict(Fraction)
    found: dict[str, list[str]] = defaultdict(list)
    for hour, (rate, days) in sorted(mine.items(), key=lambda item: item[0] or 0):
        others = [each[hour][0] for each in rates.values() if hour in each]
        if len(others) < LEAST_GROUP:
            continue
        above = rate - median(others)
        if above > 0:
            part = part_of(hour)
            excess[part] += above * days
            label = "a day" if hour is None else f"{hour:02d}h"
            found[part].append(f"{label} {kg(rate)} - {kg(rate - above)}")
    for part, saving in excess.items():
        days = max(days for hour, (_, days) in mine.items() if part_of(hour) == part)
        yield Change(
            category,
            part,
            f"use no more {category} in the {part} than the group's median home" if part != "day" else
            f"use no more {category} a day than the group's median home",
            f"({' + '.join(found[part])}) kg a day x {days} days = {kg(saving)} kg",
            saving,
            f"your home can do what half of the {len(rates)} others do",
            "the readings of the manifest's other people",
        )  # fmt: skip


def hourly_rates(rows: pl.DataFrame) -> dict[str, dict[int | None, tuple[Fraction, int]]]:
    """Per person and hour: kilograms a day, exact, and the days that the hour was read on."""
    sums = rows.group_by("person", "hour").agg(pl.col("kg").sum(), pl.col("date").n_unique().alias("days"))
    rates: dict[str, dict[int | None, tuple[Fraction, int]]] = defaultdict(dict)
    for person, hour, amount, days in sums.iter_rows():
        rates[person][hour] = (Fraction(amount) / days, days)
    return dict(rates)


def thermostat(rows: pl.DataFrame, category: str) -> Iterator[Change]:
    """One degree less, where a category heats: what is above the month with the least a day is taken for heating."""
    months = {
        month: (Fraction(amount), days)
        for month, amount, days in rows.group_by("month")
        .agg(pl.col("kg").sum(), pl.col("date").n_unique().alias("days"))
        .sort("month")
        .iter_rows()
    }
    if category not in HEATING or len(months) < 6:
        return
    least = min(months, key=lambda month: months[month][0] / months[month][1])
    base = months[least][0] / months[least][1]
    heating = sum((amount - base * days for amount, days in months.values()), Fraction(0))
    yield Change(
        category,
        "thermostat",
        "set the thermostat one degree lower",
        f"heating {kg(heating)} kg (all above {kg(base)} kg a day, your {least}) / ({INSIDE} - {OUTSIDE}) degrees",
        heating / (INSIDE - OUTSIDE),
        f"{INSIDE} degrees C inside, {OUTSIDE} outside while you heat; a home loses in proportion to the difference",
        "19 to 18 degrees C is the step in Palmer, Terry and Pope, How much energy could be saved by making small "
        "changes to everyday household behaviours? (DECC, 2012)",
    )
