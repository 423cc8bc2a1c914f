"""From grams to credits: policy, coefficient and the reserve's share."""

from .conftest import HEAD

READINGS = """
a 2013-01 100
a 2013-02 100
b 2013-01 1000
"""
RULES = '[[baseline]]\nrule = "fixed"\namount = "200"\nunit = "kg CO2e"\nper = "month"'


def earned(found):
    return {row[0]: row[1:] for row in found.people.select("person", "gross", "credits").iter_rows()}


def test_reduction_less_the_reserves_share(figures):
    head = HEAD.replace('"0"', '"0.03"')
    assert earned(figures(READINGS, RULES, head=head)) == {"a": (254_768, 247_124), "b": (0, 0)}  # 400000 - 145232 g


def test_a_coefficient_below_one(figures):
    assert earned(figures(READINGS, RULES, head=HEAD + 'coefficient = "0.5"\n'))["a"] == (127_384, 127_384)


def test_index_points_count_each_month(figures):
    head = HEAD + 'policy = "index"\ncoefficient = "10"\n'
    # 145.232 / 400 x 10 x 2 months = 7.2616 points; 726.16 / 200 x 10 = 36.308
    assert earned(figures(READINGS, RULES, head=head)) == {"a": (7_261, 7_261), "b": (36_308, 36_308)}


def test_a_total_known_per_year_is_twelve_periods(figures):
    found = figures("a 2013 1200", RULES, through="2013")
    assert found.people.select("periods", "emissions", "baseline").row(0) == (12, 871_392, 2_400_000)


def test_a_total_known_per_year_counts_only_in_the_year(figures):
    readings = "a 2013 1200\nb 2013-01 10"
    assert figures(readings, RULES, through="2013-01").people["person"].to_list() == ["b"]
    assert figures(readings, RULES, through="2013").people["person"].to_list() == ["a", "b"]
