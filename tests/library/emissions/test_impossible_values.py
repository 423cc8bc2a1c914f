from collections.abc import Callable
from decimal import Decimal

from abate.emissions import FactorLibrary, Manifest, Period, calculate, measure
from tests.library.emissions.conftest import INTERVAL, TOTAL, hours

Build = Callable[..., Manifest]
APRIL = Period(2021, 4)


def test_each_impossible_value_is_dropped_with_its_reason(one_source: Build) -> None:
    csv = "t,kwh\n" + hours("2021-04-01", [1, -2, "NaN", "inf", "-Infinity", "", "n/a", 50, 51, "1e1"])
    report = measure(one_source(csv, INTERVAL, maximum="50", missing=["n/a"]), APRIL)
    assert report.lines["activity"].to_list() == [Decimal(61)]
    assert report.sources["dropped"].to_list() == [
        [
            {"reason": "above the maximum", "rows": 1},
            {"reason": "missing", "rows": 2},
            {"reason": "negative", "rows": 1},
            {"reason": "not finite", "rows": 3},
        ]
    ]


def test_a_total_with_an_unusable_row_is_not_complete(one_source: Build) -> None:
    csv = "who,month,kwh\nann,2021-04,1\nann,2021-04,-9\nbob,2021-04,2\n"
    lines = measure(one_source(csv, TOTAL, missing="-9", duplicates="all"), APRIL).lines
    assert lines.select("person", "activity", "complete", "reason").rows() == [
        ("ann", Decimal(1), False, "1 of its rows cannot be used"),
        ("bob", Decimal(2), True, None),
    ]


def test_a_source_without_a_usable_row_makes_its_person_incomplete(one_source: Build) -> None:
    csv = "who,car,month,kwh\nann,1,2021-04,3\nann,2,2021-04,-9\n"
    manifest = one_source(csv, TOTAL, missing="-9", source_columns=["who", "car"])
    report = calculate(manifest, APRIL, FactorLibrary.load())
    assert report.lines.select("source", "activity", "complete", "reason").rows() == [
        ("ann/1", Decimal(3), True, None),
        ("ann/2", Decimal(0), False, "no usable reading (missing)"),
    ]
    assert report.people.rows() == [("ann", 637, False)]


def test_somebody_of_whom_nothing_can_be_used_is_absent(one_source: Build) -> None:
    csv = "who,month,kwh\nann,2021-04,-9\nbob,2021-04,2\n"
    report = calculate(one_source(csv, TOTAL, missing="-9"), APRIL, FactorLibrary.load())
    assert report.people["person"].to_list() == ["bob"]
