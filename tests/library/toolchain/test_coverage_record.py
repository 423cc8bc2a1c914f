"""What the record of gone ways keeps, and what it finds lacking."""

import pytest

from toolchain.coverage.branches import Branch
from toolchain.coverage.conditions import Condition
from toolchain.coverage.record import (
    contradictions,
    gaps,
    joined,
    kept,
    read_covered,
    read_reasons,
    write_covered,
)

FILE, TEST, OTHER = "contracts/Gate.sol", "tests/chain/test_gate.py", "tests/chain/test_other.py"
OPEN = Condition((FILE, 10, 5), 3, "pass: `open`", "IfStatement")
LOOP = Condition((FILE, 20, 5), 4, "pass: `i < n`", "ForStatement")


@pytest.fixture
def root(tmp_path):
    (tmp_path / TEST).parent.mkdir(parents=True)
    (tmp_path / TEST).touch()
    return tmp_path


def test_what_nobody_went_is_told_with_its_line():
    covered = {FILE: {"pass: `open` true": TEST, "pass: `i < n` loop ends": TEST}}
    reasons = {FILE: {"pass: `i < n` loop goes on": "n is never more than 0"}}

    assert [str(gap) for gap in gaps([OPEN, LOOP], covered, reasons)] == ["contracts/Gate.sol:3: pass: `open` false"]


def test_the_same_words_in_another_source_are_not_taken_for_it():
    covered = {"contracts/Other.sol": {"pass: `open` true": TEST, "pass: `open` false": TEST}}

    assert [gap.way for gap in gaps([OPEN], covered, {})] == ["pass: `open` false", "pass: `open` true"]


def test_a_condition_that_is_gone_and_a_test_that_is_gone_leave_the_record(root):
    covered = {
        FILE: {"pass: `open` true": TEST, "pass: `open` false": OTHER, "pass: `closed` true": TEST},
        "contracts/Gone.sol": {"pass: `open` true": TEST},
    }

    assert kept(covered, [OPEN], root) == {FILE: {"pass: `open` true": TEST}}


def test_a_run_adds_what_it_saw_and_leaves_tests_that_are_named():
    seen = [Branch(OPEN, 1, {"pass: `open` true": OTHER, "pass: `open` false": OTHER}), Branch(LOOP, 1, {})]

    assert joined({FILE: {"pass: `open` true": TEST}}, seen) == {
        FILE: {"pass: `open` true": TEST, "pass: `open` false": OTHER}
    }


def test_a_reason_for_what_was_gone_or_is_no_condition_is_a_contradiction():
    reasons = {FILE: {"pass: `open` true": "why", "pass: `shut` true": "why", "pass: `open` false": "why"}}

    assert contradictions([OPEN], {FILE: {"pass: `open` true": TEST}}, reasons) == [
        "contracts/Gate.sol: pass: `open` true was gone",
        "contracts/Gate.sol: pass: `shut` true is no way of a condition",
    ]


def test_records_are_written_sorted_and_read_back(tmp_path):
    file = tmp_path / "covered.json"
    assert read_covered(file) == {}

    write_covered(file, {FILE: {"b": TEST, "a": OTHER}})

    assert file.read_text() == f'{{\n "{FILE}": {{\n  "a": "{OTHER}",\n  "b": "{TEST}"\n }}\n}}\n'
    assert read_covered(file) == {FILE: {"a": OTHER, "b": TEST}}


def test_one_reason_may_stand_for_several_ways(tmp_path):
    file = tmp_path / "unreachable.toml"
    file.write_text('[[unreachable]]\nfile = "x.sol"\nways = ["a", "b"]\nreason = "so"\n')

    assert read_reasons(file) == {"x.sol": {"a": "so", "b": "so"}}
