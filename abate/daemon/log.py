"""The daemon's log: one line an event, as JSON or as text. Nothing personal and no secret can be a field."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass, field
from typing import Any, Final, TextIO

import structlog

from abate.daemon.words import FIELDS, WARNINGS, Said

SHAPES: Final = ("text", "json")


@dataclass
class Log:
    """Where the daemon says what it does.

    Attributes:
        out: where lines go.
        as_json: whether machines read them.
    """

    out: TextIO = field(default_factory=lambda: sys.stderr, repr=False)
    as_json: bool = False
    _once: set[tuple[Any, ...]] = field(default_factory=set, repr=False)

    def __post_init__(self) -> None:
        """Make the writer."""
        text: Any = structlog.dev.ConsoleRenderer(colors=False)
        self._writer = structlog.wrap_logger(
            structlog.WriteLogger(self.out),
            processors=[
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
                *([structlog.processors.JSONRenderer()] if self.as_json else [renamed_time, text]),
            ],
            wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        )

    def say(self, event: Said, **fields: Any) -> None:
        """Write a line.

        Raises:
            ValueError: a field that no line may have.
        """
        unknown = set(fields) - FIELDS
        if unknown:
            raise ValueError(f"no line of the log has {sorted(unknown)}")
        given = {name: str(value) if isinstance(value, bytes) else value for name, value in fields.items()}
        given = {name: value for name, value in given.items() if value is not None}
        (self._writer.warning if event in WARNINGS else self._writer.info)(event.value, **given)
        self.out.flush()

    def say_once(self, what: tuple[Any, ...], event: Said, **fields: Any) -> bool:
        """Write a line unless it was written under this name before; whether it was written now."""
        if what in self._once:
            return False
        self._once.add(what)
        self.say(event, **fields)
        return True

    def again(self, what: tuple[Any, ...]) -> bool:
        """The reason is over: the next time it is said anew. Whether it was said."""
        was_said = what in self._once
        self._once.discard(what)
        return was_said


def renamed_time(logger: object, name: str, line: Any) -> Any:
    """People's lines begin with the time, which the renderer looks for under this name."""
    line["timestamp"] = line.pop("time")
    return line
