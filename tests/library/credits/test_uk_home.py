"""The checked figures of UK home 0, calendar 2021, against a mean meter of Great Britain."""

from decimal import Decimal

import pytest

from abate.credits import load_methodology, period_figures, vintage_to_date
from abate.emissions import Period, load_manifest

from .conftest import REPO

HOME = REPO / "samples" / "uk-home"


@pytest.fixture(scope="module")
def documents(library):
    return load_manifest(HOME / "manifest.toml"), load_methodology(HOME / "methodology.toml"), library


def test_calendar_2021(documents):
    (row,) = period_figures(*documents, Period.parse("2021")).people.iter_rows(named=True)
    assert row["emissions_kg"] == Decimal("1573.096711526")
    # 3509.215 kWh x 0.21233 + 12198.227 kWh x 0.18316
    assert row["baseline_kg"] == Decimal("2979.33887827")
    assert row["baseline_kg"] - row["emissions_kg"] == Decimal("1406.242166744")
    assert (row["periods"], row["emissions"], row["baseline"]) == (12, 1_573_097, 2_979_339)
    assert (row["gross"], row["credits"]) == (1_406_242, 1_364_054)


def test_january_alone_is_above_a_twelfth_of_the_year(documents):
    (row,) = period_figures(*documents, Period.parse("2021-01")).people.iter_rows(named=True)
    assert row["emissions_kg"] == Decimal("266.537572126")
    assert (row["emissions"], row["baseline"], row["gross"]) == (266_538, 248_278, 0)


def test_the_year_to_date_is_the_year(documents):
    to_date = vintage_to_date(*documents, 2021, Period.parse("2021-12"))
    assert to_date.people.equals(period_figures(*documents, Period.parse("2021")).people)
