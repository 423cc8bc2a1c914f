"""7,893 US households and their vehicles' yearly mileage, against the mean of their kind of place."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from time import perf_counter

import polars as pl
import pytest

from abate.credits import load_methodology, period_figures
from abate.emissions import Period, calculate, load_manifest

from .conftest import REPO

SAMPLE = REPO / "samples" / "us-households"
FIXED = """
name = "A fixed budget"
version = "1"
factor_sets = ["us-epa"]
reserve_share = "0.03"
[[baseline]]
rule = "fixed"
categories = ["transport"]
amount = "5000"
unit = "kg CO2e"
per = "year"
"""


@pytest.fixture(scope="module")
def manifest():
    return load_manifest(SAMPLE / "manifest.toml")


@pytest.fixture(scope="module")
def year(manifest, library):
    begun = perf_counter()
    figures = period_figures(manifest, load_methodology(SAMPLE / "methodology.toml"), library, Period.parse("2022"))
    assert perf_counter() - begun < 20  # about one second on an idle machine
    return figures


def test_the_shares_of_the_mean_add_up_to_the_emissions(year):
    """Scaled by household size, the baselines share out exactly what all complete households emitted."""
    counted = year.people.filter(pl.col("periods") > 0)
    assert len(counted) > 7_000
    total = counted["emissions_kg"].sum()
    assert abs(counted["baseline_kg"].sum() - total) < Decimal("0.00001")  # shown to 12 decimals each


def test_a_household_against_an_independent_mean(year, manifest, library):
    """Household 9000013002: urban, four people, 4759.6464 kg."""
    emitted = {
        row[0]: Fraction(row[1])
        for row in calculate(manifest, Period.parse("2022"), library)
        .lines.group_by("person")
        .agg(pl.col("kg").sum(), pl.col("complete").all())
        .filter("complete")
        .select("person", "kg")
        .iter_rows()
    }
    households = pl.read_csv(SAMPLE / "households.csv.gz", infer_schema=False)
    scale = dict(zip("123456789", ["1", "1.41", "1.73", "2", "2.24", "2.45", "2.65", "2.83", "3"], strict=True)) | {
        "10": "3.16"
    }
    sums: dict[str, list[Fraction]] = defaultdict(lambda: [Fraction(0), Fraction(0)])
    for house, size, vehicles, place in households.select("HOUSEID", "HHSIZE", "HHVEHCNT", "URBRUR").iter_rows():
        if house in emitted or vehicles == "0":
            sums[place][0] += emitted.get(house, Fraction(0))
            sums[place][1] += Fraction(scale[size])
    row = year.people.row(by_predicate=pl.col("person") == "9000013002", named=True)
    assert row["emissions"] == 4_759_646
    assert row["baseline"] == round(sums["01"][0] / sums["01"][1] * 2 * 1000)


def test_a_household_without_a_vehicle_emits_nothing_and_counts(year):
    without = pl.read_csv(SAMPLE / "households.csv.gz", infer_schema=False).filter(pl.col("HHVEHCNT") == "0")["HOUSEID"]
    rows = year.people.filter(pl.col("person").is_in(without.implode()))
    assert len(rows) == len(without) == 476
    assert rows["emissions"].sum() == 0
    assert rows["baseline"].min() > 0


def test_a_fixed_budget(tmp_path, manifest, library):
    (tmp_path / "methodology.toml").write_text(FIXED)
    figures = period_figures(manifest, load_methodology(tmp_path / "methodology.toml"), library, Period.parse("2022"))
    row = figures.people.row(by_predicate=pl.col("person") == "9000013002", named=True)
    assert (row["emissions"], row["baseline"], row["gross"]) == (4_759_646, 5_000_000, 240_354)
