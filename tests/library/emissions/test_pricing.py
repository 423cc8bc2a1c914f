from collections.abc import Callable
from decimal import Decimal

import pytest

from abate.emissions import FactorLibrary, Manifest, Period, apply_factors, calculate, measure
from abate.errors import InputError
from tests.library.emissions.conftest import TOTAL

Build = Callable[..., Manifest]
LIBRARY = FactorLibrary.load()
APRIL = Period(2021, 4)
CSV = "who,month,kwh\nann,2021-04,1000.123456\nann,2020-04,1\n"


def test_kg_is_the_exact_product(one_source: Build) -> None:
    (line,) = calculate(one_source(CSV, TOTAL), APRIL, LIBRARY).lines.to_dicts()
    assert line["kg"] == Decimal("1000.123456") * Decimal("0.21233")
    assert (line["factor_id"], line["factor"], line["unit"]) == ("uk-desnz/2021/electricity", Decimal("0.21233"), "kWh")


def test_the_year_of_the_factor_is_the_period_s(one_source: Build) -> None:
    report = calculate(one_source(CSV, TOTAL), Period(2020, 4), LIBRARY)
    assert report.lines["factor_id"].to_list() == ["uk-desnz/2020/electricity"]


def test_another_year_is_taken_only_when_said(one_source: Build) -> None:
    report = calculate(one_source(CSV, TOTAL, factor_year=2013), APRIL, LIBRARY)
    assert report.lines["factor_id"].to_list() == ["uk-desnz/2013/electricity"]
    with pytest.raises(InputError, match=r"has no 'beijing' of 2021; it has 2023; factor_year chooses one$"):
        calculate(one_source(CSV, TOTAL, factor="china-grid/{year}/beijing"), APRIL, LIBRARY)


def test_activity_may_be_put_at_another_year_s_factors(one_source: Build) -> None:
    lines = measure(one_source(CSV, TOTAL), Period(2020, 4)).lines
    assert apply_factors(lines, LIBRARY, 2021)["kg"].to_list() == [Decimal("0.21233")]
    insisting = measure(one_source(CSV, TOTAL, factor_year=2013), Period(2020, 4)).lines
    assert apply_factors(insisting, LIBRARY, 2021)["factor_id"].to_list() == ["uk-desnz/2013/electricity"]


@pytest.mark.parametrize(
    ("unit", "activity"),
    [("Wh", "1.000123456"), ("kWh", "1000.123456"), ("MWh", "1000123.456"), ("J", "0.000277812071")],
)
def test_activity_is_converted_to_the_factor_s_unit(one_source: Build, unit: str, activity: str) -> None:
    (line,) = calculate(one_source(CSV, TOTAL, unit=unit), APRIL, LIBRARY).lines.to_dicts()
    assert (line["activity"], line["unit"]) == (Decimal(activity), "kWh")


def test_a_unit_of_another_dimension_is_refused(one_source: Build) -> None:
    with pytest.raises(InputError, match=r"'electricity' of factor set uk-desnz is not per 'km'; it is per kWh$"):
        calculate(one_source(CSV, TOTAL, unit="km"), APRIL, LIBRARY)


FOOD = {"category": "food", "unit": "g", "factor_year": 2010, "source_columns": ["who", "meal"]}


def grams(manifest: Manifest) -> list[int]:
    return calculate(manifest, APRIL, LIBRARY).people["grams"].to_list()


def test_grams_are_rounded_once_per_person(one_source: Build) -> None:
    rows = "".join(f"ann,2021-04,0.54,{meal}\n" for meal in range(3))
    manifest = one_source("who,month,kwh,meal\n" + rows, TOTAL, **FOOD, factor="food/{year}/pig-meat")
    # three times 0.54 g x 12.31 = 6.6474 g: 19.9422 g in all, and not 7 + 7 + 7
    assert grams(manifest) == [20]


@pytest.mark.parametrize(("eaten", "emitted"), [("50", 22), ("150", 64)])
def test_half_a_gram_goes_to_the_even_one(one_source: Build, eaten: str, emitted: int) -> None:
    csv = f"who,month,kwh,meal\nann,2021-04,{eaten},1\n"
    # 21.5 g and 64.5 g
    assert grams(one_source(csv, TOTAL, **FOOD, factor="food/{year}/apples")) == [emitted]


def test_more_decimals_than_a_sum_can_hold_are_refused(one_source: Build) -> None:
    manifest = one_source("who,month,kwh\nann,2021-04,0.1234567890123456789\n", TOTAL)
    with pytest.raises(InputError, match=r"data.csv: line 2: kwh: has more than 18 decimals$"):
        calculate(manifest, APRIL, LIBRARY)


def test_more_digits_than_anybody_uses_are_refused(one_source: Build) -> None:
    manifest = one_source("who,month,kwh\nann,2021-04,999999999999\nann,2021-05,1000000000000\n", TOTAL)
    with pytest.raises(InputError, match=r"data.csv: line 3: kwh: has more than 12 digits before the point$"):
        calculate(manifest, APRIL, LIBRARY)


def test_an_amount_that_cannot_be_priced_exactly_is_refused(one_source: Build) -> None:
    manifest = one_source("who,month,kwh\nann,2021-04,999999999999\n", TOTAL, unit="GJ")
    with pytest.raises(InputError, match=r"^an amount is too large to be priced: "):
        calculate(manifest, APRIL, LIBRARY)


def test_the_sets_that_were_used_are_named_with_their_hash(one_source: Build) -> None:
    report = calculate(one_source(CSV, TOTAL), APRIL, LIBRARY)
    assert report.factor_set_hashes == {"uk-desnz": LIBRARY.set("uk-desnz").hash}


def test_the_largest_sum_of_a_person_is_exact_to_the_gram(one_source: Build) -> None:
    rows = "".join(f"ann,2021-04,999999999999.999,{meter}\n" for meter in range(4))
    manifest = one_source("who,month,kwh,meter\n" + rows, TOTAL, source_columns=["who", "meter"])
    # 4 x 999999999999.999 kWh x 0.21233 = 849319999999.99915068 kg
    assert grams(manifest) == [849_319_999_999_999]
