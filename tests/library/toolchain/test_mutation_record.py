"""A verdict holds for one state of sources and tests; a stopped run goes on where it stood."""

import pytest

from toolchain.mutation.operators import Mutant
from toolchain.mutation.record import Record
from toolchain.mutation.trial import Verdict
from toolchain.mutation.units import chosen

(UNIT,) = chosen(["ProRata"])
MUTANTS = [Mutant(UNIT.file, "share", "kind", 0, 1, str(number), 1, "a", f"b{number}") for number in range(3)]


@pytest.fixture
def record():
    """The first was killed, the second survived, the third waits."""
    kept = Record({})
    kept.begin(UNIT, MUTANTS, only_survivors=False)
    kept.note(UNIT, MUTANTS[0], Verdict("killed", "Test.test_it"))
    kept.note(UNIT, MUTANTS[1], Verdict("survived"))
    return kept


def outcomes(kept: Record) -> list[tuple[str, bool]]:
    return [(one["outcome"], "earlier" in one) for one in kept.units["ProRata"]["mutants"].values()]


def test_a_stopped_run_goes_on(record):
    record.begin(UNIT, MUTANTS, only_survivors=False)
    assert outcomes(record) == [("killed", False), ("survived", False)]
    assert record.waiting(UNIT, MUTANTS) == [MUTANTS[2]]


def test_other_sources_or_tests_begin_anew(record):
    record.units["ProRata"]["fingerprint"] = "another"
    record.begin(UNIT, MUTANTS, only_survivors=False)
    assert record.waiting(UNIT, MUTANTS) == MUTANTS


def test_only_survivors_keeps_kills_and_marks_them(record):
    record.units["ProRata"]["fingerprint"] = "another"
    record.begin(UNIT, MUTANTS, only_survivors=True)
    assert outcomes(record) == [("killed", True)]
    assert record.waiting(UNIT, MUTANTS) == MUTANTS[1:]


def test_a_mutant_that_is_no_more_is_forgotten(record):
    record.begin(UNIT, MUTANTS[1:], only_survivors=False)
    assert outcomes(record) == [("survived", False)]


def test_two_runs_write_one_file(record, tmp_path, monkeypatch):
    monkeypatch.setattr("toolchain.mutation.record.FILE", tmp_path / "reports" / "mutation.json")
    other = Record.load()
    record.save()
    other.begin(chosen(["TickLadder"])[0], [], only_survivors=False)
    other.save()
    assert list(Record.load().units) == ["ProRata", "TickLadder"]
    assert outcomes(Record.load()) == outcomes(record)
