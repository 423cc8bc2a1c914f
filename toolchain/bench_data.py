"""Synthetic homes for the benchmark: readings, manifest, methodology and enrolment, the same ones for the same seed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from abate.enrolment import Enrolment
from abate.enrolment.book import KEY, SCHEMA
from abate.merkle.columns import checksum_addresses

MANIFEST = """
title = "Synthetic homes"
period_timezone = "Europe/London"

[[source]]
person_column = "home"
source_columns = ["meter"]
file = "readings.csv"
category = "electricity"
kind = "total"
period_column = "month"
value = "kwh"
unit = "kWh"
factor = "uk-desnz/{year}/electricity"
"""

METHODOLOGY = """
name = "Synthetic homes against a mean meter"
version = "1"
factor_sets = ["uk-desnz"]
reserve_share = "0.03"

[[baseline]]
rule = "regional"
categories = ["electricity"]
table = "desnz-subnational"
region = "K03000001"
statistic = "mean"
"""


def write_homes(folder: Path, count: int, seed: int) -> Enrolment:
    """Lay manifest, methodology and a month's readings of every home into the folder; returns who takes part."""
    drawn = np.random.default_rng(seed)
    names = pl.Series("home", np.arange(count)).cast(pl.String).str.zfill(8)
    hundredths = drawn.gamma(4.0, 7_500, count).astype(np.int64) + 1  # about 300 kWh in the mean
    readings = pl.DataFrame({"home": "home-" + names, "meter": "meter-" + names}).with_columns(
        pl.lit("2021-01").alias("month"), (pl.Series("kwh", hundredths).cast(pl.Decimal(38, 2)) / 100).alias("kwh")
    )
    readings.write_csv(folder / "readings.csv")
    (folder / "manifest.toml").write_text(MANIFEST)
    (folder / "methodology.toml").write_text(METHODOLOGY)
    accounts = drawn.integers(0, 256, (count, 20), dtype=np.uint8)
    keys = drawn.bytes(count * KEY)
    people = pl.DataFrame(
        {
            "person": readings["home"],
            "account": checksum_addresses(accounts),
            "key": [keys[start : start + KEY] for start in range(0, len(keys), KEY)],
        },
        schema=SCHEMA,
    )
    order = people["account"].str.to_lowercase().arg_sort()
    return Enrolment(people[order], drawn.bytes(KEY))
