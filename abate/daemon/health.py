"""Whether the daemon does what it is there for: reasons against it, each said in words."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

STARTING: Final = "starting"
FAILURES: Final = 3
"""A duty that failed so often in a row is a reason."""
SILENT_SECONDS: Final = 900.0
"""A round of duties that takes longer than this is a reason."""


@dataclass
class Health:
    """Reasons for which somebody should look; none of them means healthy. Read by another thread.

    Attributes:
        clock: seconds that only grow.
    """

    clock: Callable[[], float] = field(default=time.monotonic, repr=False)
    _reasons: dict[str, str] = field(default_factory=lambda: {STARTING: "the first look at the chain is not over"})
    _round: float | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def set(self, name: str, reason: str | None) -> None:
        """Note or take back a reason."""
        with self._lock:
            if reason is None:
                self._reasons.pop(name, None)
            else:
                self._reasons[name] = reason

    def went_round(self) -> None:
        """All duties were gone through."""
        with self._lock:
            self._round = self.clock()
            self._reasons.pop(STARTING, None)

    def reasons(self) -> list[str]:
        """Why the daemon is not healthy."""
        with self._lock:
            found = list(self._reasons.values())
            silent = None if self._round is None else self.clock() - self._round
        if silent is not None and silent > SILENT_SECONDS:
            found.append(f"no round of duties was finished for {silent:.0f} s")
        return found
