"""Libraries that know nothing of Abate find in its token and certificate what the standards say, each by itself."""

import pytest

from tests.library.docs.pages import DOCS, rows, text_of

PAGE = DOCS / "standards.md"
STANDARDS = ("EIP-20", "EIP-2612", "EIP-5267", "EIP-721", "EIP-5192", "EIP-6093")


@pytest.fixture(scope="module", params=["viem", "ethers"])
def found(request, run):
    return run(request.param)


@pytest.mark.parametrize("standard", STANDARDS)
def test_the_standard_holds_sentence_by_sentence(found, standard):
    checked = {sentence: problem for (each, sentence), problem in found.items() if each == standard}
    broken = [f"{sentence}: {problem}" for sentence, problem in checked.items() if problem]

    assert len(checked) >= 3
    assert not broken, "\n\n".join(broken)


def test_the_page_has_a_row_for_each_check(found):
    listed = [(row.path[-1], row.cells[0]) for row in rows(text_of(PAGE)) if row.cells[1] == "viem, ethers"]

    assert listed == list(found)
