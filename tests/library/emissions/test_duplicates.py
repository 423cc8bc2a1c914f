from collections.abc import Callable
from decimal import Decimal

import pytest

from abate.emissions import Manifest, Period, measure
from abate.errors import InputError
from tests.library.emissions.conftest import INTERVAL, TOTAL

Build = Callable[..., Manifest]
APRIL = Period(2021, 4)
AGREEING = "t,kwh\n2021-04-01 00:00,1\n2021-04-01 01:00,2\n2021-04-01 01:00,2.0\n2021-04-01 02:00,4\n"
CONTRADICTING = (
    "t,kwh\n2021-04-01 00:00,1\n2021-04-01 01:00,2\n2021-04-01 01:00,3\n2021-04-01 01:00,1\n2021-04-01 02:00,4\n"
)


def test_rows_that_agree_are_one_reading(one_source: Build) -> None:
    report = measure(one_source(AGREEING, INTERVAL), APRIL)
    assert report.lines["activity"].to_list() == [Decimal(7)]
    source = report.sources.row(0, named=True)
    assert (source["rows_read"], source["rows_used"]) == (4, 3)
    assert source["dropped"] == [{"reason": "duplicate", "rows": 1}]


def test_rows_that_disagree_are_an_error_that_names_both(one_source: Build) -> None:
    manifest = one_source(CONTRADICTING, INTERVAL)
    with pytest.raises(InputError) as error:
        measure(manifest, APRIL)
    assert str(error.value) == (
        f"{manifest.folder / 'data.csv'}: line 4: kwh: 3 contradicts 2 of line 3, which is of the same time; "
        'say which to keep: duplicates = "first", "last", "largest" or "smallest"'
    )


@pytest.mark.parametrize(("keep", "total"), [("first", 7), ("last", 6), ("largest", 8), ("smallest", 6)])
def test_the_manifest_may_say_which_to_keep(one_source: Build, keep: str, total: int) -> None:
    report = measure(one_source(CONTRADICTING, INTERVAL, duplicates=keep), APRIL)
    assert report.lines["activity"].to_list() == [Decimal(total)]
    assert report.sources["dropped"].to_list() == [[{"reason": "duplicate", "rows": 2}]]


def test_a_row_that_cannot_be_used_contradicts_nothing(one_source: Build) -> None:
    csv = "t,kwh\n2021-04-01 00:00,1\n2021-04-01 00:00,\n2021-04-01 01:00,2\n2021-04-01 01:00,-5\n"
    assert measure(one_source(csv, INTERVAL), APRIL).lines["activity"].to_list() == [Decimal(3)]


def test_the_same_instant_in_two_notations_is_a_duplicate(one_source: Build) -> None:
    csv = "t,kwh\n2021-04-01T00:00:00Z,1\n2021-04-01T02:00:00+02:00,1\n2021-04-01T01:00:00Z,2\n"
    assert measure(one_source(csv, INTERVAL), APRIL).lines["activity"].to_list() == [Decimal(3)]


def test_contradictions_outside_the_period_do_not_matter(one_source: Build) -> None:
    csv = CONTRADICTING + "2021-05-01 00:00,1\n2021-05-01 01:00,1\n"
    assert measure(one_source(csv, INTERVAL), Period(2021, 5)).lines["activity"].to_list() == [Decimal(2)]


def test_two_totals_of_one_month_contradict_each_other(one_source: Build) -> None:
    csv = "who,month,kwh\nann,2021-04,1\nann,2021-04,2\n"
    with pytest.raises(InputError, match=r'or "all" where each row is an event of its own$'):
        measure(one_source(csv, TOTAL), APRIL)
    assert measure(one_source(csv, TOTAL, duplicates="all"), APRIL).lines["activity"].to_list() == [Decimal(3)]


def test_equal_events_all_count(one_source: Build) -> None:
    csv = "who,month,kwh\nann,2021-04,1\nann,2021-04,1\n"
    assert measure(one_source(csv, TOTAL, duplicates="all"), APRIL).lines["activity"].to_list() == [Decimal(2)]
