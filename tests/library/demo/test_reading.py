"""What the demonstration reads: months without readings, certificates' drawings."""

import json
from base64 import b64encode
from decimal import Decimal

import pytest

from abate.demo.homes import change_percent, month_of
from abate.demo.read_chain import JSON_URI, SVG_URI, drawing_of
from abate.errors import IntegrityError
from abate.report.summary_homes import HomeMonth


def uri(kind, content):
    return kind + b64encode(content.encode()).decode()


def test_a_month_without_a_reading_says_so():
    assert month_of("2013-07", None) == HomeMonth(period="2013-07", counted=False, reason="no readings")


def test_from_nothing_there_is_no_change_in_percent():
    assert change_percent(Decimal(0), Decimal(5)) is None


def test_a_drawing_is_taken_out_of_the_metadata():
    assert drawing_of(uri(JSON_URI, json.dumps({"image": uri(SVG_URI, "<svg/>")}))) == "<svg/>"


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("ipfs://somewhere", "the certificate's metadata is no base64 data URI"),
        (uri(JSON_URI, json.dumps({"image": "https://somewhere/1.svg"})), "the certificate's image is no SVG data URI"),
    ],
)
def test_what_stands_elsewhere_is_no_certificate(token, said):
    with pytest.raises(IntegrityError) as refused:
        drawing_of(token)
    assert str(refused.value) == said
