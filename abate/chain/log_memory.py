"""Events that were read before, for whoever asks for them again and again: only the newest blocks are read anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from abate.chain.contract import Event

SETTLED: Final = 64
"""Blocks after which a block is taken not to change any more; ``forget`` where one did."""


@dataclass
class LogMemory:
    """What was read of each event.

    Attributes:
        depth: blocks below the newest that are read anew each time.
    """

    depth: int = SETTLED
    _kept: dict[Hashable, tuple[int, int, list[Event]]] = field(default_factory=dict, repr=False)

    def events(self, what: Hashable, first: int, last: int, read: Callable[[int, int], list[Event]]) -> list[Event]:
        """Events from ``first`` to ``last``, of which settled ones are remembered.

        Args:
            what: names contract, event and filters.
            first, last: blocks, both included.
            read: reads a range of blocks.
        """
        start, until, kept = self._kept.get(what, (first, first - 1, []))
        if first < start or last < until:
            start, until, kept = first, first - 1, []
        fresh = read(until + 1, last) if until < last else []
        found = [*kept, *fresh]
        settled = max(until, last - self.depth)
        self._kept[what] = (start, settled, [event for event in found if event.block <= settled])
        return [event for event in found if event.block >= first]

    def forget(self) -> None:
        """Read everything anew: a block changed that was thought settled."""
        self._kept.clear()
