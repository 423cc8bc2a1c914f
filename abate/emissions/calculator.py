"""Multiplies activity by factors: from an activity report to emissions per line and per person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import polars as pl

from abate.emissions.activity import COVERAGE_THRESHOLD, measure
from abate.emissions.decimals import ACTIVITY, FACTOR, KG
from abate.emissions.factors import FactorLibrary
from abate.emissions.manifest import Manifest
from abate.emissions.period import Period
from abate.emissions.quantities import conversion
from abate.errors import InputError

METERED: Final = ["electricity", "gas", "heat"]
"""Categories of which every month must be there for a year to be complete."""


@dataclass(frozen=True)
class EmissionReport:
    """Emissions of one period.

    ``lines``: one row per period (month, or year for amounts known per year only), person, source and factor.

    ============= ================ ==============================================================================
    period        String
    person        String
    category      String
    source        String           what must not be counted twice
    activity      Decimal(38, 12)  in the factor's unit
    unit          String           the factor's unit
    factor        Decimal(38, 14)  kg per unit
    factor_id     String           ``set/year/name``
    kg            Decimal(38, 26)  activity x factor, exact
    coverage      Decimal(38, 6)
    complete      Boolean
    reason        String, nullable why it is not complete
    ============= ================ ==============================================================================

    ``people``: ``person``, ``grams`` (Int64: the sum of the person's lines, rounded once, half-even) and ``complete``
    (every line is, and each meter has all months of the period that was asked).

    ``sources``: as in ``ActivityReport``.

    ``factor_set_hashes``: set name to content hash, of the sets that were used.
    """

    period: Period
    lines: pl.DataFrame
    people: pl.DataFrame
    sources: pl.DataFrame
    factor_set_hashes: dict[str, bytes]


def calculate(
    manifest: Manifest, period: Period, library: FactorLibrary, threshold: Decimal = COVERAGE_THRESHOLD
) -> EmissionReport:
    """Measure the activity of ``period`` and multiply it by the factors the manifest names.

    Raises:
        InputError: as ``measure`` does; or a factor does not exist for the year or the unit; or nothing in the data is
        of
            this period.
    """
    report = measure(manifest, period, threshold)
    if not len(report.lines) and not report.known_zero:
        reach = "; ".join(f"{each.file}: {span}" for each, span in zip(manifest.sources, report.reach, strict=True))
        raise InputError(f"no usable reading in {period}", file=manifest.path, mend=f"its files have {reach}")
    lines = apply_factors(report.lines, library)
    used = sorted({factor_id.split("/")[0] for factor_id in lines["factor_id"].unique()})
    return EmissionReport(
        period=period,
        lines=lines,
        people=_people(lines, report.known_zero, period),
        sources=report.sources,
        factor_set_hashes={name: library.set(name).hash for name in used},
    )


def apply_factors(lines: pl.DataFrame, library: FactorLibrary, year: int | None = None) -> pl.DataFrame:
    """Price activity lines (``ActivityReport.lines``) at their factors; gives ``EmissionReport.lines``.

    Args:
        lines: activity; further columns are carried along.
        library: the factor sets.
        year: fills ``{year}`` for every line instead of the line's own year, for example to put last year's activity at
            this year's factor. A line's ``factor_year`` goes before it.

    Raises:
        InputError: a factor does not exist for the year or the unit; the text lists what there is.
    """
    wanted = pl.coalesce("factor_year", pl.lit(year, pl.Int32), pl.col("period").str.slice(0, 4).cast(pl.Int32))
    lines = lines.with_columns(wanted.alias("_year"))
    keys = ["factor", "_year", "unit"]
    resolved = [
        (pattern, at, unit, *_resolve(library, pattern.replace("{year}", str(at)), unit))
        for pattern, at, unit in lines.select(keys).unique(maintain_order=True).iter_rows()
    ]
    table = pl.DataFrame(
        resolved,
        schema={
            "factor": pl.String, "_year": pl.Int32, "unit": pl.String,
            "factor_id": pl.String, "factor_unit": pl.String, "kg_per_unit": FACTOR, "ratio": pl.Decimal(38, 24),
        },
        orient="row",
    )  # fmt: skip
    with _exactly():
        lines = lines.join(table, on=keys, how="left", maintain_order="left").with_columns(
            (pl.col("activity") * pl.col("ratio")).cast(ACTIVITY).alias("activity")
        )
        kg = pl.col("activity").cast(KG) * pl.col("kg_per_unit").cast(FACTOR)
        lines = lines.with_columns(kg.cast(KG).alias("kg"))
    first = ["period", "person", "category", "source", "activity", "unit", "factor", "factor_id", "kg"]
    return (
        lines.drop("factor", "unit", "_year", "factor_year", "ratio")
        .rename({"factor_unit": "unit", "kg_per_unit": "factor"})
        .select(*first, pl.exclude(first))
    )


def every_month(period: Period) -> pl.Expr:
    """Whether the lines of one source are of the whole period.

    A meter does not pause, so each month must be there; a vehicle, a traveller and an eater may. An amount known per
    year stands for all twelve months.
    """
    per_year = (pl.col("period").str.len_chars() == 4).any()
    metered = pl.col("category").is_in(METERED).any()
    return per_year | ~metered | (pl.col("period").n_unique() == len(period.months()))


@contextmanager
def _exactly() -> Iterator[None]:
    """Decimals raise instead of wrapping: 10^12 kg of one line, or of one person, do not fit."""
    try:
        yield
    except pl.exceptions.PolarsError as problem:
        raise InputError(f"an amount is too large to be priced: {problem}") from None


def _resolve(library: FactorLibrary, factor_id: str, unit: str) -> tuple[str, str, Decimal, Decimal]:
    factor = library.factor(factor_id, unit)
    return factor.id, factor.unit, factor.kg, conversion(unit, factor.unit)


def _people(lines: pl.DataFrame, known_zero: tuple[str, ...], period: Period) -> pl.DataFrame:
    of_source = lines.group_by("person", "category", "source").agg(every_month(period).alias("whole"))
    whole = of_source.group_by("person").agg(pl.col("whole").all())
    # whole grams while still in kg, so that the product with 1000 has room
    grams = (pl.col("kg").sum().round(3, mode="half_to_even").cast(pl.Decimal(38, 3)) * 1000).cast(pl.Int64)
    with _exactly():
        sums = lines.group_by("person", maintain_order=True).agg(grams.alias("grams"), pl.col("complete").all())
    people = sums.join(whole, on="person", how="left", maintain_order="left").select(
        "person", "grams", (pl.col("complete") & pl.col("whole")).alias("complete")
    )
    zero = pl.DataFrame(
        {"person": known_zero, "grams": [0] * len(known_zero), "complete": [True] * len(known_zero)},
        schema=people.schema,
    )
    return pl.concat([people, zero])
