"""The grade of an account: a few shares, each from 0 to 1, weighted; exact fractions until the last line.

The page ``docs/rating.md`` explains formula, weights and bounds; a test holds its example against this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from abate.units import kg_text

WEIGHTS: Final = {"regularity": 25, "credits": 25, "trend": 15, "retired": 15, "vouchers": 10, "below baseline": 20}
FULL_REDUCTION: Final = Fraction(1, 4)
"""A quarter below the baseline is worth the full share; what is above it adds nothing."""
GRADES: Final = (("A", 80), ("B", 65), ("C", 50), ("D", 35), ("E", 0))


@dataclass(frozen=True)
class Facts:
    """What is graded; amounts in grams (base units of credits).

    Attributes:
        issued: to the account, for each batch of the vintage that became final and stood, in order.
        retired: in the account's name.
        reference: the programme's reference baseline of one period.
        reported: baseline and emissions of the newest opened report; None without reports.
        honoured, lapsed: vouchers for which the reward was handed over, and those whose deadline passed.
    """

    issued: Sequence[int]
    retired: int
    reference: int
    reported: tuple[int, int] | None = None
    honoured: int = 0
    lapsed: int = 0


@dataclass(frozen=True)
class Component:
    """One weighted share.

    Attributes:
        name: a key of ``WEIGHTS``.
        share: 0 to 1; None where there is nothing to grade.
        arithmetic: how it comes about, in words and figures.
    """

    name: str
    share: Fraction | None
    arithmetic: str

    @property
    def weight(self) -> int:
        """Its weight; 0 where there is nothing to grade."""
        return 0 if self.share is None else WEIGHTS[self.name]


@dataclass(frozen=True)
class Rating:
    """A grade and how it comes about: ``score = 100 x sum(weight x share) / sum(weight)``."""

    components: tuple[Component, ...]

    @property
    def score(self) -> Fraction | None:
        """0 to 100, exact; None where no batch is final yet."""
        weights = sum(each.weight for each in self.components)
        if not weights:
            return None
        return 100 * sum((each.weight * (each.share or Fraction(0)) for each in self.components), Fraction(0)) / weights

    @property
    def grade(self) -> str:
        """``A`` to ``E``; ``none`` without a score. The exact score counts, not the one that is shown."""
        score = self.score
        return "none" if score is None else next(name for name, least in GRADES if score >= least)


def rate(facts: Facts) -> Rating:
    """Grade an account."""
    return Rating(
        (_regularity(facts), _credits(facts), _trend(facts), _retired(facts), _vouchers(facts), _below_baseline(facts))
    )


def _regularity(facts: Facts) -> Component:
    batches, some = len(facts.issued), sum(1 for each in facts.issued if each)
    if not batches:
        return Component("regularity", None, "no final batch yet")
    return Component("regularity", Fraction(some, batches), f"credits from {some} of {batches} final batches")


def _credits(facts: Facts) -> Component:
    issued, batches = sum(facts.issued), len(facts.issued)
    if not batches:
        return Component("credits", None, "no final batch yet")
    full = facts.reference * batches * FULL_REDUCTION
    words = (
        f"{kg_text(issued)} issued / ({kg_text(facts.reference)} reference baseline x {batches} batches x "
        f"{FULL_REDUCTION})"
    )
    return Component("credits", _bounded(Fraction(issued) / full), words)


def _trend(facts: Facts) -> Component:
    half = len(facts.issued) // 2
    if not half or not sum(facts.issued):
        return Component("trend", None, "needs two final batches and credits from one")
    # the middle one of an odd number is in neither half
    early, late = sum(facts.issued[:half]), sum(facts.issued[len(facts.issued) - half :])
    if not early + late:
        return Component("trend", Fraction(1, 2), "the same in both halves")
    words = f"1/2 + ({kg_text(late)} later half - {kg_text(early)} earlier half) / (2 x {kg_text(early + late)})"
    return Component("trend", Fraction(1, 2) + Fraction(late - early, 2 * (early + late)), words)


def _retired(facts: Facts) -> Component:
    issued = sum(facts.issued)
    if not issued and not facts.retired:
        return Component("retired", None, "nothing issued and nothing retired")
    words = f"{kg_text(facts.retired)} retired / {kg_text(issued)} issued"
    return Component("retired", _bounded(Fraction(facts.retired, issued)) if issued else Fraction(1), words)


def _vouchers(facts: Facts) -> Component:
    settled = facts.honoured + facts.lapsed
    if not settled:
        return Component("vouchers", None, "no voucher honoured or lapsed")
    return Component("vouchers", Fraction(facts.honoured, settled), f"{facts.honoured} of {settled} vouchers honoured")


def _below_baseline(facts: Facts) -> Component:
    if facts.reported is None:
        return Component("below baseline", None, "no opened reports given")
    baseline, emissions = facts.reported
    if not baseline:
        return Component("below baseline", Fraction(0), "the newest report has no baseline")
    words = (
        f"({kg_text(baseline)} baseline - {kg_text(emissions)} emissions) / ({kg_text(baseline)} x {FULL_REDUCTION})"
    )
    return Component("below baseline", _bounded(Fraction(baseline - emissions) / (baseline * FULL_REDUCTION)), words)


def _bounded(share: Fraction) -> Fraction:
    return min(max(share, Fraction(0)), Fraction(1))


def decimal_text(value: Fraction, places: int) -> str:
    """A fraction with so many decimals, rounded half to even.

    >>> decimal_text(Fraction(2, 3), 3)
    '0.667'
    """
    return f"{Decimal(round(value * 10**places)).scaleb(-places):.{places}f}"
