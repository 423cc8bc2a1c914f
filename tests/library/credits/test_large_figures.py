from decimal import Decimal

import pytest

from abate.errors import InputError

FIXED = """
[[baseline]]
rule = "fixed"
amount = "{amount}"
unit = "kg CO2e"
per = "{per}"
"""


def test_ten_million_tonnes_of_one_person_are_rounded_to_the_gram(figures):
    rules = FIXED.format(amount="30000000000.0005", per="month")
    person = figures("plant 2013-01 15000000000.001", rules).people.row(0, named=True)

    assert person["emissions_kg"] > 10**10
    assert person["emissions"] == round(person["emissions_kg"].scaleb(3))
    assert person["baseline"] == 30_000_000_000_000  # the half gram goes to the even side
    assert person["gross"] == person["baseline"] - person["emissions"]


def test_decimals_and_fractions_are_added_before_they_are_rounded(figures):
    """A third of a kilogram stays a fraction until the months are summed."""
    readings = "one 2013-01 1\none 2013-02 1\ntwo 2013-01 1"
    one, two = figures(readings, FIXED.format(amount="4.0006", per="year")).people.iter_rows(named=True)

    assert (one["baseline"], two["baseline"]) == (667, 333)  # 666.77 and 333.38 g
    assert one["baseline_kg"] == Decimal("0.666766666667")


def test_the_sources_of_the_counted_vintage_are_named(figures):
    found = figures("one 2013-01 1\none 2013-02 1\ntwo 2013-01 1", FIXED.format(amount="4", per="year"))
    assert sorted(found.sources.rows()) == [("one", "meter/one"), ("two", "meter/two")]


def test_a_yearly_baseline_beyond_what_can_be_reckoned_is_refused_and_is_not_zero(figures):
    with pytest.raises(InputError, match=r"a yearly baseline of 1000000000000 kg CO2e is too large"):
        figures("one 2013-01 1", FIXED.format(amount="1000000000000", per="year"))


def test_a_monthly_baseline_is_refused_by_its_year(figures):
    with pytest.raises(InputError, match=r"a yearly baseline of 1200000000000 kg CO2e is too large"):
        figures("one 2013-01 1", FIXED.format(amount="100000000000", per="month"))


def test_an_activity_is_refused_by_its_kilograms(figures):
    rules = (
        FIXED.format(amount="2000000000000", per="year")
        .replace("kg CO2e", "kWh")
        .replace('rule = "fixed"', 'rule = "fixed"\ncategories = ["electricity"]')
    )
    with pytest.raises(InputError, match=r"a yearly baseline of 1452320000000 kg CO2e is too large"):
        figures("one 2013-01 1", rules)


def test_just_below_the_limit_nothing_is_lost(figures):
    person = figures("one 2013-01 1", FIXED.format(amount="999999999999", per="year")).people.row(0, named=True)
    assert person["baseline"] == round(Decimal(999_999_999_999_000) / 12)
