"""The own-history rule: what the person used in the same month a year earlier."""

from .conftest import people_of, why_of

READINGS = """
a 2012-01 100
a 2012-02 80 no
a 2013-01 90
a 2013-02 70
b 2013-01 90
"""


def test_only_months_complete_in_both_years_count(figures):
    found = figures(READINGS, '[[baseline]]\nrule = "own-history"')
    assert people_of(found) == {"a": (1, 65_354, 72_616), "b": (0, 0, 0)}
    assert why_of(found)["a", "2013-02"] == "2012-02: complete is false in the data"
    assert why_of(found)["b", "2013-01"] == "nothing in 2012-01"


def test_without_any_reading_a_year_earlier_nothing_counts(figures):
    found = figures("a 2013-01 90", '[[baseline]]\nrule = "own-history"')
    assert people_of(found) == {"a": (0, 0, 0)}
    assert why_of(found)["a", "2013-01"] == "nothing in 2012-01"


def test_a_cleaner_grid_earns_nobody_credits(figures):
    """The same use in both years is the same figure at this period's factor, and less at the factors of then."""
    readings = "a 2012-01 100\na 2013-01 100"
    assert people_of(figures(readings, '[[baseline]]\nrule = "own-history"'))["a"] == (1, 72_616, 72_616)
    then = figures(readings, '[[baseline]]\nrule = "own-history"\nfactors = "then"')
    assert people_of(then)["a"] == (1, 72_616, 74_699)
