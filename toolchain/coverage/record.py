"""What is known of all runs: covered.json names, for each way of each condition, a file of tests that goes it;
unreachable.toml says why no test can go another.

A way's name is made of its function and its text, so that the record outlives changes elsewhere in the file. A
condition that is new, or was reworded, is not in it, and neither is one whose tests are gone.
"""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

from toolchain.coverage.branches import Branch
from toolchain.coverage.conditions import Condition

Covered = dict[str, dict[str, str]]
Reasons = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Gap:
    """A way that nothing is known of."""

    file: str
    line: int
    way: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.way}"


def read_covered(file: Path) -> Covered:
    """Ways by source, each with its tests; nothing where no run was made."""
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def write_covered(file: Path, covered: Covered) -> None:
    """Sorted, so that a change shows what changed."""
    file.write_text(json.dumps(covered, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def read_reasons(file: Path) -> Reasons:
    """Ways by source, each with the reason why it cannot be gone."""
    reasons: Reasons = {}
    for group in tomllib.loads(file.read_text(encoding="utf-8")).get("unreachable", []):
        reasons.setdefault(group["file"], {}).update(dict.fromkeys(group["ways"], group["reason"]))
    return reasons


def kept(covered: Covered, conditions: list[Condition], root: Path) -> Covered:
    """The part of a record that still holds: the condition is there, and so are the tests."""
    present = {(one.file, way) for one in conditions for way in one.ways}
    return {
        file: still
        for file, ways in covered.items()
        if (still := {way: test for way, test in ways.items() if (file, way) in present and (root / test).exists()})
    }


def joined(covered: Covered, branches: list[Branch]) -> Covered:
    """A record and what a run saw; tests that are named already stay named."""
    result = {file: dict(ways) for file, ways in covered.items()}
    for branch in branches:
        for way, test in branch.gone.items():
            result.setdefault(branch.condition.file, {}).setdefault(way, test)
    return result


def gaps(conditions: list[Condition], covered: Covered, reasons: Reasons) -> list[Gap]:
    """Every way that no test is known to go, and that nobody explained."""
    return [
        Gap(one.file, one.line, way)
        for one in conditions
        for way in one.ways
        if way not in covered.get(one.file, {}) and way not in reasons.get(one.file, {})
    ]


def contradictions(conditions: list[Condition], covered: Covered, reasons: Reasons) -> list[str]:
    """Reasons for ways that were gone, or that no condition has."""
    present = {(one.file, way) for one in conditions for way in one.ways}
    return [
        f"{file}: {way}" + (" was gone" if (file, way) in present else " is no way of a condition")
        for file, ways in reasons.items()
        for way in ways
        if way in covered.get(file, {}) or (file, way) not in present
    ]
