from collections.abc import Callable
from decimal import Decimal

import pytest

from abate.emissions import FactorLibrary, Manifest, Period, calculate, measure
from abate.errors import InputError
from tests.library.emissions.conftest import INTERVAL, TOTAL

OWN = ("row", "value", "person", "source", "period", "dropped", "start", "label", "offset", "step", "factor", "share")


@pytest.mark.parametrize("name", OWN)
def test_a_value_column_may_be_called_like_one_of_the_readers(one_source: Callable[..., Manifest], name: str) -> None:
    csv = f"t,{name}\n2021-04-01 00:00,1\n2021-04-01 01:00,2\n"
    assert measure(one_source(csv, INTERVAL, value=name), Period(2021, 4)).lines["activity"].to_list() == [Decimal(3)]


def test_every_column_may_be_called_like_one_of_the_readers(one_source: Callable[..., Manifest]) -> None:
    csv = "person,period,value,source,dropped,share,row\nann,2021-04,2,x,yes,true,1\nbob,2021-04,1,y,no,true,2\n"
    keys = {
        "person_column": "person", "period_column": "period", "value": "value", "source_columns": "source",
        "factor": None, "factor_columns": "row", "factor_map": "map.csv", "where": {"dropped": "yes"},
        "complete_column": "share",
    }  # fmt: skip
    manifest = one_source(csv, TOTAL, **keys)
    (manifest.folder / "map.csv").write_text("row,factor\n1,uk-desnz/{year}/electricity\n")
    people = calculate(manifest, Period(2021, 4), FactorLibrary.load()).people
    assert people.rows() == [("ann", 425, True)]


def test_a_second_column_of_persons_in_the_people_list_is_refused(one_source: Callable[..., Manifest]) -> None:
    head = 'people = "people.csv"\npeople_column = "id"\n'
    manifest = one_source("who,month,kwh\nann,2021-04,1\n", TOTAL, head=head)
    (manifest.folder / "people.csv").write_text("id,person\nann,Ann\n")
    with pytest.raises(InputError, match=r"people.csv: person: is another column than people_column; give it another"):
        measure(manifest, Period(2021, 4))
