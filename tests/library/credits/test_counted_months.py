"""Which months count, and what the reason is where one does not."""

from shutil import copytree

import pytest

from abate.credits import load_methodology, vintage_to_date
from abate.emissions import FactorLibrary, Period, load_manifest
from abate.errors import InputError

from .conftest import HEAD, people_of, why_of

RULES = '[[baseline]]\nrule = "fixed"\namount = "100"\nunit = "kg CO2e"\nper = "month"\n'


def test_an_incomplete_month_earns_nothing_and_says_so(figures):
    found = figures("a 2013-01 10 no\na 2013-02 10", RULES)
    assert people_of(found) == {"a": (1, 7_262, 100_000)}
    assert why_of(found) == {("a", "2013-01"): "complete is false in the data", ("a", "2013-02"): None}


def test_a_person_without_a_counted_month_is_there_with_nothing(figures):
    found = figures("a 2013-01 10 no\nb 2013-01 10", RULES)
    assert people_of(found)["a"] == (0, 0, 0)
    assert found.people["credits"].to_list() == [0, 92_738]


def test_months_after_the_period_are_not_in_it(figures):
    found = figures("a 2013-01 10\na 2013-02 10\na 2013-03 10", RULES, through="2013-02")
    assert people_of(found)["a"] == (2, 14_523, 200_000)


METERS = """
period_timezone = "UTC"
[[source]]
person_column = "home"
source_columns = ["meter"]
file = "readings.csv"
category = "electricity"
kind = "total"
period_column = "month"
value = "kwh"
unit = "kWh"
factor = "grid-intensity/{year}/australia"
"""


@pytest.fixture
def meters(tmp_path):
    def run(rows, through="2013-03", rules=RULES, head=HEAD, factors=None, manifest=METERS):
        (tmp_path / "readings.csv").write_text("home,meter,month,kwh\n" + "\n".join(rows) + "\n")
        (tmp_path / "manifest.toml").write_text(manifest)
        (tmp_path / "methodology.toml").write_text(head + rules)
        return vintage_to_date(
            load_manifest(tmp_path / "manifest.toml"),
            load_methodology(tmp_path / "methodology.toml"),
            FactorLibrary.load(factors),
            2013,
            Period.parse(through),
        )

    return run


def test_a_month_without_one_of_the_meters_does_not_count(meters):
    """A second meter that falls silent would look like a reduction."""
    found = meters(["a,m1,2013-01,10", "a,m2,2013-01,10", "a,m1,2013-02,10"])
    assert people_of(found)["a"] == (1, 14_523, 100_000)
    assert why_of(found)["a", "2013-02"] == "no readings of m2"


def test_a_month_without_a_whole_category_does_not_count(meters, tmp_path):
    """A home whose gas is not in the data any more has not stopped heating."""
    (tmp_path / "gas.csv").write_text("home,meter,month,kwh\na,g1,2013-01,50\n")
    more = METERS[METERS.index("[[source]]") :].replace("readings.csv", "gas.csv").replace('"electricity"', '"gas"')
    found = meters(["a,m1,2013-01,10", "a,m1,2013-02,10"], manifest=METERS + more)
    assert people_of(found)["a"] == (1, 43_570, 100_000)
    assert why_of(found)["a", "2013-02"] == "no readings of g1"


def test_a_meter_that_comes_later_leaves_earlier_months_alone(meters):
    found = meters(["a,m1,2013-01,10", "a,m1,2013-02,10", "a,m2,2013-02,10"])
    assert people_of(found)["a"] == (2, 21_785, 200_000)


def test_a_factor_set_that_the_methodology_does_not_name_is_refused(meters, library, tmp_path):
    for name in ("grid-intensity", "other"):
        copytree(library.folder / "grid-intensity", tmp_path / "factors" / name)
    with pytest.raises(InputError, match=r"manifest\.toml: factor set 'grid-intensity' is not the methodology's"):
        meters(["a,m1,2013-01,10"], head=HEAD.replace("grid-intensity", "other"), factors=tmp_path / "factors")


def test_a_factor_set_that_does_not_exist_is_named(meters):
    with pytest.raises(InputError, match=r"methodology\.toml: factor_sets: no factor set 'mars'; there are "):
        meters(["a,m1,2013-01,10"], head=HEAD.replace("grid-intensity", "mars"))


def test_a_category_without_a_rule_is_out_of_scope(meters):
    rules = RULES.replace('rule = "fixed"', 'rule = "fixed"\ncategories = ["gas"]')
    with pytest.raises(InputError, match="no usable reading in 2013-01 to 2013-03"):
        meters(["a,m1,2013-01,10"], rules=rules)


def test_a_period_outside_the_vintage_is_refused(figures):
    with pytest.raises(InputError, match="2013-01 is not in vintage 2012"):
        figures("a 2013-01 10", RULES, through="2013-01", vintage=2012)


def test_grams_are_rounded_once_over_the_whole_vintage(meters):
    """Three months of 0.50000037 g each are 1.5000011 g: 2 g, not three times 1 g."""
    found = meters([f"a,m1,2013-0{month},0.000688554" for month in (1, 2, 3)])
    assert people_of(found)["a"][1] == 2
