"""Life situations multiply a baseline: household size, heating fuel, or heads."""

import pytest

from abate.errors import InputError

from .conftest import people_of

READINGS = """
a 2013-01 10
b 2013-01 10
"""

PEOPLE = """
person,size,heating
a,1,gas
b,4,electric
"""

RULES = """
[[baseline]]
rule = "fixed"
amount = "100"
unit = "kg CO2e"
per = "month"
scale = ["size", "heating"]

[life_situation.size]
column = "size"
values = { 1 = "0.7", 2 = "1" }
otherwise = "1.25"

[life_situation.heating]
column = "heating"
values = { gas = "1", electric = "1.6" }
"""

PER_HEAD = (
    RULES.replace('"size", "heating"', '"heads"') + '[life_situation.heads]\ncolumn = "size"\nproportional = true'
)


def test_multipliers_are_multiplied(figures):
    assert people_of(figures(READINGS, RULES, people=PEOPLE)) == {"a": (1, 7_262, 70_000), "b": (1, 7_262, 200_000)}


def test_a_baseline_per_head(figures):
    assert people_of(figures(READINGS, PER_HEAD, people=PEOPLE))["b"] == (1, 7_262, 400_000)


@pytest.mark.parametrize(
    ("rules", "people", "says"),
    [
        (
            PER_HEAD,
            PEOPLE.replace("4", "-4"),
            "people.csv: line 3: size: '-4' must be zero or more",
        ),
        (PER_HEAD, PEOPLE.replace("4", "four"), "people.csv: line 3: size: 'four' is no number"),
        (
            RULES,
            PEOPLE.replace("electric", "coal"),
            "people.csv: line 3: heating: 'coal' has no multiplier (known: gas, electric)",
        ),
        (RULES, PEOPLE.replace("heating", "fuel"), "people.csv: no column 'heating'; it has person, size, fuel"),
        (RULES, "", "manifest.toml: the methodology needs 'size' of each person; name a people file"),
    ],
)
def test_a_situation_that_is_not_known_is_one_line(figures, rules, people, says):
    with pytest.raises(InputError) as caught:
        figures(READINGS, rules, people=people)
    assert says in str(caught.value)
