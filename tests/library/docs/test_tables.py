"""A table says each thing once: two rows of one name are two answers to one question."""

from itertools import groupby

import pytest

from .pages import REPO, text_of, without_code

PAGES = sorted([*REPO.glob("*.md"), *(REPO / "docs").glob("*.md")])
OF_PAIRS = {"benchmarks.md", "invariants.md", "threat-model.md"}
"""Pages whose rows are told apart by more than their first cell."""


def tables(page):
    """Each table's rows, without heading and rule."""
    lines = without_code(text_of(page)).splitlines()
    for is_table, rows in groupby(lines, lambda line: line.startswith("|")):
        if is_table:
            yield list(rows)[2:]


def named_twice(page):
    """First cells (whole rows where a page pairs its cells) that a table has more than once."""
    found = []
    for rows in tables(page):
        names = rows if page.name in OF_PAIRS else [row.split("|")[1].strip() for row in rows]
        found += sorted({name for name in names if names.count(name) > 1})
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_table_has_no_row_twice(page):
    assert named_twice(page) == []
