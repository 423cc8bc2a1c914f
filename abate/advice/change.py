"""A change that a person could make, and what it is worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from abate.credits import Methodology, less_reserve
from abate.units import CREDIT_DECIMALS, Grams

TOP: Final = 3


@dataclass(frozen=True)
class Change:
    """One change and its saving in the period that was looked at.

    Attributes:
        category: of activity.
        subject: what it is about; of several changes with one subject only the largest is named.
        what: what to do.
        arithmetic: how the saving comes about from the person's own figures.
        saving: kilograms, exact.
        assumption: what is taken for granted.
        source: where the assumption or the figure in it comes from.
    """

    category: str
    subject: str
    what: str
    arithmetic: str
    saving: Fraction
    assumption: str
    source: str

    @property
    def grams(self) -> int:
        """The saving in whole grams, rounded half to even."""
        return round(self.saving * 1000)


@dataclass(frozen=True)
class Worth:
    """What a change is worth: base units of credits, and money at a price; None without a price."""

    credits: int
    money: Decimal | None


def largest(changes: Iterable[Change], count: int = TOP) -> list[Change]:
    """The changes with the largest savings, one for each subject; none below a gram."""
    best: dict[tuple[str, str], Change] = {}
    for change in changes:
        key = (change.category, change.subject)
        if change.grams > 0 and (key not in best or change.saving > best[key].saving):
            best[key] = change
    return sorted(best.values(), key=lambda change: (-change.saving, change.category, change.subject))[:count]


def worth(change: Change, figures: tuple[int, int, int], methodology: Methodology, price: Decimal | None) -> Worth:
    """What the change would have brought in the period.

    Args:
        change: of the period.
        figures: the person's baseline and emissions in grams and months that count, of the same period.
        methodology: turns them into credits.
        price: of one credit (1.000), or None.
    """
    baseline, emissions, periods = figures
    policy = methodology.credit_policy

    def earned(grams: int) -> int:
        gross = policy.credits_of(Grams(baseline), Grams(grams), periods)
        return less_reserve(gross, methodology.reserve_share_bps)

    more = earned(max(0, emissions - change.grams)) - earned(emissions) if periods else 0
    return Worth(more, None if price is None else Decimal(more).scaleb(-CREDIT_DECIMALS) * price)


def kg(value: Fraction | Decimal) -> str:
    """Kilograms with three decimals, half to even."""
    return f"{Decimal(round(Fraction(value) * 1000)).scaleb(-3):.3f}"


def median(values: list[Fraction]) -> Fraction:
    """The middle value, or the mean of the two in the middle."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
