"""Stopping: the first signal ends the daemon healthily and soon, the second at once."""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, Final

from abate.errors import AbateError

GRACE_SECONDS: Final = 20.0
"""What the present step gets to finish; waits end at once."""
AGAIN_SECONDS: Final = 1.0


class StoppedError(AbateError):
    """The daemon was told to stop."""


@dataclass
class Stop:
    """Whether the daemon was told to stop.

    Attributes:
        grace: seconds until the present step is given up; every step may be killed at any moment.
    """

    grace: float = GRACE_SECONDS
    _asked: threading.Event = field(default_factory=threading.Event, repr=False)

    def install(self) -> None:
        """Take the signals; only in the main thread."""
        signal.signal(signal.SIGTERM, self._told)
        signal.signal(signal.SIGINT, self._told)
        signal.signal(signal.SIGALRM, self._over)

    @property
    def asked(self) -> bool:
        """Whether it was."""
        return self._asked.is_set()

    def check(self) -> None:
        """Go on only where nobody wants the daemon to stop.

        Raises:
            StoppedError: somebody does.
        """
        if self.asked:
            raise StoppedError("told to stop")

    def pause(self, seconds: float) -> None:
        """Wait.

        Raises:
            StoppedError: somebody wants the daemon to stop; at once.
        """
        self._asked.wait(seconds)
        self.check()

    def done(self) -> None:
        """The step was given up or finished: nothing interrupts any more."""
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _told(self, number: int, frame: FrameType | None) -> None:
        if self.asked:
            os._exit(128 + number)
        self._asked.set()
        # again and again, since code that passes over errors may pass over this one
        signal.setitimer(signal.ITIMER_REAL, self.grace, AGAIN_SECONDS)

    def _over(self, *_: Any) -> None:
        raise StoppedError("told to stop; the present step was given up")
