"""Amounts and durations on the command line are exact, and told with their option where they are none."""

import click
import pytest

from abate.cli.bid import steps_from
from abate.cli.oracle_run import DURATION, wei
from abate.cli.reward_partner import duration
from abate.errors import InputError


def refused(ask):
    with pytest.raises(InputError) as told:
        ask()
    return str(told.value)


def test_a_step_is_lots_at_a_price():
    assert steps_from(("12@0.05", "3@1"), 6) == [(12, 50_000), (3, 1_000_000)]
    assert refused(lambda: steps_from(("12@0.05", "3"), 6)) == "--step: '3' is no step; write it as 12@0.05"


def test_a_spend_is_an_amount_of_the_chains_coin():
    assert wei("--daily-spend", "0.05") == 5 * 10**16


@pytest.mark.parametrize("text", ["0", "-1", "much", "0.0000000000000000001"])
def test_what_is_no_spend_is_refused(text):
    expected = f"--daily-spend: {text!r} is no amount above 0 with at most 18 decimals"
    assert refused(lambda: wei("--daily-spend", text)) == expected


def test_a_duration_has_a_unit():
    assert duration("--patience", "2h") == 7_200
    expected = """--patience: '2' is no duration: write a whole number and s, m, h, d or w, for example "36h\""""
    assert refused(lambda: duration("--patience", "2")) == expected


def test_a_daemons_durations_are_seconds():
    assert (DURATION.convert("12h", None, None), DURATION.convert(60, None, None)) == (43_200, 60)
    with pytest.raises(click.BadParameter) as told:
        DURATION.convert("soon", None, None)
    assert told.value.message.startswith("'soon' is no duration: ")
