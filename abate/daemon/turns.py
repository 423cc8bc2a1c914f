"""Politeness among operators: what one can do for all is done by one, and by the next where that one is away."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Final

MOST: Final = 1000
"""What is remembered; the oldest is forgotten first."""


@dataclass
class Turns:
    """Whose turn it is, by how long something is seen to be due.

    Attributes:
        step: seconds that each one waits for the one before.
        clock: seconds that only grow.
    """

    step: float
    clock: Callable[[], float] = time.monotonic
    _seen: dict[Hashable, float] = field(default_factory=dict, repr=False)

    def has_come(self, what: Hashable, rank: int) -> bool:
        """Whether it is this rank's turn; the first call for ``what`` starts the time."""
        return self.waited(what) >= rank * self.step

    def waited(self, what: Hashable) -> float:
        """Seconds since this was first asked for."""
        now = self.clock()
        first = self._seen.setdefault(what, now)
        if len(self._seen) > MOST:
            del self._seen[next(iter(self._seen))]
        return now - first


def rank(operator: str, operators: Sequence[str], sequence: int) -> int:
    """An operator's place in the order of a batch; it begins with another one each time.

    Whoever is not among them comes last.
    """
    if operator not in operators:
        return len(operators)
    return (list(operators).index(operator) - sequence) % len(operators)
