from collections.abc import Callable

import pytest

from abate.emissions import FactorLibrary, Manifest, Period, calculate, measure
from abate.errors import InputError
from tests.library.emissions.conftest import TOTAL

Build = Callable[..., Manifest]
CSV = "who,month,kwh\nann,2021-04,1\nbob,2021-04,2\neve,2021-05,3\n"
LIST = 'people = "people.csv"\npeople_column = "id"\n'


def with_people(manifest: Manifest, text: str) -> Manifest:
    (manifest.folder / "people.csv").write_text(text)
    return manifest


def test_rows_of_people_who_do_not_belong_are_dropped(one_source: Build) -> None:
    manifest = with_people(one_source(CSV, TOTAL, head=LIST), "id,size\nann,2\neve,1\n")
    report = measure(manifest, Period(2021, 4))
    assert report.lines["person"].to_list() == ["ann"]
    assert {"reason": "not in the people list", "rows": 1} in report.sources["dropped"][0].to_list()


def test_somebody_without_rows_is_absent(one_source: Build) -> None:
    manifest = with_people(one_source(CSV, TOTAL, head=LIST), "id\nann\ncid\n")
    assert calculate(manifest, Period(2021, 4), FactorLibrary.load()).people["person"].to_list() == ["ann"]


def test_somebody_without_rows_is_zero_only_when_said(one_source: Build) -> None:
    head = LIST + 'without_rows = "zero"\n'
    manifest = with_people(one_source(CSV, TOTAL, head=head), "id\nann\ncid\neve\n")
    people = calculate(manifest, Period(2021, 4), FactorLibrary.load()).people
    # eve has rows, though none of this month: nothing is known of her April
    assert people.rows() == [("ann", 212, True), ("cid", 0, True)]


def test_somebody_who_stands_twice_is_refused(one_source: Build) -> None:
    manifest = with_people(one_source(CSV, TOTAL, head=LIST), "id\nann\nbob\nann\n")
    with pytest.raises(InputError, match=r"people.csv: line 4: id: 'ann' stands here twice$"):
        measure(manifest, Period(2021, 4))


def test_a_blank_person_is_refused(one_source: Build) -> None:
    with pytest.raises(InputError, match=r"data.csv: line 3: who: is blank$"):
        measure(one_source("who,month,kwh\nann,2021-04,1\n,2021-04,2\n", TOTAL), Period(2021, 4))
