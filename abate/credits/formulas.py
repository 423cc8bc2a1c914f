"""The original formulas of the personal carbon credit exchange, kept exactly, as exact fractions.

They are the specification in its smallest form; the library and the contracts add units, rounding and bounds. Each
example below is a worked example of the original design.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

Number = int | Decimal | Fraction
"""Exact numbers only; a float is refused by the type checker and would lose the figure that was meant."""


def emissions(activities: Iterable[tuple[Number, Number]]) -> Fraction:
    """Sum of activity x emission factor, in the factor's mass unit.

    >>> emissions([(100, Decimal("0.4")), (1000, Decimal("0.1"))])  # 100 kWh and 1000 km
    Fraction(140, 1)
    """
    return sum((Fraction(amount) * Fraction(factor) for amount, factor in activities), Fraction(0))


def total(masses: Iterable[Number]) -> Fraction:
    """Total of several activities' emissions or credits.

    >>> total([100, 100, 50])
    Fraction(250, 1)
    """
    return sum((Fraction(mass) for mass in masses), Fraction(0))


def index(emitted: Number, baseline: Number) -> Fraction:
    """Emissions / baseline; below 1 is better than the baseline.

    >>> index(140, 200), index(120, 200)
    (Fraction(7, 10), Fraction(3, 5))

    Raises:
        ZeroDivisionError: the baseline is 0.
    """
    return Fraction(emitted) / Fraction(baseline)


def points(index: Number, coefficient: Number = 10) -> Fraction:
    """Index x coefficient.

    >>> points(Decimal("0.7")), points(Decimal("0.6"))
    (Fraction(7, 1), Fraction(6, 1))
    """
    return Fraction(index) * Fraction(coefficient)


def opening_price(demand: Number, supply: Number, baseline: Number) -> Fraction:
    """Demand / supply x baseline: what a round of the auction opens at, before clamp, floor and cap.

    >>> opening_price(800, 500, 200)
    Fraction(320, 1)
    >>> round(opening_price(500, 300, 200), 2)
    Fraction(33333, 100)

    Raises:
        ZeroDivisionError: the supply is 0.
    """
    return Fraction(demand) / Fraction(supply) * Fraction(baseline)


def income(amount: Number, price: Number) -> Fraction:
    """Amount sold x price.

    >>> income(250, 10)
    Fraction(2500, 1)
    """
    return Fraction(amount) * Fraction(price)


def shares(income: Number, amounts: Iterable[Number]) -> list[Fraction]:
    """An income shared by amount sold; the shares add up to it exactly.

    >>> shares(2500, [100, 100, 50])
    [Fraction(1000, 1), Fraction(1000, 1), Fraction(500, 1)]

    Raises:
        ZeroDivisionError: the amounts add up to 0.
    """
    sold = [Fraction(amount) for amount in amounts]
    return [Fraction(income) * part / sum(sold) for part in sold]
