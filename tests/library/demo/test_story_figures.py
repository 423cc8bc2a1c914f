"""What homes want, why a round opened where it did, and small figures of the story."""

import doctest
from collections import Counter
from dataclasses import replace
from types import SimpleNamespace

import polars as pl
import pytest

from abate.chain.auction_state import Result
from abate.demo import amounts, gas, homes, summing, telling
from abate.demo.gas import Ledger
from abate.demo.opening import opening_of
from abate.demo.setting import DEMO
from abate.demo.story import wanted_lots
from abate.programme import load_programme

TERMS = load_programme(DEMO).terms
LAST = Result(20_000, 126_000, 673, 792, 673, 84_798_000, 54, 386, 283)


@pytest.mark.parametrize("module", [amounts, gas, homes, summing, telling])
def test_examples_of_the_docstrings(module):
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0


def test_homes_want_their_excess_to_date_rounded_up_less_what_they_retired():
    people = pl.DataFrame(
        {
            "person": ["below", "even", "a gram above", "above"],
            "emissions": [900, 1000, 1001, 724_838],
            "baseline": [1000, 1000, 1000, 1000],
        }
    )
    figures = SimpleNamespace(people=people)
    assert wanted_lots(figures, 1000, Counter()) == {"a gram above": 1, "above": 724}
    assert wanted_lots(figures, 1000, Counter({"above": 390, "a gram above": 1})) == {"above": 334}


def test_the_first_round_opens_at_the_floor_and_has_no_formula():
    opening = opening_of(TERMS, None, 20_000)
    assert (opening.formula, opening.figures) == (None, None)
    assert opening.short == opening.rule == "the floor, as nothing was sold before"


def test_the_formula_opens_where_no_bound_applies():
    # 792 / 673 x 300 kg x 0.0000003 = 0.105913
    opening = opening_of(TERMS, LAST, 105_913)
    assert (opening.formula, opening.rule) == (105_913, "the formula")
    assert opening.short == "792 / 673 x 300 kg x 0.0003"


@pytest.mark.parametrize(
    ("demand", "opening", "expected"),
    [
        (172, 119_931, (69_417, "at least 0.8 x the last clearing price")),
        (2_000, 157_500, (267_459, "at most 1.25 x the last clearing price")),
        (0, 20_000, (20_000, "the formula")),
        (9_000, 300_000, (1_203_566, "the cap")),
    ],
)
def test_bounds_of_the_opening_price_are_named(demand, opening, expected):
    result = replace(LAST, demand=demand, supply=223 if demand == 172 else 673)
    found = opening_of(TERMS, result, opening)
    assert (found.formula, found.rule) == expected


def test_a_bound_is_told_with_the_figures_of_the_formula():
    found = opening_of(TERMS, replace(LAST, demand=172, supply=223), 119_931)
    assert found.short == "at least 0.8 x the last clearing price; 172 / 223 x 300 kg x 0.0003"


def test_gas_is_summed_by_step_in_the_order_of_the_story_and_rounded_up_each():
    ledger = Ledger()
    ledger.note("bid from the vault", "bid", 1, 65_579)
    ledger.note("post a batch", "batch", 1, 92_699)
    ledger.note("bid from the vault", "bid", 2, 100)
    lines = [line.model_dump(mode="json") for line in ledger.lines()]
    assert lines == [
        {
            "step": "post a batch",
            "transactions": "1",
            "units": "1",
            "unit": "batch",
            "gas": "92699",
            "gas_each": "92699",
        },
        {
            "step": "bid from the vault",
            "transactions": "2",
            "units": "3",
            "unit": "bids",
            "gas": "65679",
            "gas_each": "21893",
        },
    ]
