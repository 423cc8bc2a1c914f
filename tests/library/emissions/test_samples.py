"""The shipped samples, and the figures that were checked by hand."""

from decimal import Decimal
from pathlib import Path

import pytest

from abate.emissions import EmissionReport, FactorLibrary, Period, calculate, load_manifest
from abate.errors import InputError
from tests.library.emissions.conftest import SAMPLES

LIBRARY = FactorLibrary.load()
NOT_SHIPPED = {"ontario-home", "london-trips"}


def report(name: str, period: str) -> EmissionReport:
    return calculate(load_manifest(SAMPLES / name / "manifest.toml"), Period.parse(period), LIBRARY)


def kg(found: EmissionReport, person: str) -> Decimal:
    return sum(found.lines.filter(found.lines["person"] == person)["kg"], Decimal())


def test_the_uk_home_in_january_2021() -> None:
    found = report("uk-home", "2021-01")
    assert found.lines.select("category", "activity").rows() == [
        ("electricity", Decimal("164.163")),
        ("gas", Decimal("1264.9096")),
    ]
    assert found.sources["rows_used"].to_list() == [744, 744]
    assert kg(found, "home0") == Decimal("266.537572126")
    assert found.people.rows() == [("home0", 266538, True)]


def test_the_uk_home_in_2021() -> None:
    found = report("uk-home", "2021")
    assert kg(found, "home0") == Decimal("1573.096711526")
    assert found.people.rows() == [("home0", 1573097, True)]


def test_a_us_household_with_two_vehicles() -> None:
    found = report("us-households", "2022")
    assert kg(found, "9000013002") == Decimal("4759.6464")
    assert found.people.filter(found.people["person"] == "9000013002").rows() == [("9000013002", 4759646, True)]


def test_us_households_are_complete_zero_or_absent() -> None:
    people = report("us-households", "2022").people
    assert len(people) == 7754
    # 476 have no vehicle, the vehicles of 12 stood still all year
    still = people.filter(people["grams"] == 0)
    assert (len(still), still["complete"].all()) == (488, True)
    assert (~people["complete"]).sum() == 36


def test_a_london_household_with_duplicate_timestamps() -> None:
    found = report("london-household", "2013-01")
    source = found.sources.row(0, named=True)
    assert source["rows_used"] == 1488
    assert {"reason": "duplicate", "rows": 1} in source["dropped"]
    assert found.lines["activity"].to_list() == [Decimal("359.8720001")]
    year = report("london-household", "2013").sources.row(0, named=True)
    assert {"reason": "duplicate", "rows": 12} in year["dropped"]


def test_half_hourly_and_daily_readings_agree() -> None:
    half_hourly, daily = (report(name, "2013-01").lines for name in ("london-household", "london-household-daily"))
    assert half_hourly["activity"].to_list() == daily["activity"].to_list()


def test_half_hours_of_the_sydney_homes_add_up_to_their_months() -> None:
    for month in ("2013-01", "2013-04", "2013-06"):
        monthly = report("sydney-homes", month).lines
        complete = monthly.filter(monthly["complete"])
        half_hourly = report("sydney-homes-half-hourly", month).lines
        assert complete.select("person", "activity").rows() == [
            row for row in half_hourly.select("person", "activity").rows() if row[0] in complete["person"].to_list()
        ]


def test_ten_sydney_homes_in_july_2013() -> None:
    found = report("sydney-homes", "2013-07")
    assert found.people.row(0) == ("10006414", 357878, True)
    incomplete = found.lines.filter(~found.lines["complete"])
    assert incomplete.select("person", "reason").rows() == [("10017554", "complete is false in the data")]


def test_neither_month_of_the_house_in_sceaux_is_complete() -> None:
    assert report("sceaux-house", "2006-12").lines["coverage"].to_list() == [Decimal("0.483781")]
    assert report("sceaux-house", "2007-01").lines["complete"].to_list() == [False]


def test_a_heat_register_gives_the_difference_of_the_year() -> None:
    found = report("danish-heat-meter", "2019")
    assert found.people.rows() == [("772", 3070467, True)]
    assert sum(found.lines["activity"]) == Decimal("17516.5010416667")


def test_two_days_of_food_are_an_estimate() -> None:
    people = report("us-diets", "2012").people
    assert (len(people), people["complete"].any()) == (400, False)


@pytest.mark.parametrize(
    "folder", sorted(path.parent for path in SAMPLES.glob("*/manifest.toml")), ids=lambda folder: folder.name
)
def test_each_sample_says_whose_data_it_is_and_ships_what_it_may(folder: Path) -> None:
    manifest = load_manifest(folder / "manifest.toml")
    assert manifest.attribution
    assert (folder / "SOURCE.md").is_file()
    assert all((folder / source.file).is_file() for source in manifest.sources) == (folder.name not in NOT_SHIPPED)


@pytest.mark.parametrize("name", sorted(NOT_SHIPPED))
def test_a_sample_without_its_data_says_how_to_get_them(name: str) -> None:
    with pytest.raises(InputError, match=r"\.csv: there is no such file; .*github\.com"):
        report(name, "2012")
