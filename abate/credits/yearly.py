"""Baselines from a yearly amount: the fixed and the regional rule. Each month is a twelfth of the year."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final

import polars as pl

from abate.credits.people import TIMES
from abate.credits.records import Records
from abate.credits.rules import EMISSIONS_UNIT, FixedRule, RegionalRule
from abate.emissions.decimals import KG, KG_SCALE, plain
from abate.emissions.quantities import conversion
from abate.errors import InputError

_EXACT: Final = Context(prec=80, rounding=ROUND_HALF_EVEN)

_TOO_MUCH: Final = Decimal(10) ** (38 - KG_SCALE)
"""Kilograms that a column of them cannot hold: Polars would turn them into nothing, and the baseline into 0."""


def fixed(rule: FixedRule, rows: pl.DataFrame, records: Records, key: str) -> pl.DataFrame:
    """The same amount for everybody; an amount of emissions once per person and period, whatever the categories."""
    per_year = rule.amount * (12 if rule.per == "month" else 1)
    rows = _per_year(
        rows.with_columns(pl.lit("").alias("region")), rule, records, key, lambda *_: (per_year, rule.unit)
    )
    first = pl.col("category") == pl.col("category").min().over("period", "person")
    return rows.with_columns(pl.when(first).then("numerator").otherwise(pl.lit(0, KG)).alias("numerator"))


def regional(rule: RegionalRule, rows: pl.DataFrame, records: Records, key: str) -> pl.DataFrame:
    """The published amount of a person's region and the period's year."""
    if rule.region_column is None:
        rows = rows.with_columns(pl.lit(rule.region).alias("region"))
    else:
        regions = records.people.column(rule.region_column).rename({"value": "region"})
        rows = rows.join(regions, on="person", how="left", maintain_order="left")
    year = rule.year if rule.year is not None else records.vintage
    return _per_year(
        rows, rule, records, key, lambda region, category: rule.table.per_year(region, year, category, rule.statistic)
    )


def _per_year(
    rows: pl.DataFrame,
    rule: FixedRule | RegionalRule,
    records: Records,
    key: str,
    amount_of: Callable[[str, str], tuple[Decimal, str]],
) -> pl.DataFrame:
    """A yearly amount by region and category, put at a factor; each month is a twelfth of it."""
    columns = ["region", "category", "unit", "factor"]
    priced = []
    for region, category, unit, factor in rows.select(columns).unique(maintain_order=True).iter_rows():
        amount, of = amount_of(region, category)
        kg = amount if of == EMISSIONS_UNIT else _at_factor(amount, of, rule, (category, unit, factor), records, key)
        if abs(kg) >= _TOO_MUCH:
            raise InputError(
                f"a yearly baseline of {plain(kg)} kg CO2e is too large",
                file=records.methodology.path,
                field=key,
                mend=f"it must be below {plain(_TOO_MUCH)} kg",
            )
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
    records: Records,
    key: str,
) -> Decimal:
    """Kilograms of an activity: at the rule's own factor, or else at the one that the person's activity has."""
    category, unit, kg_per_unit = row
    if rule.factor is not None:
        factor = records.library.factor(rule.factor.replace("{year}", str(records.vintage)), of)
        unit, kg_per_unit = factor.unit, factor.kg
    if unit is None or kg_per_unit is None:
        raise InputError(
            f"{category} has several factors, or none, in one period",
            file=records.methodology.path,
            field=key,
            mend="name the baseline's factor",
        )
    kg = _EXACT.multiply(_EXACT.multiply(amount, conversion(of, unit)), kg_per_unit)
    return kg.quantize(Decimal(1).scaleb(-KG_SCALE), context=_EXACT)
