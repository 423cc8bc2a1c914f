from decimal import Decimal

from abate.units import grams_from_kg, kg_text


def test_grams_are_rounded_half_to_even():
    assert grams_from_kg(Decimal("0.0005")) == 0
    assert grams_from_kg(Decimal("0.0015")) == 2
    assert grams_from_kg(Decimal("266.537572126")) == 266_538


def test_kg_text_shows_every_gram():
    assert kg_text(266_538) == "266.538"
    assert kg_text(-5) == "-0.005"
