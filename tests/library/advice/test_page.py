"""The figures of docs/advice.md are those that the command prints."""

import re

import pytest
from click.testing import CliRunner

from abate.cli import abate as command
from tests.library.advice.conftest import REPO, SAMPLES
from tests.library.docs.pages import DOCS, text_of

PAGE = text_of(DOCS / "advice.md")


@pytest.mark.parametrize("home", ["uk-home", "sydney-homes", "danish-heat-meter"])
def test_the_back_tests(home):
    done = CliRunner().invoke(command, ["advise", str(SAMPLES / home / "manifest.toml"), "--backtest"])

    assert done.exit_code == 0
    assert done.output in PAGE


def test_make_runs_the_same_homes():
    (recipe,) = re.findall(r"^bench-forecast:.*\n\t(.*)$", text_of(REPO / "Makefile"), flags=re.MULTILINE)
    assert "for home in uk-home sydney-homes danish-heat-meter;" in recipe
