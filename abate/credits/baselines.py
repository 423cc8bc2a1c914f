"""The baseline rules' arithmetic.

Every rule gives each row (period, person, category) a baseline of ``numerator x times / divisor`` kilograms: exact,
since a mean or a twelfth of a year need not end as a decimal. ``why`` says why a row has none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Context, Decimal
from functools import cached_property
from typing import Any

import polars as pl

from abate.credits.methodology import Methodology
from abate.credits.months import ROW, measured, month_rows
from abate.credits.rules import (
    EMISSIONS_UNIT,
    CounterfactualRule,
    FixedRule,
    GroupMeanRule,
    OwnHistoryRule,
    RegionalRule,
    Rule,
)
from abate.credits.situations import TIMES, People
from abate.emissions import ActivityReport, FactorLibrary, Manifest, Period, apply_factors
from abate.emissions.decimals import KG
from abate.emissions.quantities import conversion
from abate.errors import InputError

BASELINE = [*ROW, "numerator", "times", "divisor", "why"]
_EXACT = Context(prec=80)


@dataclass(frozen=True)
class Situation:
    """All that a rule may look at.

    Attributes:
        report: activity of the vintage to date.
        rows: its ``month_rows``.
    """

    manifest: Manifest
    methodology: Methodology
    library: FactorLibrary
    vintage: int
    through: Period
    people: People
    report: ActivityReport
    rows: pl.DataFrame
    _earlier_rows: dict[str, pl.DataFrame] = field(default_factory=dict)

    @cached_property
    def earlier(self) -> ActivityReport:
        """Activity of the same months a year earlier, in the same categories."""
        year, threshold = self.vintage - 1, self.methodology.coverage_threshold
        return measured(self.manifest, year, threshold, self.through.year_earlier(), self.methodology.scope)

    def earlier_rows(self, factors: str) -> pl.DataFrame:
        """``month_rows`` of a year earlier, at this period's factors or at those of then; ``period`` is this year's."""
        if factors not in self._earlier_rows:
            rows = month_rows(self.earlier, self.library, self.vintage if factors == "this-period" else None)
            now = (pl.lit(f"{self.vintage:04d}") + pl.col("period").str.slice(4)).alias("period")
            self._earlier_rows[factors] = rows.with_columns(now)
        return self._earlier_rows[factors]


def baselines(situation: Situation) -> pl.DataFrame:
    """The baseline of every row of the vintage to date: the columns of BASELINE.

    Raises:
        InputError: a rule lacks a figure it needs; the line says which.
    """
    parts = []
    for index, rule in enumerate(situation.methodology.baseline):
        covered = pl.col("category").is_in(list(rule.categories)) if rule.categories else pl.lit(True)
        rows = situation.rows.filter(covered)
        times = situation.people.times(rule, situation.methodology.life_situation)
        if times is None:
            rows = rows.with_columns(pl.lit(1, TIMES).alias("times"))
        else:
            rows = rows.join(times, on="person", how="left", maintain_order="left")
        parts.append(_RULES[type(rule)](rule, rows, situation, f"baseline[{index}]").select(BASELINE))
    return pl.concat(parts)


def _fixed(rule: FixedRule, rows: pl.DataFrame, situation: Situation, key: str) -> pl.DataFrame:
    """The same amount for everybody; an amount of emissions once per person and period, whatever the categories."""
    per_year = rule.amount * (12 if rule.per == "month" else 1)
    rows = _per_year(
        rows.with_columns(pl.lit("").alias("region")), rule, situation, key, lambda *_: (per_year, rule.unit)
    )
    first = pl.col("category") == pl.col("category").min().over("period", "person")
    return rows.with_columns(pl.when(first).then("numerator").otherwise(pl.lit(0, KG)).alias("numerator"))


def _regional(rule: RegionalRule, rows: pl.DataFrame, situation: Situation, key: str) -> pl.DataFrame:
    """The published amount of a person's region and the period's year."""
    if rule.region_column is None:
        rows = rows.with_columns(pl.lit(rule.region).alias("region"))
    else:
        regions = situation.people.column(rule.region_column).rename({"value": "region"})
        rows = rows.join(regions, on="person", how="left", maintain_order="left")
    year = rule.year if rule.year is not None else situation.vintage
    return _per_year(
        rows, rule, situation, key, lambda region, category: rule.table.per_year(region, year, category, rule.statistic)
    )


def _per_year(
    rows: pl.DataFrame,
    rule: FixedRule | RegionalRule,
    situation: Situation,
    key: str,
    amount_of: Callable[[str, str], tuple[Decimal, str]],
) -> pl.DataFrame:
    """A yearly amount by region and category, put at a factor; each month is a twelfth of it."""
    columns = ["region", "category", "unit", "factor"]
    priced = []
    for region, category, unit, factor in rows.select(columns).unique(maintain_order=True).iter_rows():
        amount, of = amount_of(region, category)
        kg = amount if of == EMISSIONS_UNIT else _at_factor(amount, of, rule, (category, unit, factor), situation, key)
        priced.append((region, category, unit, factor, kg))
    schema = {**{name: rows.schema[name] for name in columns}, "numerator": KG}
    table = pl.DataFrame(priced, schema=schema, orient="row")
    twelve = pl.when(pl.col("period").str.len_chars() == 4).then(1).otherwise(12)
    return rows.join(table, on=columns, how="left", nulls_equal=True, maintain_order="left").with_columns(
        twelve.cast(TIMES).alias("divisor"), pl.lit(None, pl.String).alias("why")
    )


def _at_factor(
    amount: Decimal,
    of: str,
    rule: FixedRule | RegionalRule,
    row: tuple[str, str | None, Decimal | None],
    situation: Situation,
    key: str,
) -> Decimal:
    """Kilograms of an activity: at the rule's own factor, or else at the one that the person's activity has."""
    category, unit, kg_per_unit = row
    if rule.factor is not None:
        factor = situation.library.factor(rule.factor.replace("{year}", str(situation.vintage)), of)
        unit, kg_per_unit = factor.unit, factor.kg
    if unit is None or kg_per_unit is None:
        raise InputError(
            f"{category} has several factors, or none, in one period",
            file=situation.methodology.path,
            field=key,
            mend="name the baseline's factor",
        )
    return _EXACT.multiply(_EXACT.multiply(amount, conversion(of, unit)), kg_per_unit)


def _group_mean(rule: GroupMeanRule, rows: pl.DataFrame, situation: Situation, key: str) -> pl.DataFrame:
    """Kilograms of the group's complete rows, per member or per unit of scale."""
    if rule.years_back == 0:
        members, rows = situation.rows, rows.with_columns(pl.lit(None, pl.String).alias("why"))
    else:
        members = situation.earlier_rows(rule.factors)
        rows = _complete_earlier(rows, members, situation)
    members = members.filter("complete")
    groups = ["period", "category"]
    if rule.group_column is not None:
        groups.append("group")
        group = situation.people.column(rule.group_column).rename({"value": "group"})
        rows, members = (frame.join(group, on="person", how="left", maintain_order="left") for frame in (rows, members))
    times = situation.people.times(rule, situation.methodology.life_situation)
    if times is None:
        members = members.with_columns(pl.lit(1, TIMES).alias("times"))
    else:
        members = members.join(times, on="person", how="inner")
    means = members.group_by(groups).agg(
        pl.col("kg").sum().cast(KG).alias("numerator"),
        pl.col("times").sum().alias("divisor"),
        pl.len().alias("members"),
    )
    rows = rows.join(means, on=groups, how="left", maintain_order="left").with_columns(pl.col("members").fill_null(0))
    before = pl.lit(f"{situation.vintage - rule.years_back:04d}") + pl.col("period").str.slice(4)
    few = pl.format(
        "{} of the group are complete in {}, fewer than {}", "members", before, pl.lit(rule.minimum_members)
    )
    enough = pl.col("members") >= rule.minimum_members
    return rows.with_columns(
        pl.when(enough).then("numerator").alias("numerator"), pl.when(~enough).then(few).otherwise("why").alias("why")
    )


