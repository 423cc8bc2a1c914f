"""Every worked example of the original design, exactly."""

from decimal import Decimal
from fractions import Fraction

import pytest

from abate.credits.formulas import emissions, income, index, opening_price, points, shares, total


def test_100_kwh_and_1000_km_are_140_kg():
    assert emissions([(100, Decimal("0.4")), (1000, Decimal("0.1"))]) == 140


@pytest.mark.parametrize(("emitted", "expected", "earned"), [(140, Fraction(7, 10), 7), (120, Fraction(6, 10), 6)])
def test_index_against_200_kg_and_its_points(emitted, expected, earned):
    assert index(emitted, 200) == expected
    assert points(index(emitted, 200)) == earned


def test_opening_price_of_500_wanted_and_300_offered():
    assert opening_price(500, 300, 200) == Fraction(1000, 3)
    assert f"{float(opening_price(500, 300, 200)):.2f}" == "333.33"


def test_opening_price_of_800_wanted_and_500_offered():
    assert opening_price(800, 500, 200) == 320


def test_three_activities_are_250_kg():
    assert total([100, 100, 50]) == 250


def test_250_kg_at_10_are_2500_shared_by_amount():
    assert income(250, 10) == 2500
    assert shares(2500, [100, 100, 50]) == [1000, 1000, 500]


def test_shares_that_do_not_divide_still_add_up():
    parts = shares(100, [1, 1, 1])
    assert parts == [Fraction(100, 3)] * 3
    assert sum(parts) == 100


def test_no_supply_has_no_price():
    with pytest.raises(ZeroDivisionError):
        opening_price(500, 0, 200)
