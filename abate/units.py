"""The units of Abate and the only places where figures are rounded.

A gram of CO2e is the smallest figure that leaves the library; one base unit of a credit is one gram.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final, NewType

Grams = NewType("Grams", int)
"""Grams of CO2e, a whole number (``uint64`` on chain)."""

CreditUnits = NewType("CreditUnits", int)
"""Base units of a credit, one gram each (``uint128`` on chain); 1.000 credit is 1 kg."""

Lots = NewType("Lots", int)
"""Auction quantity in whole lots (``uint32`` on chain)."""

CurrencyUnits = NewType("CurrencyUnits", int)
"""Base units of the programme's currency."""

CREDIT_DECIMALS: Final = 3
GRAMS_PER_KG: Final = 1000
BASIS_POINTS: Final = 10_000


def grams_from_kg(kg: Decimal) -> Grams:
    """Round kilograms to whole grams, once, half to even.

    >>> grams_from_kg(Decimal("266.537572126"))
    266538
    >>> grams_from_kg(Decimal("0.0005")), grams_from_kg(Decimal("0.0015"))
    (0, 2)
    """
    return Grams(int((kg * GRAMS_PER_KG).to_integral_value(rounding=ROUND_HALF_EVEN)))


def kg_text(grams: int) -> str:
    """Grams as kilograms with all three decimals, exact.

    >>> kg_text(266538), kg_text(-5)
    ('266.538', '-0.005')
    """
    return f"{Decimal(grams).scaleb(-CREDIT_DECIMALS):.3f}"
