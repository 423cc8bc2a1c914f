"""Baselines from the manifest's own data: the group-mean and the own-history rule."""

from __future__ import annotations

import polars as pl

from abate.credits.months import ROW
from abate.credits.people import TIMES
from abate.credits.records import Records
from abate.credits.rules import GroupMeanRule, OwnHistoryRule
from abate.emissions.decimals import KG


def group_mean(rule: GroupMeanRule, rows: pl.DataFrame, records: Records, key: str) -> pl.DataFrame:
    """Kilograms of the group's complete rows, per member or per unit of scale."""
    if rule.years_back == 0:
        members, rows = records.rows, rows.with_columns(pl.lit(None, pl.String).alias("why"))
    else:
        members = records.earlier_rows(rule.factors)
        rows = _complete_earlier(rows, members, records)
    members = members.filter("complete")
    groups = ["period", "category"]
    if rule.group_column is not None:
        groups.append("group")
        group = records.people.column(rule.group_column).rename({"value": "group"})
        rows, members = (frame.join(group, on="person", how="left", maintain_order="left") for frame in (rows, members))
    times = records.people.times(rule, records.methodology.life_situation)
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
    before = pl.lit(f"{records.vintage - rule.years_back:04d}") + pl.col("period").str.slice(4)
    few = pl.format(
        "{} of the group are complete in {}, fewer than {}", "members", before, pl.lit(rule.minimum_members)
    )
    enough, scaled = pl.col("members") >= rule.minimum_members, pl.col("divisor") > 0
    return rows.with_columns(
        pl.when(enough & scaled).then("numerator").alias("numerator"),
        pl.when(~enough).then(few).when(~scaled).then(pl.lit("the group's scale is 0")).otherwise("why").alias("why"),
    )


def own_history(rule: OwnHistoryRule, rows: pl.DataFrame, records: Records, key: str) -> pl.DataFrame:
    """Kilograms of the person's own month a year earlier."""
    earlier = records.earlier_rows(rule.factors)
    rows = _complete_earlier(rows, earlier, records)
    own = earlier.select(*ROW, pl.col("kg").alias("numerator"))
    return rows.join(own, on=ROW, how="left", maintain_order="left").with_columns(pl.lit(1, TIMES).alias("divisor"))


def _complete_earlier(rows: pl.DataFrame, earlier: pl.DataFrame, records: Records) -> pl.DataFrame:
    """Says in ``why`` which rows are not complete a year earlier."""
    state = earlier.select(
        *ROW, pl.lit(True).alias("there"), pl.col("complete").alias("was"), pl.col("why").alias("because")
    )
    before = pl.lit(f"{records.vintage - 1:04d}") + pl.col("period").str.slice(4)
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
