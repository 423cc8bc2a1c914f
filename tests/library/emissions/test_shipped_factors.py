"""Figures of the shipped sets against the publications."""

from decimal import Decimal

import pytest

from abate.emissions import FactorLibrary

LIBRARY = FactorLibrary.load()


@pytest.mark.parametrize(
    ("factor_id", "unit", "kg"),
    [
        ("uk-desnz/2012/electricity", "kWh", "0.46002"),
        ("uk-desnz/2021/electricity", "kWh", "0.21233"),
        ("uk-desnz/2021/natural-gas", "kWh", "0.18316"),
        ("uk-desnz/2025/electricity-transmission-and-distribution", "kWh", "0.01853"),
        ("uk-desnz/2025/natural-gas", "kWh (net CV)", "0.2027"),
        ("uk-desnz/2025/natural-gas", "m3", "2.06672"),
        ("uk-desnz/2025/burning-oil", "l", "2.54016"),
        ("uk-desnz/2025/car-average-petrol", "km", "0.16272"),
        ("uk-desnz/2025/car-average-battery-electric", "vehicle-km", "0.04047"),
        ("uk-desnz/2025/national-rail", "km", "0.03546"),
        ("uk-desnz/2025/district-heat-and-steam", "kWh", "0.17529"),
        ("us-epa/2025/light-duty-truck", "vehicle-mile", "0.3966372"),
        ("us-epa/2025/passenger-car", "mile", "0.2985697"),
        ("us-epa/2025/mobile-motor-gasoline", "gallon (US)", "8.78"),
        ("us-epa/2025/stationary-natural-gas", "mmBtu", "53.1145"),
        ("us-epa/2023/egrid-camx", "MWh", "198.7414969155"),
        ("china-grid/2023/beijing", "kWh", "0.5554"),
        ("grid-intensity/2013/australia", "kWh", "0.72616"),
        ("food/2010/beef-beef-herd", "kg", "99.48"),
    ],
)
def test_a_factor_is_the_published_one(factor_id: str, unit: str, kg: str) -> None:
    assert LIBRARY.factor(factor_id, unit).kg == Decimal(kg)


def test_a_factor_per_pound_and_megawatt_hour_is_converted_exactly() -> None:
    pounds = Decimal("436.655") + 28 * Decimal("0.025") + 265 * Decimal("0.003")
    factor = LIBRARY.factor("us-epa/2023/egrid-camx", "kWh")
    assert (factor.unit, factor.kg) == ("MWh", pounds * Decimal("0.45359237"))


def test_every_set_says_where_it_is_from_and_under_which_licence() -> None:
    for each in LIBRARY:
        source = each.source
        for text in (source.publisher, source.title, source.version, source.licence, source.attribution, source.unit,
                     source.gas_basis, source.retrieved_from, source.changes):  # fmt: skip
            assert len(text) > 3, each.name


def test_no_factor_is_blank_or_zero_but_those_that_are_zero_by_definition() -> None:
    zero = [factor.id for each in LIBRARY for factor in each.factors if factor.kg <= 0]
    assert zero == ["active-travel/2025/cycle", "active-travel/2025/walk"]


def test_the_sets_hold_what_their_publications_print() -> None:
    assert {each.name: len(each.factors) for each in LIBRARY} == {
        "active-travel": 2, "china-grid": 30, "food": 38, "grid-intensity": 6310, "uk-desnz": 182, "us-epa": 194,
    }  # fmt: skip
    years = {factor.year for factor in LIBRARY.set("uk-desnz").factors if factor.name == "electricity"}
    assert years == set(range(2012, 2026))


def test_china_counts_carbon_dioxide_alone() -> None:
    assert LIBRARY.set("china-grid").source.gases == "CO2"
    assert {row.gas for row in LIBRARY.set("china-grid").rows} == {"CO2"}
