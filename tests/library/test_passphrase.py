"""A passphrase comes from a file, the environment or the terminal, in this order, and is never empty."""

import io
import sys

import pytest

from abate import passphrase
from abate.errors import InputError

VARIABLE = "ABATE_TEST_PASSPHRASE"


class Terminal(io.StringIO):
    """An input that somebody sits at."""

    def isatty(self):
        return True


@pytest.fixture
def typing(monkeypatch):
    """Somebody who types these lines, one after the other."""

    def sits(*lines):
        left = iter(lines)
        monkeypatch.setattr(sys, "stdin", Terminal())
        monkeypatch.setattr(passphrase, "getpass", lambda prompt: next(left))

    return sits


def read(file=None, **options):
    return passphrase.read_passphrase(file, VARIABLE, "Passphrase", **options)


def test_the_file_comes_before_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, "of the environment")
    file = tmp_path / "passphrase"
    file.write_bytes(b"of the file\r\nand more\n")
    assert read(file) == "of the file"


def test_the_environment_comes_before_the_terminal(monkeypatch, typing):
    monkeypatch.setenv(VARIABLE, "of the environment")
    typing()
    assert read() == "of the environment"


def test_somebody_at_the_terminal_is_asked(typing):
    typing("typed")
    assert read() == "typed"


def test_a_new_one_is_asked_for_twice(typing):
    typing("typed", "typed")
    assert read(repeat=True) == "typed"


@pytest.mark.parametrize("lines", [("typed", "tpyed")])
def test_two_unlike_ones_are_refused(typing, lines):
    typing(*lines)
    with pytest.raises(InputError, match=r"^the two passphrases differ$"):
        read(repeat=True)


def test_an_empty_one_is_refused_wherever_it_comes_from(tmp_path, monkeypatch, typing):
    file = tmp_path / "passphrase"
    file.write_text("\n")
    with pytest.raises(InputError, match=rf"{file}.*: the passphrase is empty|the passphrase is empty"):
        read(file)
    typing("")
    with pytest.raises(InputError, match="the passphrase is empty"):
        read()
    monkeypatch.setenv(VARIABLE, "")
    with pytest.raises(InputError, match="the passphrase is empty"):
        read()


def test_where_nobody_can_be_asked_the_ways_are_told(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(InputError, match=f"no passphrase.*set {VARIABLE}"):
        read()
