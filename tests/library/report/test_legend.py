"""The page names what its drawings show, and nothing that they do not."""

import re
from decimal import Decimal

import pytest

from abate.report.page import render
from abate.report.summary_homes import HomeMonth

from .sample import SUMMARY

BELOW = "its emissions, below the baseline: it earns credits"
EVEN = "its emissions, at the baseline: it earns nothing"
BUYS = "its emissions, above the baseline: it buys and retires"
IDLE = "hatched bars are months that do not count"


def page(homes=SUMMARY.homes, **changes):
    return render(SUMMARY.model_copy(update={"homes": tuple(homes), **changes}))


def home(kg, baseline_kg, place=0, **changes):
    figures = {"kg": Decimal(kg), "baseline_kg": Decimal(baseline_kg)}
    return SUMMARY.homes[place].model_copy(update={**figures, **changes})


@pytest.mark.parametrize(
    ("figures", "told"),
    [(("1.000", "2.000"), BELOW), (("2.000", "2.000"), EVEN), (("3.000", "2.000"), BUYS)],
    ids=["below", "even", "above"],
)
def test_only_the_sides_that_are_drawn_are_in_the_legend(figures, told):
    shown = page([home(*figures, place=1)])
    assert [line for line in (BELOW, EVEN, BUYS) if line in shown] == [told]


def test_where_homes_do_not_bid_nobody_is_said_to_buy():
    shown = page([home("3.000", "2.000")], rounds=())
    assert BUYS not in shown
    assert "its emissions, above the baseline: it earns nothing" in shown


def test_one_period_is_not_called_many():
    shown = page()
    assert "<strong>The month.</strong>" in shown
    assert "Month by month" not in shown


def test_bars_that_do_not_count_are_told_where_there_are_any():
    assert IDLE not in page([home("1.000", "2.000")])
    nothing = HomeMonth(period="2013-07", counted=False, reason="no readings")
    assert IDLE in page([home("1.000", "2.000", months=(nothing,)), SUMMARY.homes[1]])


def test_emissions_at_the_baseline_have_no_sign():
    shown = page([home("2.000", "2.000")])
    assert "0.0 kg" in shown
    assert "+0.0 kg" not in shown


def test_the_drawing_of_a_single_round_is_not_blown_up():
    second = SUMMARY.rounds[0].model_copy(update={"number": 2})
    narrow = re.compile(r'<figure class="narrow">\s*<svg[^>]*aria-labelledby="round-1-')
    assert narrow.search(page())
    assert not narrow.search(page(rounds=(SUMMARY.rounds[0], second)))
