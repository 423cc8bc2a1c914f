"""The regional rule: a public table by region and year, a set of the methodology's own or one that comes with Abate."""

import pytest

from abate.credits import load_methodology, vintage_to_date
from abate.credits.baseline_sets import BASELINES, BaselineSet
from abate.emissions import Period, load_manifest
from abate.errors import InputError

from .conftest import people_of

SOURCE = """
publisher = "The town"
title = "Electricity per home"
version = "1"
licence = "CC0"
attribution = "The town"
of = "home"
retrieved_from = "The town"
changes = "none"
"""

TABLE = """region,year,category,name,unit,mean,median
north,2013,electricity,North,kWh,1200,600
south,2013,electricity,South,kWh,2400,1200
south,2012,electricity,South,kWh,9999,9999
"""

READINGS = """
a 2013-01 10
b 2013-01 10
"""

PEOPLE = """
person,district
a,north
b,south
"""

RULES = '[[baseline]]\nrule = "regional"\ntable = "town"\nregion_column = "district"\n'


@pytest.fixture(autouse=True)
def town(tmp_path):
    (tmp_path / "town").mkdir()
    (tmp_path / "town" / "source.toml").write_text(SOURCE)
    (tmp_path / "town" / "baselines.csv").write_text(TABLE)


def test_each_person_has_the_mean_of_their_region(figures):
    assert people_of(figures(READINGS, RULES, people=PEOPLE)) == {"a": (1, 7_262, 72_616), "b": (1, 7_262, 145_232)}


def test_another_statistic(figures):
    assert people_of(figures(READINGS, RULES + 'statistic = "median"', people=PEOPLE))["b"] == (1, 7_262, 72_616)


def test_one_region_for_all(figures):
    rules = '[[baseline]]\nrule = "regional"\ntable = "town"\nregion = "south"\n'
    assert people_of(figures(READINGS, rules))["a"] == (1, 7_262, 145_232)


def test_another_year_of_the_table(figures):
    rules = '[[baseline]]\nrule = "regional"\ntable = "town"\nregion = "south"\nyear = 2012'
    assert people_of(figures(READINGS, rules))["a"] == (1, 7_262, 605_073)  # 9999 x 0.72616 / 12 = 605.0728...


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('region = "south"', 'region = "west"', "no region 'west'"),
        ('region = "south"', 'region = "north"\nyear = 2012', "no electricity of 2012 for region 'north'; it has 2013"),
        ('region = "south"', 'region = "south"\nstatistic = "mode"', "no statistic 'mode'; it has mean, median"),
        (
            'region = "south"',
            'region = "south"\nregion_column = "district"',
            "baseline[0]: either region or region_column, not both",
        ),
        ('region = "south"', "", "baseline[0]: either region or region_column, not both"),
        ('"town"', '"city"', "baseline[0].table: there is no baseline set 'city' (there are desnz-subnational, "),
    ],
)
def test_what_the_table_lacks_is_one_line(figures, old, new, says):
    rules = '[[baseline]]\nrule = "regional"\ntable = "town"\nregion = "south"\n'
    with pytest.raises(InputError) as caught:
        figures(READINGS, rules.replace(old, new))
    assert says in str(caught.value)


def test_a_number_that_is_none_is_named_by_line_and_column(figures, tmp_path):
    (tmp_path / "town" / "baselines.csv").write_text(TABLE.replace("2400", "2400 kWh"))
    with pytest.raises(InputError, match=r"baselines\.csv: line 3: mean: '2400 kWh' is not a decimal number"):
        figures(READINGS, RULES, people=PEOPLE)


def test_a_row_with_a_field_too_many_is_named(figures, tmp_path):
    (tmp_path / "town" / "baselines.csv").write_text(TABLE.replace("2400", "2,400"))
    with pytest.raises(InputError, match=r"baselines\.csv: line 3: has not as many fields as the header"):
        figures(READINGS, RULES, people=PEOPLE)


@pytest.mark.parametrize("header", ["area,year,category,name,unit,mean", "region,year,category,name,unit"])
def test_a_table_with_other_columns_is_refused(figures, tmp_path, header):
    file = tmp_path / "town" / "baselines.csv"
    file.write_text(TABLE.replace(TABLE.partition("\n")[0], header))
    said = rf"{file}: the columns must be region, year, category, name, unit and one for each statistic$"
    with pytest.raises(InputError, match=said):
        figures(READINGS, RULES, people=PEOPLE)


def test_rows_of_one_region_and_year_are_added_in_one_unit_only(figures, tmp_path):
    file = tmp_path / "town" / "baselines.csv"
    file.write_text(TABLE + "north,2013,electricity,North,m3,1,1\n")
    with pytest.raises(InputError, match=rf"{file}: line 5: unit: 'm3' and 'kWh' cannot be added$"):
        figures(READINGS, RULES, people=PEOPLE)


def test_what_two_factors_were_used_for_needs_the_baselines_own(figures, tmp_path, library):
    rules = '[[baseline]]\nrule = "regional"\ntable = "town"\nregion = "south"\n'
    assert people_of(figures(READINGS, rules))["a"] == (1, 7_262, 145_232)
    manifest, file = tmp_path / "manifest.toml", tmp_path / "methodology.toml"
    second = (
        manifest.read_text().partition("[[source]]")[2].replace("australia", "france").replace('"meter"', '"other"')
    )
    manifest.write_text(f"{manifest.read_text()}\n[[source]]{second}")

    def computed():
        return vintage_to_date(load_manifest(manifest), load_methodology(file), library, 2013, Period(2013, 2))

    said = r"electricity has several factors, or none, in one period; name the baseline's factor$"
    with pytest.raises(InputError, match=said):
        computed()
    file.write_text(f'{file.read_text()}factor = "grid-intensity/{{year}}/australia"\n')
    assert people_of(computed())["a"][2] == 145_232


def test_a_changed_figure_changes_the_methodology(figures, tmp_path):
    before = figures(READINGS, RULES, people=PEOPLE).methodology.methodology_id
    (tmp_path / "town" / "baselines.csv").write_text(TABLE.replace("2400", "2401"))
    assert figures(READINGS, RULES, people=PEOPLE).methodology.methodology_id != before


def test_sets_that_ship():
    gb = BaselineSet(BASELINES / "desnz-subnational")
    assert [str(gb.per_year("K03000001", 2021, category, "mean")[0]) for category in ("electricity", "gas")] == [
        "3509.215",
        "12198.227",
    ]
    food = BaselineSet(BASELINES / "food-per-capita")
    amount, unit = food.per_year("USA", 2018, "food", "mean")
    assert (str(amount), unit) == ("1718.86", "kg CO2e")  # the sum of eleven foods
