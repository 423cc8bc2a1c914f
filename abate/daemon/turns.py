"""Politeness among operators: what one can do for all is done by one, and by the next where that one is away."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Final

MOST: Final = 1000
"""What is remembered; the oldest is forgotten first."""


@dataclass(frozen=True)
class Place:
    """An operator's place in the order of a batch.

    Attributes:
        number: how many come before.
        of: how many there are.
    """

    number: int
    of: int


@dataclass
class Turns:
    """Whose turn it is, by how long something is seen to be due.

    Attributes:
        step: seconds that each one waits for the one before.
        clock: seconds that only grow.
    """

    step: float
    clock: Callable[[], float] = time.monotonic
    _joined: float = field(default=0.0, repr=False)
    _seen: dict[Hashable, tuple[float, bool]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """The first time is now."""
        self.join()

    def join(self) -> None:
        """This operator comes, or comes back: the others may be at what it sees first.

        It takes its turn behind them all there, so that it never does the same at the same moment.
        """
        self._joined = self.clock()

    def has_come(self, what: Hashable, place: Place, long: int = 1, behind: bool = False) -> bool:
        """Whether it is this operator's turn; the first call for ``what`` starts the time.

        Args:
            what: what is to be done.
            place: of the operator.
            long: steps that a turn takes.
            behind: somebody else is seen to be at it already.
        """
        waited, late = self._since(what)
        return waited >= (place.number * long + (place.of if late or behind else 0)) * self.step

    def waited(self, what: Hashable) -> float:
        """Seconds since this was first asked for."""
        return self._since(what)[0]

    def _since(self, what: Hashable) -> tuple[float, bool]:
        now = self.clock()
        first, late = self._seen.setdefault(what, (now, now - self._joined < self.step))
        if len(self._seen) > MOST:
            del self._seen[next(iter(self._seen))]
        return now - first, late


def place_of(operator: str, operators: Sequence[str], sequence: int) -> Place:
    """An operator's place in the order of a batch; it begins with another one each time.

    Whoever is not among them comes after them, by its address.
    """
    many = len(operators)
    if operator in operators:
        return Place((list(operators).index(operator) - sequence) % many, many)
    return Place(many + int(operator, 16) % max(many, 1), many)
