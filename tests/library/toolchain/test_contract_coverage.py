"""Every way of every condition of the contracts is gone by a test that the record names, or explained; or it is one of
those that were not traced yet, which become fewer.
"""

from pathlib import Path

import pytest

from toolchain.coverage.conditions import conditions_of, own_sources
from toolchain.coverage.record import (
    contradictions,
    gaps,
    kept,
    read_covered,
    read_reasons,
    read_untraced,
    still_untraced,
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


@pytest.fixture(scope="module")
def untraced():
    return read_untraced(TOOL / "untraced.json")


@pytest.fixture(scope="module")
def missing(conditions, covered, reasons):
    return gaps(conditions, kept(covered, conditions, ROOT), reasons)


def test_every_way_is_in_the_record_or_explained_or_was_missing_before(missing, untraced):
    unknown = [gap for gap in missing if gap.way not in untraced.get(gap.file, [])]

    assert [f"{gap}; {RUN}" for gap in unknown] == []


def test_what_was_traced_is_no_longer_listed_as_missing(missing, untraced):
    assert still_untraced(untraced, missing) == untraced, STRIKE


def test_the_record_names_nothing_that_is_gone(conditions, covered):
    assert kept(covered, conditions, ROOT) == covered, STRIKE


def test_nothing_is_explained_that_was_gone_or_is_no_condition(conditions, covered, reasons):
    assert contradictions(conditions, covered, reasons) == []
