"""Exact decimals in columns: parsing, scales and the text that people and machines read."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import polars as pl

ACTIVITY_SCALE: Final = 12
"""Decimals that a line's activity keeps (half-even beyond them)."""

FACTOR_SCALE: Final = 14
"""Decimals of a factor in kg per unit; enough for a pound-per-megawatt-hour figure with its gases, exactly."""

KG_SCALE: Final = ACTIVITY_SCALE + FACTOR_SCALE
"""Decimals of kg: those of a product of the two above, so the product is never rounded."""

ACTIVITY: Final = pl.Decimal(38, ACTIVITY_SCALE)
FACTOR: Final = pl.Decimal(38, FACTOR_SCALE)
KG: Final = pl.Decimal(38, KG_SCALE)
SHARE: Final = pl.Decimal(38, 6)
"""A share between 0 and 1, such as coverage."""


def plain(number: Decimal) -> str:
    """The shortest text without an exponent that has the same value.

    >>> plain(Decimal("34.856729790")), plain(Decimal("1E+3")), plain(Decimal("0.00"))
    ('34.85672979', '1000', '0')
    """
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
