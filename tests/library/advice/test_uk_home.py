"""A real home with two meters: where its grams are, three changes, and December."""

from decimal import Decimal

import pytest

from tests.library.advice.conftest import SAMPLES, advised

HOME = SAMPLES / "uk-home"


@pytest.fixture(scope="module")
def said():
    rules = ("--methodology", HOME / "methodology.toml")
    return advised(HOME / "manifest.toml", "--person", "home0", *rules, "--period", "2021", "--price", "0.05")


def test_the_categories_are_the_years_emissions(said):
    assert said["emissions_kg"] == "1573.097"  # the sum that samples/uk-home/SOURCE.md was checked with
    assert [(each["category"], each["kg"]) for each in said["categories"]] == [
        ("electricity", "297.943"),
        ("gas", "1275.153"),
    ]


def test_hours_and_weekdays_add_up_to_a_day(said):
    for category, whole in (("electricity", "297.943"), ("gas", "1275.153")):
        hours = [Decimal(each["kg"]) for each in said["hours"] if each["category"] == category]
        days = [Decimal(each["kg"]) for each in said["weekdays"] if each["category"] == category]
        assert (len(hours), len(days)) == (24, 7)
        assert abs(sum(hours) - Decimal(whole) / 365) < Decimal("0.02")  # 24 roundings, and hours without readings
        assert abs(sum(days) / 7 - Decimal(whole) / 365) < Decimal("0.01")


def test_three_changes_are_named_largest_first(said):
    assert [(each["category"], each["subject"], each["saving_kg"]) for each in said["changes"]] == [
        ("gas", "own days", "118.619"),
        ("gas", "thermostat", "84.102"),
        ("electricity", "own days", "22.828"),
    ]
    assert all(each["assumption"] and each["source"] and each["arithmetic"] for each in said["changes"])


def test_credits_are_the_savings_less_the_reserve_share_and_money_is_exact(said):
    for change in said["changes"]:
        kept = Decimal(change["saving_kg"]) * Decimal("0.97")
        assert abs(Decimal(change["credits"]) - kept) <= Decimal("0.001")
        assert Decimal(change["money"]) == Decimal(change["credits"]) * Decimal("0.05")


def test_the_thermostats_arithmetic_can_be_followed(said):
    assert said["changes"][1]["arithmetic"] == (
        "heating 1009.222 kg (all above 0.729 kg a day, your 2021-08) / (19 - 7) degrees"
    )
    assert round(Decimal("1009.222") / 12, 3) == Decimal(said["changes"][1]["saving_kg"])


def test_the_month_after_the_data_is_foretold_with_an_interval(said):
    ahead = said["outlook"]
    value, low, high = map(Decimal, ahead["emissions_kg"])
    assert (ahead["month"], ahead["method"]) == ("2022-12", "ridge")
    assert low < value < high
    assert {each["method"] for each in ahead["back_test"]} == {"ridge", "seasonal-naive"}


def test_a_baseline_that_is_not_published_yet_is_said(said):
    assert (said["outlook"]["baseline_kg"], said["outlook"]["credits"]) == (None, [])
    assert "no electricity of 2022 for region 'K03000001'" in said["outlook"]["why"]
