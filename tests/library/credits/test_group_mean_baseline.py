"""The group-mean rule: the group's activity of the same month a year earlier, at this period's factor."""

from .conftest import people_of, why_of

READINGS = """
a 2012-01 100
b 2012-01 200
c 2012-01 600
d 2012-01 999 no
a 2013-01 90
b 2013-01 250
d 2013-01 10
e 2013-01 10
"""

RULES = '[[baseline]]\nrule = "group-mean"\nminimum_members = 2\n'
MEAN = 217_848  # (100 + 200 + 600) / 3 x 0.72616 kg


def test_mean_of_everybody_who_was_complete_then(figures):
    """c left and still counts for the mean; d was not complete and e was not there, so their month earns nothing."""
    found = figures(READINGS, RULES)
    assert people_of(found) == {"a": (1, 65_354, MEAN), "b": (1, 181_540, MEAN), "d": (0, 0, 0), "e": (0, 0, 0)}
    assert why_of(found)["d", "2013-01"] == "2012-01: complete is false in the data"
    assert why_of(found)["e", "2013-01"] == "nothing in 2012-01"


def test_factors_of_then(figures):
    found = figures(READINGS, RULES + 'factors = "then"')
    assert people_of(found)["a"] == (1, 65_354, 224_097)  # 300 x 0.74699


def test_the_month_itself(figures):
    found = figures(READINGS, RULES + "years_back = 0")
    # (90 + 250 + 10 + 10) / 4 x 0.72616
    assert {baseline for _, _, baseline in people_of(found).values()} == {65_354}


def test_a_group_that_is_too_small_has_no_mean(figures):
    found = figures(READINGS, RULES.replace("2", "4"))
    assert people_of(found)["a"] == (0, 0, 0)
    assert why_of(found)["a", "2013-01"] == "3 of the group are complete in 2012-01, fewer than 4"


PEOPLE = """
person,street,size
a,one,1
b,two,3
c,two,1
d,two,1
e,one,1
"""


def test_groups_by_a_column_of_the_people_file(figures):
    found = figures(
        READINGS, '[[baseline]]\nrule = "group-mean"\nminimum_members = 1\ngroup_column = "street"', people=PEOPLE
    )
    assert people_of(found)["a"] == (1, 65_354, 72_616)
    assert people_of(found)["b"] == (1, 181_540, 290_464)  # (200 + 600) / 2


def test_scaling_shares_the_total_out(figures):
    """900 kWh of 5 heads: one head's share is 180 kWh; the shares of those who were there add up to the total."""
    rules = RULES + 'scale = ["size"]\n[life_situation.size]\ncolumn = "size"\nproportional = true'
    found = figures(READINGS, rules, people=PEOPLE)
    assert people_of(found)["a"] == (1, 65_354, 130_709)
    assert people_of(found)["b"] == (1, 181_540, 392_126)


def test_a_group_without_any_scale_has_no_mean(figures):
    rules = RULES + 'scale = ["size"]\n[life_situation.size]\ncolumn = "size"\nproportional = true'
    nobody = "person,street,size\na,one,0\nb,two,0\nc,two,0\nd,two,0\ne,one,0"
    found = figures(READINGS, rules, people=nobody)
    assert people_of(found)["a"] == (0, 0, 0)
    assert why_of(found)["a", "2013-01"] == "the group's scale is 0"
