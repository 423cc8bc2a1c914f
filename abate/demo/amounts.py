"""Base units of the chain as the figures that a summary shows."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from abate.units import CREDIT_DECIMALS


def from_grams(grams: int) -> Decimal:
    """Grams, or base units of a credit, as kilograms or credits with three decimals.

    >>> from_grams(1234), from_grams(0)
    (Decimal('1.234'), Decimal('0.000'))
    """
    return scaled(grams, CREDIT_DECIMALS)


def scaled(units: int, decimals: int) -> Decimal:
    """Base units as an amount with all its decimals, exact.

    >>> scaled(20000, 6)
    Decimal('0.020000')
    """
    return Decimal(units).scaleb(-decimals)


def plain(units: int, decimals: int) -> Decimal:
    """Base units as an amount without the zeros at its end.

    >>> plain(1000, 3), plain(300, 2), plain(1500, 3), plain(10000, 3)
    (Decimal('1'), Decimal('3'), Decimal('1.5'), Decimal('10'))
    """
    amount = scaled(units, decimals)
    whole = amount.to_integral_value()
    return whole if whole == amount else amount.normalize()


def minute(moment: int) -> str:
    """Unix seconds as date and time.

    >>> minute(1375315200)
    '2013-08-01 00:00 UTC'
    """
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d %H:%M UTC")


def day(moment: int) -> str:
    """The date of unix seconds, in UTC.

    >>> day(1375315200)
    '2013-08-01'
    """
    return minute(moment)[:10]
