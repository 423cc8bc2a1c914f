"""The credit policies: exact mirrors of the contracts ``ReductionPolicy`` and ``IndexPolicy``.

All figures are integers: grams in, base units of credits (one gram each) out, the coefficient with 6 decimals. Every
division is floored, as in the EVM.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

import polars as pl

from abate.units import BASIS_POINTS, CREDIT_DECIMALS, CreditUnits, Grams

COEFFICIENT_SCALE: Final = 1_000_000
"""A coefficient of 1.0."""

WIDE: Final = pl.Int128
"""Columns in which no product of a policy can overflow."""


class Policy(Protocol):
    """What one person's vintage to date is worth, before the reserve's share."""

    @property
    def coefficient(self) -> int:
        """The coefficient, scaled by COEFFICIENT_SCALE."""

    def credits_of(self, baseline: Grams, emissions: Grams, periods: int) -> CreditUnits:
        """Gross credits for `baseline` and `emissions` (grams) over `periods` counted periods."""

    def credits_of_all(self, baseline: pl.Expr, emissions: pl.Expr, periods: pl.Expr) -> pl.Expr:
        """The same for columns of whole numbers below 2**64 (periods below 2**16), in 128 bits."""


@dataclass(frozen=True)
class ReductionPolicy:
    """``floor(max(0, B - E) x coefficient)``: a credit for each kilogram below the baseline. The default."""

    coefficient: int = COEFFICIENT_SCALE

    def credits_of(self, baseline: Grams, emissions: Grams, periods: int) -> CreditUnits:
        """Gross credits; the number of periods does not matter.

        >>> ReductionPolicy().credits_of(Grams(2_979_339), Grams(1_573_097), 12)
        1406242
        """
        return CreditUnits(max(0, baseline - emissions) * self.coefficient // COEFFICIENT_SCALE)

    def credits_of_all(self, baseline: pl.Expr, emissions: pl.Expr, periods: pl.Expr) -> pl.Expr:
        """Gross credits, for columns."""
        reduced = (baseline.cast(WIDE) - emissions.cast(WIDE)).clip(lower_bound=pl.lit(0, WIDE))
        return reduced * pl.lit(self.coefficient, WIDE) // pl.lit(COEFFICIENT_SCALE, WIDE)


@dataclass(frozen=True)
class IndexPolicy:
    """``floor(E / B x coefficient x periods)``: the points of the original design. It rewards emitting more.

    Kept because the original formulas are kept exactly; never the default.
    """

    coefficient: int = 10 * COEFFICIENT_SCALE

    def credits_of(self, baseline: Grams, emissions: Grams, periods: int) -> CreditUnits:
        """Gross points with 3 decimals; nothing where the baseline is 0.

        >>> IndexPolicy().credits_of(Grams(200_000), Grams(140_000), 1)
        7000
        """
        if baseline == 0:
            return CreditUnits(0)
        scaled = emissions * self.coefficient * periods * 10**CREDIT_DECIMALS
        return CreditUnits(scaled // (baseline * COEFFICIENT_SCALE))

    def credits_of_all(self, baseline: pl.Expr, emissions: pl.Expr, periods: pl.Expr) -> pl.Expr:
        """Gross points, for columns; the product has at most 64 + 32 + 16 + 10 bits."""
        factor = pl.lit(self.coefficient * 10**CREDIT_DECIMALS, WIDE)
        scaled = emissions.cast(WIDE) * periods.cast(WIDE) * factor
        divisor = pl.when(baseline > 0).then(baseline.cast(WIDE) * pl.lit(COEFFICIENT_SCALE, WIDE))
        return (scaled // divisor).fill_null(pl.lit(0, WIDE))


def policy_named(name: str) -> type[ReductionPolicy] | type[IndexPolicy]:
    """The policy that a methodology calls `name`: "reduction" or "index"."""
    return IndexPolicy if name == "index" else ReductionPolicy


def less_reserve(gross: CreditUnits, reserve_share_bps: int) -> CreditUnits:
    """What a person is issued of `gross`: ``floor(gross x (10000 - share) / 10000)``.

    >>> less_reserve(CreditUnits(1_406_242), 300)
    1364054
    """
    return CreditUnits(gross * (BASIS_POINTS - reserve_share_bps) // BASIS_POINTS)


def all_less_reserve(gross: pl.Expr, reserve_share_bps: int) -> pl.Expr:
    """`less_reserve` for a column."""
    return gross.cast(WIDE) * pl.lit(BASIS_POINTS - reserve_share_bps, WIDE) // pl.lit(BASIS_POINTS, WIDE)


def reserve_part(authorised_total: CreditUnits, reserve_share_bps: int) -> CreditUnits:
    """What the correction reserve is issued of an authorised total: ``floor(total x share / 10000)``."""
    return CreditUnits(authorised_total * reserve_share_bps // BASIS_POINTS)
