"""What can take another's place at a lower factor, in travel and food; and short trips, which need no engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import polars as pl

from abate.advice.change import Change, kg, median
from abate.advice.metered import LEAST_GROUP
from abate.advice.timed import priced
from abate.emissions import FactorLibrary
from abate.emissions.decimals import plain
from abate.emissions.quantities import conversion
from abate.emissions.readers.kinds import SourceReading
from abate.errors import InputError

SHORT_KM: Final = 2
CAR: Final = ("car-", "passenger-car", "light-duty-truck")
ONE_ABOARD: Final = "one person in the car; the journey can be made that way"
BY_WEIGHT: Final = "the same weight; two servings of the same weight are taken for each other"


@dataclass(frozen=True)
class Swap:
    """A part of one activity replaced by another of the same factor set.

    Attributes:
        factor_set: of both factors.
        old: how the names of the replaced factors begin.
        new: name of the other.
        part: of the amount that is replaced.
        what: what to do.
        assumption: what is taken for granted.
    """

    factor_set: str
    old: str
    new: str
    part: Fraction
    what: str
    assumption: str


HALF, TENTH = Fraction(1, 2), Fraction(1, 10)
SWAPS: Final = (
    Swap("food", "beef", "poultry-meat", HALF, "eat poultry for half of the beef", BY_WEIGHT),
    Swap("food", "lamb", "poultry-meat", HALF, "eat poultry for half of the lamb and mutton", BY_WEIGHT),
    Swap("food", "pig-meat", "other-pulses", HALF, "eat pulses for half of the pork", BY_WEIGHT),
    Swap("food", "poultry-meat", "other-pulses", HALF, "eat pulses for half of the poultry", BY_WEIGHT),
    Swap("food", "cheese", "tofu", HALF, "eat tofu for half of the cheese", BY_WEIGHT),
    Swap("food", "milk", "soy-milk", HALF, "drink soy milk for half of the milk", BY_WEIGHT),
    Swap("food", "prawns-farmed", "fish-farmed", HALF, "eat fish for half of the prawns", BY_WEIGHT),
    Swap("us-epa", "light-duty-truck", "passenger-car", HALF, "drive a car for half of the truck's miles",
         "a passenger car is at hand"),
    Swap("us-epa", "light-duty-truck", "bus", TENTH, "take the bus for a tenth of the truck's miles", ONE_ABOARD),
    Swap("us-epa", "passenger-car", "bus", TENTH, "take the bus for a tenth of the car's miles", ONE_ABOARD),
    Swap("uk-desnz", "car-", "average-local-bus", TENTH, "take the bus for a tenth of the car's distance", ONE_ABOARD),
    Swap("uk-desnz", "car-", "national-rail", TENTH, "take the train for a tenth of the car's distance", ONE_ABOARD),
)  # fmt: skip


def swaps(lines: pl.DataFrame, person: str, library: FactorLibrary) -> Iterator[Change]:
    """The declared swaps, on the person's emission lines."""
    mine = lines.filter((pl.col("person") == person) & pl.col("category").is_in(["transport", "food"]))
    totals = mine.group_by("category", "factor_id", "unit", "factor", maintain_order=True).agg(pl.col("activity").sum())
    for category, factor_id, unit, factor, amount in totals.iter_rows():
        factor_set, year, name = factor_id.split("/")
        for swap in SWAPS:
            if swap.factor_set != factor_set or not name.startswith(swap.old):
                continue
            bare = unit.removeprefix("vehicle-").removeprefix("passenger-")
            try:
                new = library.factor(f"{factor_set}/{year}/{swap.new}", bare)
                other = Fraction(new.kg) * Fraction(conversion(bare, new.unit))
            except InputError:  # the set has it for other years or units
                continue
            saving = Fraction(amount) * swap.part * (Fraction(factor) - other)
            yield Change(
                category,
                name,
                swap.what,
                f"{plain(round(amount, 3))} {unit} x {swap.part} x ({plain(factor)} - {plain(new.kg)}) kg = "
                f"{kg(saving)} kg",
                saving,
                swap.assumption,
                f"factors {factor_id} and {new.id}: {new.source}",
            )


def short_trips(read: list[SourceReading], person: str, library: FactorLibrary) -> Iterator[Change]:
    """Car trips of at most two kilometres, on foot or by bicycle: where every row of the data is a trip."""
    trips, saved = 0, Fraction(0)
    for reading in read:
        source = reading.source
        if source.kind != "total" or source.category != "transport" or source.duplicates != "all":
            continue
        rows = priced(reading, library).filter(pl.col("person") == person)
        for amount, unit, factor_id, emitted in rows.select("activity", "unit", "factor_id", "kg").iter_rows():
            by_car = factor_id.split("/")[2].startswith(CAR)
            bare = unit.removeprefix("vehicle-").removeprefix("passenger-")
            if by_car and Fraction(amount) * Fraction(conversion(bare, "km")) <= SHORT_KM:
                trips, saved = trips + 1, saved + Fraction(emitted)
    yield Change(
        "transport",
        "short trips",
        f"walk or cycle the car trips of at most {SHORT_KM} km",
        f"{trips} trips, {kg(saved)} kg together",
        saved,
        f"{SHORT_KM} km can be walked in half an hour; walking and cycling count as nothing",
        "your own trips",
    )


QUARTERS: Final = ("January to March", "April to June", "July to September", "October to December")


def group_totals(lines: pl.DataFrame, person: str, category: str) -> Iterator[Change]:
    """As much as the group's median, a quarter at a time: where the data has totals only.

    Args:
        lines: emission lines of the period.
        person: whose changes; compared with those who have lines in all of this person's months.
        category: which.
    """
    rows = lines.filter(pl.col("category") == category).with_columns(
        pl.when(pl.col("period").str.len_chars() == 7)
        .then((pl.col("period").str.slice(5, 2).cast(pl.Int32, strict=False) - 1) // 3)
        .alias("quarter")
    )
    wanted = rows.filter(pl.col("person") == person).select("quarter", "period").unique()
    rows = rows.join(wanted, on=["quarter", "period"], nulls_equal=True)
    for quarter, months in wanted.group_by("quarter").len().sort("quarter").iter_rows():
        sums = {
            who: Fraction(amount)
            for who, amount, count in rows.filter(pl.col("quarter").eq_missing(quarter))
            .group_by("person")
            .agg(pl.col("kg").sum(), pl.col("period").n_unique().alias("count"))
            .iter_rows()
            if count == months
        }
        mine = sums.pop(person)
        if len(sums) < LEAST_GROUP:
            continue
        middle = median(list(sums.values()))
        when = "" if quarter is None else f" in {QUARTERS[quarter]}"
        yield Change(
            category,
            f"total{when}",
            f"cause no more by {category}{when} than the group's median person",
            f"{kg(mine)} - {kg(middle)} (median of {len(sums)} others, {_months(months, quarter)}) = "
            f"{kg(mine - middle)} kg",
            mine - middle,
            "your circumstances are like theirs",
            "the figures of the manifest's other people",
        )


def _months(count: int, quarter: int | None) -> str:
    return "the year" if quarter is None else f"{count} month{'' if count == 1 else 's'}"
