"""The demo's homes against an independent calculation from the same file, with fractions."""

import csv
from fractions import Fraction

import polars as pl
import pytest

from abate.credits import load_methodology, vintage_to_date
from abate.emissions import Period, load_manifest
from abate.programme import load_programme

from .conftest import REPO

FACTOR_2013 = Fraction("0.72616")  # kg per kWh: Ember and Energy Institute by way of Our World in Data, Australia


@pytest.fixture(scope="module")
def readings():
    with (REPO / "samples" / "sydney-homes" / "monthly.csv").open() as file:
        return {
            (row["customer_id"], row["month"]): Fraction(row["kwh"])
            for row in csv.DictReader(file)
            if row["complete"] == "True"
        }


@pytest.fixture(scope="module")
def demo(library):
    programme = load_programme(REPO / "programmes" / "demo" / "programme.toml")
    manifest, methodology = load_manifest(programme.manifest), load_methodology(programme.methodology)
    return lambda through: vintage_to_date(manifest, methodology, library, programme.vintage, Period.parse(through))


def expected(readings, months):
    """Person to (counted months, emissions, baseline) in grams."""
    found = {}
    for person in {person for person, _ in readings}:
        counted, emitted, baseline = 0, Fraction(0), Fraction(0)
        for month in months:
            before = f"2012-{month[5:]}"
            group = [kwh for (_, when), kwh in readings.items() if when == before]
            if (person, month) in readings and (person, before) in readings:
                counted += 1
                emitted += readings[person, month] * FACTOR_2013
                baseline += sum(group) / len(group) * FACTOR_2013
        found[person] = (counted, round(emitted * 1000), round(baseline * 1000))
    return found


@pytest.mark.parametrize("through", ["2013-07", "2013-08", "2013-09"])
def test_figures_to_date_agree_with_fractions(demo, readings, through):
    months = [month for month in ("2013-07", "2013-08", "2013-09") if month <= through]
    got = {
        row[0]: row[1:] for row in demo(through).people.select("person", "periods", "emissions", "baseline").iter_rows()
    }
    assert got == expected(readings, months)


def test_a_month_above_baseline_is_netted(demo):
    """Home 10006414 used 15.270 kg more than its baseline in July and 50.580 kg less in August."""
    july, august = (
        demo(through).people.row(by_predicate=pl.col("person") == "10006414", named=True)
        for through in ("2013-07", "2013-08")
    )
    assert (july["emissions"], july["baseline"], july["credits"]) == (357_878, 342_608, 0)
    assert (august["emissions"], august["baseline"]) == (618_603, 653_913)
    assert august["gross"] == 35_310
    assert august["credits"] == 34_250  # less 3 %


def test_months_that_do_not_count_say_why(demo):
    months = demo("2013-09").months
    why = {(row[0], row[1]): row[2] for row in months.select("person", "period", "why").iter_rows()}
    assert why["10006486", "2013-07"] == "nothing in 2012-07"
    assert why["10017554", "2013-07"] == "complete is false in the data"
    assert why["10018250", "2013-08"] == "2012-08: complete is false in the data"
    assert why["10018064", "2013-06"] == "3 of the group are complete in 2012-06, fewer than 5"
    assert why["10018064", "2013-09"] is None


def test_the_year_earlier_is_told_where_it_is_complete(demo):
    rows = {
        (row[0], row[1]): row[2] for row in demo("2013-07").months.select("person", "period", "earlier").iter_rows()
    }
    assert str(rows["10006704", "2013-07"]) == "1126.211000000000"
    assert rows["10018250", "2013-07"] is None


def test_the_factor_sets_hash_is_the_one_of_the_set(demo, library):
    figures = demo("2013-07")
    assert figures.factor_set_hashes == {"grid-intensity": library.set("grid-intensity").hash}
    assert figures.factor_set_hash == library.set("grid-intensity").hash
