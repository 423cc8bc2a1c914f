"""Everybody's emissions, baseline and credits: of a vintage to date (what batches report), or of one period alone."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from abate.credits.baselines import baselines
from abate.credits.exact import exact_sums, grams_of, with_terms
from abate.credits.methodology import Methodology
from abate.credits.months import ROW, measured, month_rows
from abate.credits.people import People
from abate.credits.policies import all_less_reserve
from abate.credits.records import Records
from abate.emissions import FactorLibrary, Manifest, Period
from abate.emissions.decimals import ACTIVITY, KG
from abate.emissions.factor_hash import combined_hash
from abate.errors import InputError


@dataclass(frozen=True)
class VintageFigures:
    """Everybody's figures of a vintage to date, or of one period (then `since` is it).

    ``people``: one row per person who has any activity in it, sorted.

    ============= ============= ====================================================================================
    person        String
    periods       Int64         months that count (a total known per year only is twelve)
    emissions     Int64         grams, of the counted months, rounded once, half-even
    baseline      Int64         grams, likewise
    gross         Int64         base units of credits by the policy
    credits       Int64         base units less the reserve's share: the leaf's figure
    emissions_kg  Decimal       exact
    baseline_kg   Decimal       to 12 decimals
    ============= ============= ====================================================================================

    ``months``: one row per person, period and category, whether it counts or not.

    ============= ============= ====================================================================================
    period        String        month, or year for what is known per year only
    person        String
    category      String
    activity      Decimal       in ``unit``; null where the category has several units
    unit          String
    kg            Decimal       emissions, exact
    baseline_kg   Decimal       to 12 decimals; null where there is none
    counted       Boolean       all the person's categories of the period count, or none does
    why           String        why it does not count
    earlier       Decimal       activity of the complete same month a year earlier, where a rule looks back; in ``unit``
    ============= ============= ====================================================================================

    ``sources``: ``person`` and ``source``, one row for each meter, vehicle ... that the vintage to date was read from.

    ``factor_set_hashes``: set name to content hash, of the sets that the methodology names.
    """

    vintage: int
    since: Period
    through: Period
    methodology: Methodology
    people: pl.DataFrame
    months: pl.DataFrame
    sources: pl.DataFrame
    factor_set_hashes: dict[str, bytes]

    @property
    def factor_set_hash(self) -> bytes:
        """The hash of all of them together, ``factorSetHash`` on chain."""
        return combined_hash(self.factor_set_hashes.values())


def vintage_to_date(
    manifest: Manifest, methodology: Methodology, library: FactorLibrary, vintage: int, through: Period
) -> VintageFigures:
    """Everybody's emissions, baseline and credits of `vintage` through the end of `through`.

    Only months that are complete in the data count; for group-mean and own-history they must be complete in both years.
    Emissions and baseline are sums of exact kilograms over the counted months, each rounded once.

    Raises:
        InputError: `through` is outside the vintage, the data hold nothing of it, a factor set is used that the
            methodology does not name, or a rule lacks a figure it needs.
    """
    if through.year != vintage:
        raise InputError(f"{through} is not in vintage {vintage}")
    return _figures(manifest, methodology, library, Period(vintage, 1), through)


def period_figures(
    manifest: Manifest, methodology: Methodology, library: FactorLibrary, period: Period
) -> VintageFigures:
    """Everybody's emissions, baseline and credits of one month or one year alone; nothing is netted with other months.

    Raises:
        InputError: as `vintage_to_date`.
    """
    return _figures(manifest, methodology, library, period.months()[0], period)


def _figures(
    manifest: Manifest, methodology: Methodology, library: FactorLibrary, since: Period, through: Period
) -> VintageFigures:
    vintage = through.year
    for name in methodology.factor_sets:
        if name not in library.names():
            have = ", ".join(library.names())
            raise InputError(
                f"no factor set {name!r}", file=methodology.path, field="factor_sets", mend=f"there are {have}"
            )
    report = measured(manifest, vintage, methodology.coverage_threshold, through, methodology.scope)
    rows = month_rows(report, library)
    # earlier months are measured too: they tell which meters to expect
    rows = rows.filter((pl.col("period") >= str(since)) | (pl.col("period") == str(through)))
    if not len(rows):
        span = str(through) if through.is_year or since == through else f"{since} to {through}"
        raise InputError(f"no usable reading in {span}", file=manifest.path)
    _only_named_sets(report.lines, methodology, manifest)
    people = People.of(manifest)
    records = Records(manifest, methodology, library, vintage, through, people, report, rows)
    months, values = _with_baselines(rows, baselines(records))
    return VintageFigures(
        vintage=vintage,
        since=since,
        through=through,
        methodology=methodology,
        people=_people(months, values, methodology),
        months=_with_earlier(months, records).select(
            *ROW, "activity", "unit", "kg", "baseline_kg", "counted", "why", "earlier"
        ),
        sources=report.lines.select("person", "source").unique(),
        factor_set_hashes={name: library.set(name).hash for name in methodology.factor_sets},
    )


def _only_named_sets(lines: pl.DataFrame, methodology: Methodology, manifest: Manifest) -> None:
    for name in sorted({factor.split("/")[0] for factor in lines["factor"].unique()}):
        if name not in methodology.factor_sets:
            allowed = ", ".join(methodology.factor_sets)
            raise InputError(
                f"factor set {name!r} is not the methodology's", file=manifest.path, mend=f"it names {allowed}"
            )


def _with_baselines(rows: pl.DataFrame, found: pl.DataFrame) -> tuple[pl.DataFrame, list[Fraction]]:
    """Rows with their baseline (see exact.py), ``counted`` and ``why``."""
    found, values = with_terms(found)
    unknown = pl.when(pl.col("times").is_null()).then(pl.lit("not in the people file"))
    found = found.select(*ROW, "plain_kg", "term", "baseline_kg", pl.coalesce("why", unknown).alias("no_baseline"))
    months = rows.join(found, on=ROW, how="left", maintain_order="left")
    months = months.with_columns(pl.coalesce("why", "no_baseline").alias("why"))
    together = pl.col("why").drop_nulls().first().over("period", "person")
    return months.with_columns(together.alias("why")).with_columns(pl.col("why").is_null().alias("counted")), values


def _with_earlier(months: pl.DataFrame, records: Records) -> pl.DataFrame:
    if not records.methodology.looks_back:
        return months.with_columns(pl.lit(None, ACTIVITY).alias("earlier"))
    earlier = records.earlier_rows("this-period").filter("complete")
    return months.join(
        earlier.select(*ROW, "unit", pl.col("activity").alias("earlier")),
        on=[*ROW, "unit"], how="left", maintain_order="left",
    )  # fmt: skip


def _people(months: pl.DataFrame, values: list[Fraction], methodology: Methodology) -> pl.DataFrame:
    counted = pl.col("counted")
    covers = pl.when(pl.col("period").str.len_chars() == 4).then(12).otherwise(1)
    once = months.filter(counted).unique(["person", "period"]).group_by("person").agg(covers.sum().clip(upper_bound=12))
    sums = (
        months.group_by("person")
        .agg(
            pl.col("kg").filter(counted).sum().cast(KG).alias("emissions_kg"),
            pl.col("plain_kg").filter(counted).sum().cast(KG),
            pl.col("term").filter(counted).drop_nulls().sort(),
        )
        .join(once.rename({"literal": "periods"}), on="person", how="left")
        .with_columns(pl.col("periods").cast(pl.Int64).fill_null(0))
        .sort("person")
    )
    people = exact_sums(sums, values).with_columns(grams_of("emissions_kg").alias("emissions"))
    columns = pl.col("baseline"), pl.col("emissions"), pl.col("periods")
    people = people.with_columns(methodology.credit_policy.credits_of_all(*columns).cast(pl.Int64).alias("gross"))
    credits = all_less_reserve(pl.col("gross"), methodology.reserve_share_bps).cast(pl.Int64)
    return people.with_columns(credits.alias("credits")).select(
        "person", "periods", "emissions", "baseline", "gross", "credits", "emissions_kg", "baseline_kg"
    )
