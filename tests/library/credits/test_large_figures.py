from decimal import Decimal

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
