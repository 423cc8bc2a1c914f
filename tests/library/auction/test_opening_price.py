import pytest

from abate.auction.pricing import bounded_price, formula_price
from abate.auction.reference import next_opening_price
from tests.library.auction.rounds import after, round_with
from tests.library.auction.terms import terms

UNIT = 1_000_000  # one currency base unit, in millionths


@pytest.mark.parametrize(("demand", "supply", "expected"), [(500, 300, 33_333), (800, 500, 32_000)])
def test_original_worked_examples_in_hundredths(demand, supply, expected):
    # a baseline of 200, and a hundred base units to one unit of currency: 333.33 and 320.00
    assert formula_price(demand, supply, terms(reference_baseline=200, unit_value=100 * UNIT)) == expected


@pytest.mark.parametrize(("demand", "supply", "expected"), [(500, 300, 333_333_333), (800, 500, 320_000_000)])
def test_original_worked_examples_with_grams_and_six_decimals(demand, supply, expected):
    # 200 kg = 200,000 g, and one unit of currency per kg: 333.333333 and 320.000000
    assert formula_price(demand, supply, terms(reference_baseline=200_000, unit_value=1_000 * UNIT)) == expected


def test_without_supply_the_cap_and_without_demand_the_floor():
    assert formula_price(5, 0, terms()) == terms().cap_price
    assert formula_price(0, 0, terms()) == terms().cap_price
    assert formula_price(0, 5, terms()) == terms().floor_price


def test_clamps_round_towards_the_last_clearing_price():
    rules = terms(floor_price=1)
    assert bounded_price(0, 10_001, rules) == 8_001  # 8,000.8 rounded up
    assert bounded_price(10**9, 10_001, rules) == 12_501  # 12,501.25 rounded down
    assert bounded_price(10_001, 10_001, rules) == 10_001


def test_floor_and_cap_have_the_last_word():
    assert bounded_price(0, 100, terms()) == terms().floor_price
    assert bounded_price(10**9, 10**8, terms()) == terms().cap_price


def test_the_first_round_opens_at_the_floor():
    assert next_opening_price(terms(), None) == terms().floor_price


def test_later_rounds_follow_demand_and_supply_of_the_last_one():
    outcome = after(round_with(100), ("ann", 1, 30)).outcome()

    # 30 / 100 x 200,000 g x 0.25 per gram = 15,000, clamped to 1.25 x 10,000
    assert formula_price(outcome.demand, outcome.supply, terms()) == 15_000
    assert next_opening_price(terms(), outcome) == 12_500
