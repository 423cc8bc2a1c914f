"""The table of mutants says what was tried last, on the contracts as they are."""

from collections import Counter

from tests.library.docs.pages import DOCS, REPO, text_of
from toolchain.mutation import results
from toolchain.mutation.report import LEAST_PERCENT, by_area, reasons, table
from toolchain.mutation.units import chosen

UNITS = {unit.name: unit for unit in chosen([])}
RESULTS = results.load()
SCORES = by_area((UNITS[name].area, results.score_of(RESULTS[name])) for name in UNITS if name in RESULTS)
PAGE = text_of(DOCS / "mutation.md")


def test_results_are_of_the_present_contracts():
    """After a change of one of them: make mutate UNITS=its-name"""
    present = {name: results.code_hash(text_of(REPO / UNITS[name].file)) for name in RESULTS}
    assert [name for name, one in RESULTS.items() if present[name] != one["code"]] == []


def test_every_survivor_that_was_counted_has_its_reason():
    listed = Counter((key.split(".")[0], reason.equivalent) for key, reason in reasons().items())
    for name in RESULTS:
        score = results.score_of(RESULTS[name])
        assert (listed[name, True], listed[name, False]) == (score.equivalent, score.surviving), name


def test_every_area_scores_enough():
    assert [area for area, score in SCORES.items() if score.percent < LEAST_PERCENT] == []


def test_the_page_shows_the_results_and_what_they_leave_out():
    assert table(SCORES) in PAGE
    missing = ", ".join(f"`{name}`" for name in UNITS if name not in RESULTS)
    assert ("Not in the table" in PAGE) is bool(missing)
    assert not missing or f"Not in the table: {missing}." in PAGE


def test_comments_and_blanks_are_no_code():
    one = results.code_hash('// a\nstring s = "// kept";  /* b\n c */ uint256 x = a / b;\n')
    assert one == results.code_hash('string s = "// kept"; // d\nuint256 x = a / b;')
    assert one != results.code_hash('string s = "// kept";\nuint256 x = a * b;')
    assert one != results.code_hash('string s = "// other";\nuint256 x = a / b;')
