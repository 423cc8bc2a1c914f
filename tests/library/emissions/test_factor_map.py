from collections.abc import Callable
from decimal import Decimal

import pytest

from abate.emissions import FactorLibrary, Manifest, Period, calculate, measure
from abate.errors import InputError
from tests.library.emissions.conftest import TOTAL

Build = Callable[..., Manifest]
APRIL = Period(2021, 4)
MAPPED = {
    **TOTAL, "category": "transport", "unit": "km", "value": "km", "factor": None, "factor_columns": ["size", "fuel"],
    "factor_map": "map.csv", "factor_year": 2025, "duplicates": "all",
}  # fmt: skip
CSV = (
    "who,month,km,size,fuel\nann,2021-04,100,small,petrol\nann,2021-04,10,large,diesel\nann,2021-04,1,large,hydrogen\n"
)
MAP = "size,fuel,factor\nsmall,petrol,uk-desnz/{year}/car-small-petrol\nlarge,diesel,uk-desnz/{year}/car-large-diesel\n"


def with_map(manifest: Manifest, text: str = MAP) -> Manifest:
    (manifest.folder / "map.csv").write_text(text)
    return manifest


def test_codes_choose_the_factor(one_source: Build) -> None:
    manifest = with_map(one_source(CSV, MAPPED, unmapped="drop"))
    lines = calculate(manifest, APRIL, FactorLibrary.load()).lines
    assert lines.select("factor_id", "kg").rows() == [
        ("uk-desnz/2025/car-large-diesel", Decimal("2.1007")),
        ("uk-desnz/2025/car-small-petrol", Decimal("14.308")),
    ]


def test_what_is_not_in_the_map_is_reported_when_dropped(one_source: Build) -> None:
    report = measure(with_map(one_source(CSV, MAPPED, unmapped="drop")), APRIL)
    assert report.sources["dropped"].to_list() == [[{"reason": "no factor in the map", "rows": 1}]]


def test_what_is_not_in_the_map_is_an_error_otherwise(one_source: Build) -> None:
    manifest = with_map(one_source(CSV, MAPPED))
    with pytest.raises(InputError) as error:
        measure(manifest, APRIL)
    assert str(error.value) == (
        f"{manifest.folder / 'data.csv'}: line 4: size, fuel: no factor for 'large', 'hydrogen'; "
        'add it to map.csv or say unmapped = "drop"'
    )


def test_rows_that_the_filter_leaves_out_need_no_factor(one_source: Build) -> None:
    manifest = with_map(one_source(CSV, MAPPED, where={"fuel": ["petrol", "diesel"]}))
    report = measure(manifest, APRIL)
    assert report.sources["dropped"].to_list() == [[{"reason": "fuel is none of petrol, diesel", "rows": 1}]]
    assert len(report.lines) == 2


def test_the_longest_beginning_of_a_code_wins(one_source: Build) -> None:
    csv = "who,month,km,code\nann,2021-04,1,2111\nann,2021-04,2,2150\nann,2021-04,4,2160\nann,2021-04,8,999\n"
    keys = {
        "factor_columns": "code",
        "factor_match": "longest-prefix",
        "unmapped": "drop",
        "unit": "kg",
        "factor_year": 2010,
    }
    manifest = with_map(
        one_source(csv, MAPPED, **keys),
        "code,factor\n21,food/{year}/milk\n215,food/{year}/eggs\n216,\n",
    )
    lines = measure(manifest, APRIL).lines
    # a blank factor excludes the codes that begin so
    assert lines.select("factor", "activity").rows() == [
        ("food/{year}/eggs", Decimal(2)),
        ("food/{year}/milk", Decimal(1)),
    ]


def test_codes_that_stand_twice_are_refused(one_source: Build) -> None:
    manifest = with_map(one_source(CSV, MAPPED), MAP + "small,petrol,uk-desnz/{year}/car-average-petrol\n")
    with pytest.raises(InputError, match=r"map.csv: line 4: size, fuel: these codes stand here twice$"):
        measure(manifest, APRIL)


def test_a_factor_of_a_fixed_year_in_the_map_is_refused(one_source: Build) -> None:
    manifest = with_map(one_source(CSV, MAPPED), "size,fuel,factor\nsmall,petrol,uk-desnz/2025/car-small-petrol\n")
    fixed = r"map.csv: line 2: factor: 'uk-desnz/2025/car-small-petrol' is not set/\{year\}/name"
    with pytest.raises(InputError, match=fixed):
        measure(manifest, APRIL)


def test_a_blank_factor_in_the_map_drops_its_rows_on_purpose(one_source: Build) -> None:
    manifest = with_map(one_source(CSV, MAPPED), MAP + "large,hydrogen,\n")
    report = measure(manifest, APRIL)
    assert report.sources["dropped"].to_list() == [[{"reason": "no factor in the map", "rows": 1}]]
