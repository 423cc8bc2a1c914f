"""The words and figures of page and terminal."""

import doctest

import pytest

from abate.report import figures, words


@pytest.mark.parametrize("module", [words, figures])
def test_examples_of_the_docstrings(module):
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
