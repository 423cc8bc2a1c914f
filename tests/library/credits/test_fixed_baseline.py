"""The fixed rule: the same amount for everybody, per month or a twelfth of a year."""

import pytest

from abate.errors import InputError

from .conftest import people_of

READINGS = """
a 2013-01 100
a 2013-02 50
b 2013-02 300
"""


def test_kilograms_per_month(figures):
    rules = '[[baseline]]\nrule = "fixed"\namount = "100.5"\nunit = "kg CO2e"\nper = "month"'
    assert people_of(figures(READINGS, rules)) == {"a": (2, 108_924, 201_000), "b": (1, 217_848, 100_500)}


def test_a_month_is_a_twelfth_of_a_year(figures):
    rules = '[[baseline]]\nrule = "fixed"\namount = "1000"\nunit = "kg CO2e"\nper = "year"'
    assert people_of(figures(READINGS, rules)) == {"a": (2, 108_924, 166_667), "b": (1, 217_848, 83_333)}


def test_twelve_months_are_the_whole_year_exactly(figures):
    readings = "\n".join(f"a 2013-{month:02d} 10" for month in range(1, 13))
    rules = '[[baseline]]\nrule = "fixed"\namount = "1000"\nunit = "kg CO2e"\nper = "year"'
    assert people_of(figures(readings, rules, through="2013"))["a"] == (12, 87_139, 1_000_000)


def test_activity_at_this_periods_factor(figures):
    rules = '[[baseline]]\nrule = "fixed"\ncategories = ["electricity"]\namount = "200"\nunit = "kWh"\nper = "month"'
    assert people_of(figures(READINGS, rules))["b"] == (1, 217_848, 145_232)  # 200 x 0.72616


def test_activity_in_another_unit_is_converted(figures):
    rules = '[[baseline]]\nrule = "fixed"\ncategories = ["electricity"]\namount = "0.2"\nunit = "MWh"\nper = "month"'
    assert people_of(figures(READINGS, rules))["b"] == (1, 217_848, 145_232)


def test_activity_at_the_rules_own_factor(figures):
    rules = """
    [[baseline]]
    rule = "fixed"
    categories = ["electricity"]
    amount = "200"
    unit = "kWh"
    per = "month"
    factor = "grid-intensity/2012/australia"
    """
    assert people_of(figures(READINGS, rules))["b"] == (1, 217_848, 149_398)  # 200 x 0.74699


def test_a_factor_of_another_set_is_refused(figures):
    rules = """
    [[baseline]]
    rule = "fixed"
    categories = ["electricity"]
    amount = "200"
    unit = "kWh"
    per = "month"
    factor = "us-epa/2025/us-average"
    """
    with pytest.raises(InputError, match="'us-epa/2025/us-average' is of no set in factor_sets"):
        figures(READINGS, rules)


def test_a_unit_of_another_dimension_is_refused(figures):
    rules = '[[baseline]]\nrule = "fixed"\ncategories = ["electricity"]\namount = "1"\nunit = "km"\nper = "month"'
    with pytest.raises(InputError, match="'km' cannot be converted to 'kWh'"):
        figures(READINGS, rules)
