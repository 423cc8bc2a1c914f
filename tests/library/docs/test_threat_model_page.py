"""docs/threat-model.md names tests that exist, every contract once for the audit, and what helps against each issue."""

import re

from toolchain.audit_scope import lines_of, scope

from .named_tests import NAMED, assert_all_named_exist
from .pages import DOCS, REPO, headings, rows, text_of

PAGE = text_of(DOCS / "threat-model.md")
TITLES = [
    "Assets",
    "Actors",
    "Trust boundaries",
    "Assumptions",
    "Known issues",
    "What an external audit should look at first",
    "How to run every tool",
]


def table(title):
    return [row.cells for row in rows(PAGE) if row.path[-1] == title]


def test_all_parts_stand_in_order():
    assert [title for level, title in headings(PAGE) if level == 2] == TITLES


def test_every_test_that_is_named_exists():
    assert len(NAMED.findall(PAGE)) > 30
    assert_all_named_exist(PAGE)


def test_every_actor_has_a_bound_and_a_test():
    actors = table("Actors")
    assert len(actors) > 18
    assert [cells[0] for cells in actors if not all(cells) or not NAMED.search(cells[-1])] == []


def test_every_known_issue_says_what_it_costs_and_what_helps():
    issues = table("Known issues")
    assert len(issues) > 15
    assert [cells[0] for cells in issues if len(cells) != 3 or not all(cells)] == []


def test_the_audits_scope_holds_every_contract_once():
    part = PAGE[PAGE.index("## What an external audit") : PAGE.index("## How to run")]
    named = re.findall(r"`(contracts/[\w/]+\.sol)`", part)
    there = [
        file.relative_to(REPO).as_posix() for file in (REPO / "contracts").rglob("*.sol") if "test" not in file.parts
    ]
    assert sorted(named) == sorted(there)


def test_the_scopes_command_counts_lines_that_say_something(tmp_path):
    files = scope()
    assert files[0].name == "CarbonCredit.sol"
    assert all(file.is_file() for file in files)
    file = tmp_path / "A.sol"
    file.write_text("// a\n/* b\n c */\n\ncontract A { // d\n    /// @dev e\n    uint256 x;\n}\n")
    assert lines_of(file) == 3
