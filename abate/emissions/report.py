"""An emission report as people and machines read it: one line per person, category, source and factor."""

from __future__ import annotations

from typing import Any

import polars as pl

from abate.emissions.calculator import EmissionReport, every_month
from abate.emissions.decimals import plain
from abate.emissions.factors import FactorLibrary


def summed_lines(report: EmissionReport) -> pl.DataFrame:
    """The report's lines with the months of a year added up.

    Columns: ``person``, ``category``, ``source``, ``activity``, ``unit``, ``factor``, ``factor_id``, ``kg``,
    ``months`` (how many periods the sum is of), ``complete`` and ``reason`` (the first of the reasons why not).
    """
    keys = ["person", "category", "source", "unit", "factor", "factor_id"]
    reason = pl.format("{}: {}", "period", "reason").drop_nulls().first()
    summed = report.lines.group_by(keys, maintain_order=True).agg(
        pl.col("activity").sum(),
        pl.col("kg").sum(),
        pl.col("period").n_unique().alias("months"),
        pl.col("complete").all(),
        reason.alias("reason"),
        every_month(report.period).alias("whole"),
    )
    missing = pl.format("{} of 12 months", "months")
    return summed.with_columns(
        (pl.col("complete") & pl.col("whole")).alias("complete"),
        pl.when(pl.col("whole")).then("reason").otherwise(pl.coalesce("reason", missing)).alias("reason"),
    ).select(
        "person", "category", "source", "activity", "unit", "factor", "factor_id", "kg", "months", "complete", "reason"
    )


def report_data(report: EmissionReport, library: FactorLibrary) -> dict[str, Any]:
    """The report as plain data for JSON; every decimal is its shortest exact text.

    ``{"period", "people": [{"person", "grams", "complete", "lines": [...]}], "sources": [...], "factor_sets": [...]}``
    """
    lines: dict[str, list[dict[str, Any]]] = {}
    for line in summed_lines(report).iter_rows(named=True):
        lines.setdefault(line["person"], []).append(
            {
                "category": line["category"],
                "activity": plain(line["activity"]),
                "unit": line["unit"],
                "factor": plain(line["factor"]),
                "factor_id": line["factor_id"],
                "kg": plain(line["kg"]),
                "source": line["source"],
                "complete": line["complete"],
                **({"reason": line["reason"]} if line["reason"] else {}),
            }
        )
    return {
        "period": str(report.period),
        "people": [
            {"person": person, "grams": grams, "complete": complete, "lines": lines.get(person, [])}
            for person, grams, complete in report.people.iter_rows()
        ],
        "sources": [_source_data(source) for source in report.sources.iter_rows(named=True)],
        "factor_sets": [
            {"set": name, "source": library.set(name).source.citation, "hash": "0x" + digest.hex()}
            for name, digest in report.factor_set_hashes.items()
        ],
    }


def _source_data(source: dict[str, Any]) -> dict[str, Any]:
    coverage = source["coverage"]
    return {
        **source,
        "dropped": {each["reason"]: each["rows"] for each in source["dropped"]},
        "coverage": None if coverage is None else plain(coverage),
    }
