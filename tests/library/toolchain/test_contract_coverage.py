"""Every way of every condition of the contracts is gone by a test that the record names, or explained."""

from pathlib import Path

import pytest

from toolchain.coverage.conditions import conditions_of, own_sources
from toolchain.coverage.record import (
    contradictions,
    gaps,
    kept,
    read_covered,
    read_reasons,
)

ROOT = Path(__file__).resolve().parents[3]
TOOL = ROOT / "toolchain" / "coverage"
RUN = "trace the tests that go it: make coverage-contracts TESTS=tests/chain/..., which adds them to covered.json"
STRIKE = "strike it: make coverage-contracts TESTS=--report"


@pytest.fixture(scope="module")
def conditions():
    return conditions_of(ROOT, own_sources(ROOT))


@pytest.fixture(scope="module")
def covered():
    return read_covered(TOOL / "covered.json")


@pytest.fixture(scope="module")
def reasons():
    return read_reasons(TOOL / "unreachable.toml")


def test_every_way_is_in_the_record_or_explained(conditions, covered, reasons):
    missing = gaps(conditions, kept(covered, conditions, ROOT), reasons)

    assert [f"{gap}; {RUN}" for gap in missing] == []


def test_the_record_names_nothing_that_is_gone(conditions, covered):
    assert kept(covered, conditions, ROOT) == covered, STRIKE


def test_nothing_is_explained_that_was_gone_or_is_no_condition(conditions, covered, reasons):
    assert contradictions(conditions, covered, reasons) == []
