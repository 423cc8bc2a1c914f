"""The methodology's hash depends on what it says, not on how it is written."""

from pathlib import Path

import pytest
from eth_utils import keccak

from abate.credits import load_methodology

DEMO = Path(__file__).parents[3] / "programmes" / "demo" / "methodology.toml"

MINIMAL = """
name = "Flat"
version = "1"
factor_sets = ["uk-desnz"]
reserve_share = "0.03"
[[baseline]]
rule = "fixed"
amount = "200"
unit = "kg CO2e"
per = "month"
"""

CANONICAL = (
    '{"baseline":[{"amount":"200","categories":[],"factor":null,"per":"month","rule":"fixed","scale":[],'
    '"unit":"kg CO2e"}],"coefficient":"1","coverage_threshold":"1","factor_sets":["uk-desnz"],"life_situation":{},'
    '"name":"Flat","policy":"reduction","reserve_share":"0.03","rounding":"half-even","version":"1"}'
)


@pytest.fixture
def read(tmp_path):
    def write_and_load(text):
        file = tmp_path / "methodology.toml"
        file.write_text(text, encoding="utf-8")
        return load_methodology(file)

    return write_and_load


def test_hash_of_the_canonical_form(read):
    methodology = read(MINIMAL)
    assert methodology.canonical_form == CANONICAL
    assert methodology.methodology_id == keccak(b"abate-methodology-1\n" + CANONICAL.encode())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"0.03"', '"0.0300"'),
        ('amount = "200"', "amount = 200"),
        ('version = "1"', 'version = "1" # first'),
        ('version = "1"', 'version = "1"\ndescription = "for readers"'),
        ('version = "1"', 'version = "1"\npolicy = "reduction"\ncoefficient = "1.0"'),
    ],
)
def test_other_writing_has_the_same_hash(read, old, new):
    assert read(MINIMAL.replace(old, new)).methodology_id == read(MINIMAL).methodology_id


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"0.03"', '"0.04"'),
        ('"200"', '"201"'),
        ('"month"', '"year"'),
        ('version = "1"', 'version = "2"'),
        ('version = "1"', 'version = "1"\npolicy = "index"'),
        ('["uk-desnz"]', '["uk-desnz", "us-epa"]'),
    ],
)
def test_another_content_has_another_hash(read, old, new):
    assert read(MINIMAL.replace(old, new)).methodology_id != read(MINIMAL).methodology_id


def test_the_demo_withholds_three_percent():
    methodology = load_methodology(DEMO)
    assert methodology.reserve_share_bps == 300
    assert methodology.coefficient_units == 1_000_000
    assert len(methodology.methodology_id) == 32
