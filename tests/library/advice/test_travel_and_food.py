"""Travel and food: what can be swapped, from the person's own amounts."""

from decimal import Decimal

import pytest

from abate.advice.swaps import SWAPS
from abate.emissions import FactorLibrary
from tests.library.advice.conftest import SAMPLES

FOOD_RULES = """
name = "What Americans eat"
version = "1"
factor_sets = ["food"]
reserve_share = "0.03"
coverage_threshold = "0.005"

[[baseline]]
rule = "regional"
categories = ["food"]
table = "food-per-capita"
region = "USA"
statistic = "mean"
year = 2018
"""

TRIPS = """person,mode,km
ann,car,1.5
ann,car,2
ann,car,2.1
ann,car,30
ann,bus,1
bob,car,1
"""
TRIP_MANIFEST = """
period_timezone = "Europe/London"

[[source]]
person_column = "person"
file = "trips.csv"
category = "transport"
kind = "total"
period = "2025"
value = "km"
unit = "km"
factor_columns = "mode"
factor_map = "map.csv"
duplicates = "all"
"""
TRIP_RULES = """
name = "Trips"
version = "1"
factor_sets = ["uk-desnz"]
reserve_share = "0.03"

[[baseline]]
rule = "counterfactual"
categories = ["transport"]
factor = "uk-desnz/2025/car-average-unknown-fuel"
"""


@pytest.fixture
def trips(tmp_path):
    (tmp_path / "trips.csv").write_text(TRIPS)
    names = "mode,factor\ncar,uk-desnz/{year}/car-average-petrol\nbus,uk-desnz/{year}/average-local-bus\n"
    (tmp_path / "map.csv").write_text(names)
    (tmp_path / "manifest.toml").write_text(TRIP_MANIFEST)
    (tmp_path / "rules.toml").write_text(TRIP_RULES)
    return tmp_path


def test_short_car_trips_are_counted_trip_by_trip(advise, trips):
    said = advise(trips / "manifest.toml", "--person", "ann", "--methodology", trips / "rules.toml")

    by_subject = {each["subject"]: each for each in said["changes"]}
    short = by_subject["short trips"]
    assert short["arithmetic"] == "2 trips, 0.570 kg together"  # 3.5 km x 0.16272
    assert short["saving_kg"] == "0.570"


def test_a_tenth_by_train_is_the_larger_swap_and_names_both_factors(advise, trips):
    said = advise(trips / "manifest.toml", "--person", "ann", "--methodology", trips / "rules.toml")

    train = next(each for each in said["changes"] if each["subject"] == "car-average-petrol")
    assert train["what"] == "take the train for a tenth of the car's distance"
    assert train["arithmetic"] == "35.6 vehicle-km x 1/10 x (0.16272 - 0.03546) kg = 0.453 kg"
    assert "uk-desnz/2025/car-average-petrol and uk-desnz/2025/national-rail" in train["source"]


def test_a_household_above_its_baseline_earns_only_what_is_below(advise):
    folder = SAMPLES / "us-households"
    arguments = ("--person", "9000013042", "--methodology", folder / "methodology.toml")
    said = advise(folder / "manifest.toml", *arguments)

    median, truck, _ = said["changes"]
    assert truck["arithmetic"] == "70000 vehicle-mile x 1/2 x (0.3966372 - 0.2985697) kg = 3432.362 kg"
    assert truck["credits"] == "0.000"
    above = Decimal(said["emissions_kg"]) - Decimal(said["baseline_kg"])
    earned = (Decimal(median["saving_kg"]) - above) * Decimal("0.97")
    assert abs(Decimal(median["credits"]) - earned) <= Decimal("0.001")


def test_beef_is_swapped_by_weight_at_the_studys_factors(advise, tmp_path):
    (tmp_path / "rules.toml").write_text(FOOD_RULES)
    arguments = ("--person", "62205", "--methodology", tmp_path / "rules.toml")
    said = advise(SAMPLES / "us-diets/manifest.toml", *arguments)

    (beef,) = [each for each in said["changes"] if each["subject"] == "beef-beef-herd"]
    eaten = Decimal("0.18408") * 366 / 2  # one serving on two recorded days
    assert beef["what"] == "eat poultry for half of the beef"
    assert abs(Decimal(beef["saving_kg"]) - eaten / 2 * (Decimal("99.48") - Decimal("9.87"))) < Decimal("0.001")
    assert beef["source"].startswith("factors food/2010/beef-beef-herd and food/2010/poultry-meat: Poore & Nemecek")
    assert said["outlook"] is None


def test_every_swap_has_both_factors_in_its_set():
    library = FactorLibrary.load()
    for swap in SWAPS:
        names = {factor.name for factor in library.set(swap.factor_set).factors}
        assert swap.new in names
        assert [name for name in names if name.startswith(swap.old)]
