"""The baseline of everybody's months, by the methodology's rules.

Every rule gives each row (period, person, category) a baseline of ``numerator x times / divisor`` kilograms: exact,
since a mean or a twelfth of a year need not end as a decimal. ``why`` says why a row has none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import polars as pl

from abate.credits.looking_back import group_mean, own_history
from abate.credits.months import ROW
from abate.credits.people import TIMES
from abate.credits.records import Records
from abate.credits.rules import CounterfactualRule, FixedRule, GroupMeanRule, OwnHistoryRule, RegionalRule, Rule
from abate.credits.yearly import fixed, regional
from abate.emissions import apply_factors
from abate.emissions.decimals import KG

BASELINE: Final = [*ROW, "numerator", "times", "divisor", "why"]


def baselines(records: Records) -> pl.DataFrame:
    """The baseline of every row of the vintage to date: the columns of BASELINE.

    Raises:
        InputError: a rule lacks a figure it needs; the line says which.
    """
    parts = []
    for index, rule in enumerate(records.methodology.baseline):
        covered = pl.col("category").is_in(list(rule.categories)) if rule.categories else pl.lit(True)
        rows = records.rows.filter(covered)
        times = records.people.times(rule, records.methodology.life_situation)
        if times is None:
            rows = rows.with_columns(pl.lit(1, TIMES).alias("times"))
        else:
            rows = rows.join(times, on="person", how="left", maintain_order="left")
        parts.append(_RULES[type(rule)](rule, rows, records, f"baseline[{index}]").select(BASELINE))
    return pl.concat(parts)


def counterfactual(rule: CounterfactualRule, rows: pl.DataFrame, records: Records, key: str) -> pl.DataFrame:
    """The same activity at the rule's factor."""
    lines = records.report.lines.with_columns(
        pl.lit(rule.factor).alias("factor"), pl.lit(None, pl.Int32).alias("factor_year")
    ).filter(pl.col("category").is_in(rows["category"].unique().implode()))
    priced = apply_factors(lines, records.library).group_by(ROW).agg(pl.col("kg").sum().cast(KG).alias("numerator"))
    return rows.join(priced, on=ROW, how="left", maintain_order="left").with_columns(
        pl.col("numerator").fill_null(pl.lit(0, KG)),
        pl.lit(1, TIMES).alias("divisor"),
        pl.lit(None, pl.String).alias("why"),
    )


_RULES: Final[dict[type[Rule], Callable[[Any, pl.DataFrame, Records, str], pl.DataFrame]]] = {
    FixedRule: fixed,
    RegionalRule: regional,
    GroupMeanRule: group_mean,
    OwnHistoryRule: own_history,
    CounterfactualRule: counterfactual,
}
