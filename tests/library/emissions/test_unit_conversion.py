from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abate.emissions.quantities import UNITS, conversion
from abate.errors import InputError


@pytest.mark.parametrize(
    ("given_unit", "wanted", "ratio"),
    [
        ("kWh", "kWh", "1"),
        ("Wh", "kWh", "0.001"),
        ("kWh", "MWh", "0.001"),
        ("MJ", "J", "1000000"),
        ("g", "kg", "0.001"),
        ("lb", "kg", "0.45359237"),
        ("short ton", "kg", "907.18474"),
        ("m", "km", "0.001"),
        ("mile", "km", "1.609344"),
        ("mile", "vehicle-mile", "1"),
        ("m", "passenger-km", "0.001"),
        ("gallon (US)", "l", "3.785411784"),
        ("mmBtu", "MJ", "1055.05585262"),
        ("therm", "MJ", "105.505585262"),
    ],
)
def test_ratios_that_end_are_exact(given_unit: str, wanted: str, ratio: str) -> None:
    assert conversion(given_unit, wanted) == Decimal(ratio)


def test_a_ratio_that_does_not_end_has_fifteen_digits() -> None:
    assert conversion("km", "mile") == Decimal("0.621371192237334")
    assert conversion("MJ", "kWh") == Decimal("0.277777777777778")


@pytest.mark.parametrize(
    ("given_unit", "wanted"),
    [
        ("kWh", "kg"),
        ("km", "l"),
        ("vehicle-km", "passenger-km"),
        ("passenger-mile", "vehicle-mile"),
        ("kWh", "kWh (net CV)"),
        ("m3", "kWh"),
    ],
)
def test_different_dimensions_do_not_convert(given_unit: str, wanted: str) -> None:
    with pytest.raises(InputError, match=f"^'{given_unit}' cannot be converted to".replace("(", r"\(")):
        conversion(given_unit, wanted)


def test_an_unknown_unit_lists_those_there_are() -> None:
    with pytest.raises(InputError) as error:
        conversion("kwh", "kWh")
    assert str(error.value).startswith("unknown unit 'kwh'; known units: J, MJ, GJ, Wh, kWh, ")


@settings(deadline=None)
@given(st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(UNITS)))
def test_there_and_back_is_one(one: str, other: str) -> None:
    try:
        ratio = conversion(one, other) * conversion(other, one)
    except InputError:
        return
    assert abs(ratio - 1) < Decimal("1E-13")
