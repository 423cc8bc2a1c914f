"""Days as dates; the judge is Python's calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.core import given  # examples are calls: no state to bring back between them

EPOCH = date(1970, 1, 1)


@pytest.fixture(scope="module")
def pieces(CertificatePieces, deployer):
    return deployer.deploy(CertificatePieces)


@pytest.mark.parametrize(
    "text",
    ["1970-01-01", "2000-02-28", "2000-02-29", "2000-03-01", "2013-12-31", "2014-01-01", "2100-02-28", "2100-03-01"],
)
def test_dates_around_leap_days_and_new_year(pieces, text):
    assert pieces.date((date.fromisoformat(text) - EPOCH).days) == text


@settings(max_examples=100)
@given(day=st.integers(0, 2**16 - 1))
def test_every_day_has_its_date(pieces, day):
    assert pieces.date(day) == (EPOCH + timedelta(days=day)).isoformat()
