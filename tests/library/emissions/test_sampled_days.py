from collections.abc import Callable
from decimal import Decimal

from abate.emissions import FactorLibrary, Manifest, Period, calculate, measure
from tests.library.emissions.conftest import TOTAL

FOOD = {
    **TOTAL, "category": "food", "period_column": None, "period": "2021", "value": "grams", "unit": "g",
    "factor": "food/{year}/apples", "factor_year": 2010, "duplicates": "all", "sampled_days_column": "day",
}  # fmt: skip
CSV = "who,day,grams\nann,1,100\nann,1,100\nann,2,50\nbob,7,10\ncid,1,1\ncid,2,1\ncid,3,1\n"


def test_recorded_days_are_scaled_to_the_period(one_source: Callable[..., Manifest]) -> None:
    lines = measure(one_source(CSV, FOOD), Period(2021)).lines
    assert lines.select("person", "activity").rows() == [
        ("ann", Decimal(250 * 365) / 2),
        ("bob", Decimal(3650)),
        ("cid", Decimal(365)),
    ]


def test_such_an_estimate_is_never_complete(one_source: Callable[..., Manifest]) -> None:
    (ann, *_) = measure(one_source(CSV, FOOD), Period(2021)).lines.to_dicts()
    assert (ann["coverage"], ann["complete"]) == (Decimal("0.005479"), False)
    assert ann["reason"] == "covered to 0.5479 %, less than 99 %"


def test_a_day_without_a_priced_food_was_recorded_all_the_same(one_source: Callable[..., Manifest]) -> None:
    csv = "who,day,grams,code\nann,1,100,apple\nann,2,70,water\n"
    keys = {"factor": None, "factor_columns": "code", "factor_map": "map.csv", "unmapped": "drop"}
    manifest = one_source(csv, FOOD, **keys)
    (manifest.folder / "map.csv").write_text("code,factor\napple,food/{year}/apples\n")
    assert measure(manifest, Period(2021)).lines["activity"].to_list() == [Decimal(100 * 365) / 2]


def test_grams_are_priced_per_kilogram(one_source: Callable[..., Manifest]) -> None:
    report = calculate(one_source(CSV, FOOD), Period(2021), FactorLibrary.load())
    # 3,650 g a year are 3.65 kg of apples at 0.43 kg
    assert report.lines.select("activity", "unit", "kg").row(1) == (Decimal("3.65"), "kg", Decimal("1.5695"))
