"""What a batch is computed under: the methodology's policy and share, and the operators whose signatures count."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from abate.credits.methodology import Methodology
from abate.credits.policies import Policy, all_less_reserve
from abate.errors import InputError
from abate.oracle.words import Column

MOST_GROSS = 2**64 - 1
"""The oracle takes an authorised total of at most 64 bits, so no single figure can be above it either."""


@dataclass(frozen=True)
class Terms:
    """How figures become credits in a vintage.

    Attributes:
        methodology_id: hash of the methodology.
        policy: the formula.
        reserve_share_bps: withheld for the reserve, basis points.
    """

    methodology_id: bytes
    policy: Policy
    reserve_share_bps: int

    @classmethod
    def of(cls, methodology: Methodology) -> Terms:
        """The terms of a methodology."""
        return cls(methodology.methodology_id, methodology.credit_policy, methodology.reserve_share_bps)

    def gross(self, baseline: Column, emissions: Column, periods: Column) -> Column:
        """Each person's credits before the reserve's share, base units.

        Raises:
            InputError: a figure is larger than the oracle takes.
        """
        table = pl.DataFrame({"baseline": baseline, "emissions": emissions, "periods": periods})
        columns = pl.col("baseline"), pl.col("emissions"), pl.col("periods")
        figures = table.select(gross=self.policy.credits_of_all(*columns))["gross"]
        largest = figures.max()
        if isinstance(largest, int) and largest > MOST_GROSS:
            raise InputError(f"a person would earn {largest} base units of credit, more than the oracle takes")
        return figures.cast(pl.UInt64).to_numpy()

    def credits(self, gross: Column) -> Column:
        """Each person's credits, the reserve's share taken off."""
        table = pl.DataFrame({"gross": gross})
        return (
            table.select(all_less_reserve(pl.col("gross"), self.reserve_share_bps))
            .to_series()
            .cast(pl.UInt64)
            .to_numpy()
        )


@dataclass(frozen=True)
class OperatorSet:
    """The operators in force.

    Attributes:
        operators: addresses with checksum, ascending.
        quorum: signatures that a batch needs.
        hash: as the oracle hashes the set.
    """

    operators: tuple[str, ...]
    quorum: int
    hash: bytes

    def __post_init__(self) -> None:
        if list(self.operators) != ascending_operators(self.operators):
            raise InputError("operators must be strictly ascending", field="operators")


def ascending_operators(operators: list[str] | tuple[str, ...]) -> list[str]:
    """Addresses once each, in the order of their values."""
    return sorted(set(operators), key=lambda operator: int(operator, 16))
