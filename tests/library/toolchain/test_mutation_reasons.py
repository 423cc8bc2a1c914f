"""Every reason for a survivor is about a line that stands in its contract, and is that mutant's own."""

import tomllib

import pytest

from tests.library.docs.pages import text_of
from toolchain.mutation.report import SURVIVORS
from toolchain.mutation.units import chosen

LISTED = tomllib.loads(text_of(SURVIVORS))["survivor"]
FILES = {unit.name: unit.file for unit in chosen([])}


def test_no_mutant_is_listed_twice():
    names = [one["mutant"] for one in LISTED]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("one", LISTED, ids=lambda one: one["mutant"])
def test_its_line_stands_in_the_contract(one):
    contract, rest = one["mutant"].split(".", 1)
    function, change = rest.split(": `", 1)
    before, after = change.rsplit("`", 1)[0].split("` -> `")
    source = text_of(SURVIVORS.parents[2] / FILES[contract])
    assert before in {" ".join(line.split()) for line in source.splitlines()}
    assert f"function {function}(" in source or function == contract
    assert before != after
    assert len(one["reason"].split()) > 3 and one["reason"].endswith(".")
