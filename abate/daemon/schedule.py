"""Which period is due: in order, each once, from the chain alone, so that all operators work on the same one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from abate.emissions import Manifest, Period
from abate.oracle.computed import end_of


@dataclass(frozen=True)
class Schedule:
    """The periods of a vintage.

    Attributes:
        periods: each with its end, unix seconds, ascending.
        first: end of the first one that is reported, where no batch is final yet.
        settling: seconds after an end until its data are there.
    """

    periods: Sequence[tuple[Period, int]]
    first: int
    settling: int

    @classmethod
    def of(cls, manifest: Manifest, year: int, yearly: bool, opened: int, since: Period | None, settling: int) -> Self:
        """The schedule of a vintage.

        Args:
            manifest: on whose clocks periods end.
            year: the vintage.
            yearly: one period, the year; else twelve months.
            opened: when the vintage was opened, unix seconds.
            since: the first period that is reported; None for the last that had ended by then, or January.
            settling: seconds after an end until its data are there.
        """
        months = (Period(year),) if yearly else Period(year).months()
        periods = [(each, end_of(manifest, each)) for each in months]
        if since is None:
            first = max((end for _, end in periods if end <= opened), default=periods[0][1])
        else:
            first = end_of(manifest, since)
        return cls(periods, first, settling)

    def following(self, covered: int) -> tuple[Period, int] | None:
        """The period after what the final batch covers (0 where there is none); None where all are reported."""
        return next(((each, end) for each, end in self.periods if end > covered and end >= self.first), None)

    def is_due(self, end: int, now: int) -> bool:
        """Whether a period's data should be there."""
        return end + self.settling <= now

    def name(self, end: int) -> str | None:
        """The period that ends then, as text; None where none does."""
        return next((str(each) for each, its_end in self.periods if its_end == end), None)
