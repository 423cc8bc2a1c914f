"""``abate credits``: a table for people, JSON for machines, one line and exit code 2 for bad input."""

import json
import sys
from types import SimpleNamespace

import pytest

from abate.cli import main

from .conftest import REPO

SYDNEY = ["samples/sydney-homes/manifest.toml", "--methodology", "programmes/demo/methodology.toml"]


@pytest.fixture
def run(monkeypatch, capsys):
    """Runs the command as the shell would, from the repo's folder."""

    def command(*arguments):
        monkeypatch.chdir(REPO)
        monkeypatch.setattr(sys, "argv", ["abate", "credits", *arguments])
        code = 0
        try:
            main()
        except SystemExit as leaving:
            code = leaving.code
        told = capsys.readouterr()
        return SimpleNamespace(returncode=code, stdout=told.out, stderr=told.err)

    return command


def test_table_of_a_month(run):
    result = run(*SYDNEY, "--period", "2013-07")
    assert (result.returncode, result.stderr) == (0, "")
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["10018064", "1", "75.227", "342.608", "267.381", "0.220", "267.381", "8.022", "259.359"] in lines
    assert ["10006486", "none", *["-"] * 7] in lines
    assert "  1 month of 1 person: nothing in 2012-07" in result.stdout.splitlines()


def test_json_is_exact_decimal_strings(run):
    result = run(*SYDNEY, "--period", "2013-07", "--json")
    told = json.loads(result.stdout, parse_float=lambda text: pytest.fail(f"a binary number: {text}"))
    assert (told["since"], told["period"]) == ("2013-07", "2013-07")
    assert next(row for row in told["people"] if row["person"] == "10018064") == {
        "person": "10018064",
        "periods": 1,
        "emissions_kg": "75.22727136",
        "baseline_kg": "342.60782497",
        "reduction_kg": "267.38055361",
        "index": "0.219572",
        "emissions_grams": 75227,
        "baseline_grams": 342608,
        "gross_credits": "267.381",
        "reserve_share": "8.022",
        "credits": "259.359",
    }


def test_to_date_nets_the_months(run):
    result = run(*SYDNEY, "--period", "2013-08", "--to-date", "--json")
    told = json.loads(result.stdout)
    home = next(row for row in told["people"] if row["person"] == "10006414")
    assert (told["since"], told["period"]) == ("2013-01", "2013-08")
    assert (home["periods"], home["gross_credits"], home["credits"]) == (2, "35.310", "34.250")


def test_every_month_with_its_reason(run):
    result = run(*SYDNEY, "--period", "2013-07", "--months")
    assert "no: complete is false in the data" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([*SYDNEY, "--period", "2013-13"], "'2013-13' is not a period"),
        ([*SYDNEY, "--period", "2019"], "manifest.toml: no usable reading in 2019"),
        (["none.toml", *SYDNEY[1:], "--period", "2013"], "none.toml"),
        ([SYDNEY[0], "--methodology", "none.toml", "--period", "2013"], "none.toml: cannot be read"),
        ([SYDNEY[0], "--methodology", "programmes/demo/programme.toml", "--period", "2013"], "unknown key"),
        ([*SYDNEY, "--period", "2013", "--factors", "docs-of-nobody"], "no factor set here"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(run, arguments, says):
    result = run(*arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