def _own_history(rule: OwnHistoryRule, rows: pl.DataFrame, situation: Situation, key: str) -> pl.DataFrame:
    """Kilograms of the person's own month a year earlier."""
    earlier = situation.earlier_rows(rule.factors)
    rows = _complete_earlier(rows, earlier, situation)
    own = earlier.select(*ROW, pl.col("kg").alias("numerator"))
    return rows.join(own, on=ROW, how="left", maintain_order="left").with_columns(pl.lit(1, TIMES).alias("divisor"))


def _complete_earlier(rows: pl.DataFrame, earlier: pl.DataFrame, situation: Situation) -> pl.DataFrame:
    """Says in ``why`` which rows are not complete a year earlier."""
    state = earlier.select(
        *ROW, pl.lit(True).alias("there"), pl.col("complete").alias("was"), pl.col("why").alias("because")
    )
    before = pl.lit(f"{situation.vintage - 1:04d}") + pl.col("period").str.slice(4)
    why = (
        pl.when(pl.col("there").is_null())
        .then(pl.format("nothing in {}", before))
        .when(~pl.col("was"))
        .then(pl.format("{}: {}", before, pl.col("because")))
    )
    return (
        rows.drop("why")
        .join(state, on=ROW, how="left", maintain_order="left")
        .with_columns(why.alias("why"))
        .drop("there", "was", "because")
    )


def _counterfactual(rule: CounterfactualRule, rows: pl.DataFrame, situation: Situation, key: str) -> pl.DataFrame:
    """The same activity at the rule's factor."""
    lines = situation.report.lines.with_columns(
        pl.lit(rule.factor).alias("factor"), pl.lit(None, pl.Int32).alias("factor_year")
    ).filter(pl.col("category").is_in(rows["category"].unique().implode()))
    priced = apply_factors(lines, situation.library).group_by(ROW).agg(pl.col("kg").sum().cast(KG).alias("numerator"))
    return rows.join(priced, on=ROW, how="left", maintain_order="left").with_columns(
        pl.col("numerator").fill_null(pl.lit(0, KG)),
        pl.lit(1, TIMES).alias("divisor"),
        pl.lit(None, pl.String).alias("why"),
    )


_RULES: dict[type[Rule], Callable[[Any, pl.DataFrame, Situation, str], pl.DataFrame]] = {
    FixedRule: _fixed,
    RegionalRule: _regional,
    GroupMeanRule: _group_mean,
    OwnHistoryRule: _own_history,
    CounterfactualRule: _counterfactual,
}
