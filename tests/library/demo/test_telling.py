"""The story is told line by line where no terminal is, and a failing step leaves no line."""

import io
import re

import pytest
from rich.console import Console

from abate.demo.telling import Teller


def test_each_step_is_one_plain_line_with_its_time():
    out = io.StringIO()
    with Teller(Console(file=out, width=40), steps=2) as teller:
        teller.chapter("July 2013")
        with teller.step("signing") as said:
            said += ["three operators agreed on every figure", "signed batch 1"]
        with teller.step("waiting"):
            pass
    lines = out.getvalue().splitlines()
    assert lines[:2] == ["", "July 2013"]
    assert lines[2] == "  ✓ three operators agreed on every figure,"
    assert re.fullmatch(r"    signed batch 1  \d+\.\d s", lines[3])
    assert re.fullmatch(r"  ✓ waiting  \d+\.\d s", lines[4])
    assert len(lines) == 5


def test_what_fits_stays_in_one_line():
    out = io.StringIO()
    with Teller(Console(file=out, width=80), steps=1) as teller, teller.step("signing") as said:
        said += ["three operators agreed on every figure", "signed batch 1"]
    assert re.fullmatch(r"  ✓ three operators agreed on every figure, signed batch 1  \d+\.\d s\n", out.getvalue())


def test_a_failing_step_is_not_told_as_done():
    out = io.StringIO()
    with (
        pytest.raises(ValueError, match="no"),
        Teller(Console(file=out), steps=1) as teller,
        teller.step("signing"),
    ):
        raise ValueError("no")
    assert "✓" not in out.getvalue()


def test_a_terminal_sees_what_is_being_done():
    out = io.StringIO()
    with Teller(Console(file=out, force_terminal=True, width=100), steps=1) as teller, teller.step("signing the batch"):
        pass
    assert "signing the batch" in out.getvalue()
