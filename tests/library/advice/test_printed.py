"""What a person reads: the same figures as the JSON, in lines."""

import re

import pytest
from click.testing import CliRunner

from abate.cli import abate as command
from tests.library.advice.conftest import SAMPLES

HOME = SAMPLES / "uk-home"
RULES = ("--person", "home0", "--methodology", str(HOME / "methodology.toml"))


def printed(*arguments, manifest=HOME / "manifest.toml"):
    done = CliRunner().invoke(command, ["advise", str(manifest), *map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_year_in_lines(advise):
    asked = (*RULES, "--period", "2021", "--price", "0.05")
    text, said = printed(*asked), advise(HOME / "manifest.toml", *asked)
    lines = text.splitlines()
    assert lines[0] == "home0, 2021"
    assert re.fullmatch(r"  1573\.097 kg against a baseline of [\d.]+ kg in 12 months that count", lines[1])
    assert "  electricity: 297.943 kg" in lines
    assert any(line.startswith("  gas, most a day at ") for line in lines)
    assert any(line.startswith("  gas, most on ") for line in lines)
    for place, change in enumerate(said["changes"], start=1):
        assert any(line.startswith(f"{place}. {change['what']}: {change['saving_kg']} kg, ") for line in lines)
    assert "Savings of one category can overlap: do not add them up." in lines
    assert f"   source: {said['changes'][0]['source']}" in lines


def test_the_next_month_with_its_interval_and_its_back_test():
    lines = printed(*RULES, "--period", "2021").splitlines()
    assert "2022-12: 191.221 kg, 80% interval 142.043 to 257.423 (ridge)" in lines
    assert any(line.startswith("  credits: no baseline yet: ") for line in lines)
    # the better of both methods is the one that is used
    assert any(re.fullmatch(r"  ridge: off by .* in 11 months; .*, used", line) for line in lines)
    assert any(re.fullmatch(r"  seasonal-naive: off by .* in 11 months; [^,]*", line) for line in lines)


def test_without_a_price_no_money_is_named():
    first = next(line for line in printed(*RULES, "--period", "2021").splitlines() if line.startswith("1. "))
    assert re.search(r" kg, [\d.]+ credits$", first)


@pytest.mark.parametrize("home", ["sydney-homes", "danish-heat-meter"])
def test_a_back_test_in_lines(home):
    text = printed("--backtest", manifest=SAMPLES / home / "manifest.toml")
    assert re.search(r", used", text)


def test_a_back_test_by_a_methodology_counts_what_is_in_its_scope():
    every = printed("--backtest")
    within = printed("--backtest", "--methodology", HOME / "methodology.toml")
    assert (within == every, re.search(r", used", within) is not None) == (True, True)
