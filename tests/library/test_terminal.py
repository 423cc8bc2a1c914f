"""Words of others on a terminal: a server's line, a token's symbol, a reward's title."""

import io
import sys

import click
import pytest
from rich.console import Console

from abate.cli import abate as command
from abate.cli import main
from abate.errors import IntegrityError
from abate.runs.shown import facts
from abate.terminal import printable, table_console

CLEARING = "\x1b[2J\x1b[1;1Hall is well\x07"
REVERSED = "paid \u202e000,1\u202c"


def test_an_error_that_quotes_a_server_cannot_clear_the_screen(monkeypatch, capsys):
    def refused(*_, **__):
        raise IntegrityError(f"the exchange at host refuses: {CLEARING}\nabate: posted")

    monkeypatch.setattr(command, "invoke", refused)
    monkeypatch.setattr(sys, "argv", ["abate", "factors"])
    with pytest.raises(SystemExit):
        main()
    said = capsys.readouterr().err
    assert said == r"abate: the exchange at host refuses: \x1b[2J\x1b[1;1Hall is well\x07\nabate: posted" + "\n"


def test_a_fact_that_quotes_the_chain_cannot_either():
    out = io.StringIO()
    facts(Console(file=out, width=200), "Reward", {"title": CLEARING, "price": REVERSED})
    assert "\x1b[2J" not in out.getvalue()
    assert r"paid \u202e000,1\u202c" in out.getvalue()


def test_words_of_any_script_stay():
    text = "Łódź, 京都, القاهرة, 100 % – “ok”"
    assert printable(text) == text


def test_nothing_hides_a_word():
    assert printable("a\u200bb\u2028c\x00") == r"a\u200bb\u2028c\x00"
    assert click.unstyle(printable(CLEARING)) == printable(CLEARING)


def test_a_table_has_the_width_of_the_terminal_and_in_a_file_enough_of_its_own():
    terminal = Console(file=io.StringIO(), force_terminal=True, width=70)
    assert table_console(140, terminal).width == 70
    for width, shown in ((70, 140), (200, 200)):
        assert table_console(140, Console(file=io.StringIO(), width=width)).width == shown
