"""docs/invariants.md names only tests that exist, some for each promise, and all that bear a promise's name."""

import re

from .named_tests import DEFINED, NAMED, assert_all_named_exist
from .pages import DOCS, REPO, headings, text_of

PAGE = text_of(DOCS / "invariants.md")
PROMISES = [
    "No minter key",
    "Issued is bounded",
    "Nothing is counted twice",
    "Private by default",
    "Wrong arithmetic cannot stand",
    "One price for all",
    "Nobody can block another",
    "Retired is final",
]


def sections() -> dict[int, str]:
    """Number of a promise -> its section."""
    parts = re.split(r"^## (\d+)\. .*$", PAGE, flags=re.MULTILINE)[1:]
    return {int(number): text for number, text in zip(parts[::2], parts[1::2], strict=True)}


def test_all_promises_stand_in_order():
    titles = [title for level, title in headings(PAGE) if level == 2]
    assert titles == [f"{number}. {promise}" for number, promise in enumerate(PROMISES, 1)]


def test_every_test_that_is_named_exists():
    assert len(NAMED.findall(PAGE)) > 50
    assert_all_named_exist(PAGE)


def test_every_promise_has_tests_in_each_row():
    for number, text in sections().items():
        rows = [line for line in text.splitlines() if line.startswith("| ") and "holds today" not in line]
        assert rows, number
        assert [row for row in rows if not NAMED.search(row)] == []


def test_no_test_that_bears_a_promises_name_is_missing():
    defined = {
        (name, file.relative_to(REPO).as_posix())
        for pattern in ("*.py", "*.sol")
        for file in (REPO / "tests").rglob(pattern)
        for name in DEFINED.findall(text_of(file))
        if re.search(r"_promise_\d_", name)
    }
    assert len(defined) > 10
    for name, path in sorted(defined):
        number = int(re.search(r"_promise_(\d)_", name)[1])
        assert (name, path) in NAMED.findall(sections()[number]), f"{name} in {path}"


def test_what_is_not_built_is_said():
    lacking = {number for number, text in sections().items() if "**Not yet:**" in text}
    contracts = {file.stem for file in (REPO / "contracts").rglob("*.sol")}
    assert "Disputes" not in contracts, "disputes are built: say what holds of promise 5"
    assert {4, 5} <= lacking
