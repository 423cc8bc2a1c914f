"""The counterfactual rule: the same activity at another factor."""

from .conftest import people_of

READINGS = """
a 2013-01 100
a 2013-02 50
"""


def test_the_same_activity_at_another_factor(figures):
    rules = (
        '[[baseline]]\nrule = "counterfactual"\ncategories = ["electricity"]\nfactor = "grid-intensity/2012/australia"'
    )
    assert people_of(figures(READINGS, rules)) == {"a": (2, 108_924, 112_048)}  # 150 x 0.74699 = 112.0485


def test_the_year_of_the_factor_may_be_the_periods(figures):
    rules = '[[baseline]]\nrule = "counterfactual"\nfactor = "grid-intensity/{year}/australia"'
    assert people_of(figures(READINGS, rules)) == {"a": (2, 108_924, 108_924)}
