"""Amounts as people write them, exact: ``12.345`` credits, ``0.05`` of a currency, ``17`` lots."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from abate.errors import InputError
from abate.units import CREDIT_DECIMALS, CreditUnits, CurrencyUnits, Lots

PLAIN_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]+)?")
MAX_LOTS: Final = 2**31 - 1


def base_units(text: str, decimals: int, field: str) -> int:
    """An amount in base units.

    >>> base_units("12.345", 3, "AMOUNT")
    12345

    Args:
        text: digits, with a point and at most ``decimals`` more digits.
        decimals: of the token.
        field: what the amount is called in an error.

    Raises:
        InputError: not a plain number, more decimals than the token has, or nothing at all.
    """
    if not PLAIN_NUMBER.fullmatch(text):
        raise InputError(f"{text!r} is not an amount", field=field, mend='write it as "12.345"')
    scaled = Decimal(text).scaleb(decimals)
    if scaled != int(scaled):
        raise InputError(f"{text} has more than {decimals} decimals", field=field)
    if not scaled:
        raise InputError("the amount must be above 0", field=field)
    return int(scaled)


def credits_from(text: str, field: str = "AMOUNT") -> CreditUnits:
    """Credits (1.000 is one kilogram) in base units of one gram."""
    return CreditUnits(base_units(text, CREDIT_DECIMALS, field))


def currency_from(text: str, decimals: int, field: str = "AMOUNT") -> CurrencyUnits:
    """An amount of a currency in its base units."""
    return CurrencyUnits(base_units(text, decimals, field))


def lots_from(text: str, field: str = "LOTS") -> Lots:
    """A whole number of lots.

    Raises:
        InputError: not a whole number from 1 to 2^31 - 1.
    """
    if not re.fullmatch(r"[0-9]+", text) or not 0 < int(text) <= MAX_LOTS:
        raise InputError(f"{text!r} is not a whole number of lots", field=field, mend=f"from 1 to {MAX_LOTS}")
    return Lots(int(text))


def amount_text(units: int, decimals: int) -> str:
    """Base units with all decimals, exact.

    >>> amount_text(12345, 3), amount_text(5, 6)
    ('12.345', '0.000005')
    """
    return f"{Decimal(units).scaleb(-decimals):.{decimals}f}"
