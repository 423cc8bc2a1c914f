"""The emission side as the summary shows it: every home's months and its vintage to date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, Final

from abate.credits.vintage import VintageFigures
from abate.demo.amounts import from_grams
from abate.demo.stage import Stage
from abate.emissions import FactorLibrary, Manifest, Period, apply_factors, measure
from abate.report.summary_homes import ActivitySource, Factor, Home, HomeMonth
from abate.units import grams_from_kg

KWH: Final = Decimal("0.001")
TENTH: Final = Decimal("0.1")


def homes_of(stage: Stage, figures: VintageFigures, periods: Sequence[str]) -> tuple[Home, ...]:
    """Every home of the programme, in its order.

    Args:
        stage: the stage.
        figures: of the last period of the run.
        periods: the months of the run.
    """
    months = {(row["person"], row["period"]): row for row in figures.months.iter_rows(named=True)}
    people = {row["person"]: row for row in figures.people.iter_rows(named=True)}
    return tuple(
        _home(stage, home.person, home.account, people.get(home.person), months, periods) for home in stage.homes
    )


def _home(
    stage: Stage,
    person: str,
    account: str,
    totals: Mapping[str, Any] | None,
    rows: Mapping[tuple[str, str], Mapping[str, Any]],
    periods: Sequence[str],
) -> Home:
    months = tuple(month_of(period, rows.get((person, period))) for period in periods)
    counted = [month for month in months if month.counted]
    kwh = sum((month.kwh or Decimal() for month in counted), Decimal("0.000"))
    before = sum((month.kwh_year_earlier or Decimal() for month in counted), Decimal("0.000"))
    emissions = 0 if totals is None else int(totals["emissions"])
    baseline = 0 if totals is None else int(totals["baseline"])
    return Home(
        person=person,
        account=account,
        months=months,
        months_counted=len(counted),
        kwh=kwh,
        kwh_year_earlier=before,
        change_percent=change_percent(before, kwh),
        kg=from_grams(emissions),
        baseline_kg=from_grams(baseline),
        credits=from_grams(stage.credit.issued_to(stage.home(person).account)),
        excess_kg=from_grams(max(0, emissions - baseline)),
    )


def change_percent(before: Decimal, now: Decimal) -> Decimal | None:
    """Change in percent, rounded half-even to 0.1; None where there was nothing before.

    >>> change_percent(Decimal("88.463"), Decimal("103.596"))
    Decimal('17.1')
    """
    if before == 0:
        return None
    return ((now - before) / before * 100).quantize(TENTH, ROUND_HALF_EVEN)


def month_of(period: str, row: Mapping[str, Any] | None) -> HomeMonth:
    """A home's month from the figures' row of it; None where it has no reading."""
    if row is None:
        return HomeMonth(period=period, counted=False, reason="no readings")
    baseline, earlier = row["baseline_kg"], row["earlier"]
    return HomeMonth(
        period=period,
        counted=row["counted"],
        reason=row["why"],
        kwh=None if row["activity"] is None else row["activity"].quantize(KWH),
        kwh_year_earlier=None if earlier is None else earlier.quantize(KWH),
        kg=from_grams(grams_from_kg(row["kg"])),
        baseline_kg=from_grams(grams_from_kg(baseline)) if row["counted"] else None,
    )


def factors_of(stage: Stage, figures: VintageFigures) -> tuple[Factor, ...]:
    """The emission factors that the homes' activity was multiplied by, with their sources."""
    manifest, library = stage.documents.manifest, stage.documents.library
    found = {}
    for name, unit in _factors_used(manifest, library, figures):
        factor = library.factor(name, unit)
        about = library.set(factor.set).source
        found[factor.id] = Factor(
            factor_id=factor.id,
            title=f"{about.title}, {factor.title}",
            value=factor.kg,
            unit=f"kg CO2e per {factor.unit}",
            publisher=about.publisher,
            version=about.version,
            year=factor.year,
            licence=about.licence,
            basis=f"Basis: {about.gas_basis}.",
        )
    return tuple(found.values())


def _factors_used(manifest: Manifest, library: FactorLibrary, figures: VintageFigures) -> list[tuple[str, str]]:
    """Factor and unit of every line of activity, in the order of the data."""
    through = figures.through
    lines = apply_factors(measure(manifest, Period(through.year)).lines, library)
    return list(lines.select("factor_id", "unit").unique(maintain_order=True).iter_rows())


def activity_source(stage: Stage) -> ActivitySource:
    """Where the readings come from, as the manifest says."""
    manifest = stage.documents.manifest
    publisher, _, licence = str(manifest.attribution).rpartition("; ")
    return ActivitySource(title=manifest.title, publisher=publisher or licence, licence=licence, note="")
