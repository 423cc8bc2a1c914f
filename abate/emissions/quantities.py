"""Units of activity and the exact conversions between them.

Every unit is a whole or decimal multiple of its dimension's base unit. The multiples are exact by definition:
international yard and pound agreement of 1959 (mile, pound, short ton, cubic foot), US gallon of 231 cubic inches,
UK gallon of 4.54609 l, International Table Btu of 1055.05585262 J, therm (EC) of 100,000 such Btu.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Final

from abate.errors import InputError

RATIO_DIGITS: Final = 15
"""Significant digits of a conversion whose ratio does not end as a decimal (kilometres to miles, for instance)."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its name, the dimension it measures, and its size in the dimension's base unit.

    ``of`` narrows a dimension to one kind of thing (a vehicle's, a passenger's kilometres). A unit without it converts
    to either, two different kinds never convert to each other.
    """

    name: str
    dimension: str
    size: Decimal
    of: str = ""


def _table() -> dict[str, Unit]:
    sizes: dict[tuple[str, str], dict[str, str]] = {
        ("energy", ""): {
            "J": "1", "MJ": "1E6", "GJ": "1E9", "Wh": "3600", "kWh": "3.6E6", "MWh": "3.6E9",
            "mmBtu": "1055055852.62", "therm": "105505585.262",
        },
        # heat of combustion without the water vapour's: another quantity than the gross one that meters bill
        ("energy (net calorific value)", ""): {"kWh (net CV)": "3.6E6", "MWh (net CV)": "3.6E9"},
        ("mass", ""): {
            "g": "1", "kg": "1E3", "tonne": "1E6", "oz": "28.349523125", "lb": "453.59237", "short ton": "907184.74",
        },
        ("volume", ""): {
            "ml": "0.001", "l": "1", "m3": "1E3", "gallon (US)": "3.785411784", "gallon (UK)": "4.54609",
            "scf": "28.316846592",
        },
        ("distance", ""): {"m": "1", "km": "1E3", "mile": "1609.344"},
        ("distance", "vehicle"): {"vehicle-km": "1E3", "vehicle-mile": "1609.344"},
        ("distance", "passenger"): {"passenger-km": "1E3", "passenger-mile": "1609.344"},
    }  # fmt: skip
    return {
        name: Unit(name, dimension, Decimal(size), of)
        for (dimension, of), names in sizes.items()
        for name, size in names.items()
    }


UNITS: Final = _table()
"""Every unit by its name."""


def unit(name: str) -> Unit:
    """The unit of that name.

    Raises:
        InputError: there is none; the text lists those there are.
    """
    if name not in UNITS:
        raise InputError(f"unknown unit {name!r}", mend="known units: " + ", ".join(UNITS))
    return UNITS[name]


def conversion(given: str, wanted: str) -> Decimal:
    """What an amount in ``given`` is multiplied by to have it in ``wanted``.

    Exact wherever the ratio ends as a decimal, as it does for every conversion from a larger customary unit to a metric
    one and between metric ones; otherwise rounded half-even to ``RATIO_DIGITS`` significant digits.

    Raises:
        InputError: a unit is unknown, or the dimensions differ.

    >>> conversion("m", "km"), conversion("mile", "km"), conversion("kWh", "kWh")
    (Decimal('0.001'), Decimal('1.609344'), Decimal('1'))
    """
    source, target = unit(given), unit(wanted)
    if source.dimension != target.dimension or (source.of and target.of and source.of != target.of):
        raise InputError(
            f"{given!r} cannot be converted to {wanted!r}",
            mend=f"{given!r} measures {_describe(source)}, {wanted!r} measures {_describe(target)}",
        )
    exact = Context(prec=60).divide(source.size, target.size)
    # 60 digits hold every ratio that ends; one that fills them does not end
    ratio = exact if len(exact.as_tuple().digits) < 60 else Context(prec=RATIO_DIGITS).plus(exact)
    return Decimal(f"{Context(prec=60).normalize(ratio):f}")


def _describe(measured: Unit) -> str:
    return f"{measured.dimension} of a {measured.of}" if measured.of else measured.dimension
