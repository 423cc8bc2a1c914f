"""Everything that is told to one person, from their manifest alone."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from abate.advice.change import Change, Worth, largest, worth
from abate.advice.footprint import Part, by_category, by_hour, by_weekday
from abate.advice.metered import group_hours, own_days, thermostat
from abate.advice.months import months_of, years_of
from abate.advice.outlook import Outlook, outlook
from abate.advice.swaps import group_totals, short_trips, swaps
from abate.advice.timed import readings, timed
from abate.credits import Methodology, period_figures
from abate.emissions import FactorLibrary, Manifest, Period, calculate
from abate.errors import InputError


@dataclass(frozen=True)
class Advice:
    """What a person is told of a period.

    Attributes:
        person, period: whose, of when.
        figures: baseline and emissions in grams and months that count; zeros where no month counts. All else is of
            these months, or of the whole period where none counts.
        why: why no month counts, where a table or factor is missing; else empty.
        categories, hours, weekdays: where the grams are.
        changes: the three with the largest saving, with what each is worth.
        outlook: the next month; None where the data is known per year only.
    """

    person: str
    period: Period
    figures: tuple[int, int, int]
    why: str
    categories: list[Part]
    hours: list[Part]
    weekdays: list[Part]
    changes: list[tuple[Change, Worth]]
    outlook: Outlook | None


def advise(
    manifest: Manifest,
    methodology: Methodology,
    library: FactorLibrary,
    person: str,
    period: Period | None,
    price: Decimal | None,
) -> Advice:
    """Look at a period of a person's data.

    Args:
        manifest: where the data is; its other people are the group.
        methodology: turns kilograms into credits.
        library: the factor sets.
        person: as the manifest names them.
        period: a month or year; None for the last year that the data reaches.
        price: of one credit, or None.

    Raises:
        InputError: nothing of the person in that period, or the data cannot be read.
    """
    years = years_of(manifest)
    if not years:
        raise InputError("no usable reading", file=manifest.path)
    period = period or Period(years[-1])
    report = calculate(manifest, period, library, methodology.coverage_threshold)
    if person not in set(report.lines["person"]):
        raise InputError(
            f"nothing of {person!r} in {period}", file=manifest.path, mend="name another --person or --period"
        )
    figures, counted, why = figures_of(manifest, methodology, library, person, period)
    # what does not count earns nothing, so savings are told of the months that do, where any does
    lines = report.lines.filter(pl.col("period").is_in(counted)) if counted else report.lines
    read = readings(manifest, period)
    rows = timed(read, manifest, library)
    if len(rows) and counted:
        rows = rows.filter(pl.col("month").is_in(counted))
    changes = [*swaps(lines, person, library), *short_trips(read, person, library)]
    clocked = set(rows.filter(pl.col("person") == person)["category"]) if len(rows) else set()
    categories = by_category(lines, person)
    for part in categories:
        if part.category in clocked:
            of_category = rows.filter(pl.col("category") == part.category)
            mine = of_category.filter(pl.col("person") == person)
            changes += [*own_days(mine, part.category), *thermostat(mine, part.category)]
            changes += group_hours(of_category, person, part.category)
        else:
            changes += group_totals(lines, person, part.category)
    monthly = bool((report.lines["period"].str.len_chars() == 7).any())
    ahead = None
    if monthly:
        try:
            months = months_of(manifest, library, methodology.coverage_threshold, methodology.scope)
        except InputError as problem:  # a factor of another year is missing, or the rules speak of nothing in the data
            ahead = Outlook([], None, (), None, (), str(problem))
        else:
            ahead = outlook(manifest, methodology, library, months, person)
    return Advice(
        person,
        period,
        figures,
        why,
        categories,
        by_hour(rows, person) if clocked else [],
        by_weekday(rows, person) if clocked else [],
        [(change, worth(change, figures, methodology, price)) for change in largest(changes)],
        ahead,
    )


def figures_of(
    manifest: Manifest, methodology: Methodology, library: FactorLibrary, person: str, period: Period
) -> tuple[tuple[int, int, int], list[str], str]:
    """The person's baseline and emissions in grams, how many months count, which, and why there is no baseline."""
    try:
        found = period_figures(manifest, methodology, library, period)
    except InputError as problem:  # savings in kilograms can be told without a baseline
        return (0, 0, 0), [], str(problem)
    mine = pl.col("person") == person
    counted = sorted(found.months.filter(mine & pl.col("counted"))["period"].unique())
    for periods, emissions, baseline in (
        found.people.filter(mine).select("periods", "emissions", "baseline").iter_rows()
    ):
        return (baseline, emissions, periods), counted, ""
    return (0, 0, 0), [], ""
