"""No binary float is made between the file and the sum."""

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abate.emissions import FactorLibrary, Period, calculate, load_manifest
from abate.emissions.decimals import plain
from tests.library.emissions.conftest import TOTAL, block

LIBRARY = FactorLibrary.load()


@settings(deadline=None, max_examples=40)
@given(st.lists(st.decimals(0, 10**9, places=9), min_size=1, max_size=20))
def test_a_sum_is_the_decimal_sum(values: list[Decimal]) -> None:
    with TemporaryDirectory() as folder:
        rows = "".join(f"ann,2021-04,{value:f}\n" for value in values)
        (Path(folder) / "data.csv").write_text("who,month,kwh\n" + rows)
        path = Path(folder) / "manifest.toml"
        path.write_text('period_timezone = "UTC"\n' + block({**TOTAL, "file": "data.csv", "duplicates": "all"}))
        (line,) = calculate(load_manifest(path), Period(2021, 4), LIBRARY).lines.to_dicts()
    assert line["activity"] == sum(values)
    assert line["kg"] == sum(values) * Decimal("0.21233")


@pytest.mark.parametrize(
    ("number", "text"),
    [("164.163000", "164.163"), ("1E+3", "1000"), ("0.000", "0"), ("-0.0", "0"), ("100", "100"), ("1E-7", "0.0000001")],
)
def test_a_number_is_written_in_its_shortest_plain_form(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text
