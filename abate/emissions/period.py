"""Periods: a calendar month or a calendar year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import total_ordering
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from abate.errors import InputError

_PERIOD = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?")
_OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})")


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A month (``2013-07``) or a year (``2013``); its text is that of ISO 8601.

    Periods are ordered by when they end, so ``2013-12 < 2013``: the year is what closes last.
    """

    year: int
    month: int | None = None

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``YYYY-MM`` or ``YYYY``.

        Raises:
            InputError: the text is neither.
        """
        found = _PERIOD.fullmatch(text)
        if found is None or found[1] == "0000":
            raise InputError(f"{text!r} is not a period", mend="write a month as 2021-01 or a year as 2021")
        return cls(int(found[1]), int(found[2]) if found[2] else None)

    def __str__(self) -> str:
        return f"{self.year:04d}" if self.month is None else f"{self.year:04d}-{self.month:02d}"

    def __lt__(self, other: Period) -> bool:
        return (self.year, self.month or 13) < (other.year, other.month or 13)

    @property
    def is_year(self) -> bool:
        """Whether this is a whole year."""
        return self.month is None

    def months(self) -> tuple[Period, ...]:
        """The months in it, in order: itself for a month, twelve for a year."""
        return (self,) if self.month else tuple(Period(self.year, month) for month in range(1, 13))

    def days(self) -> int:
        """How many calendar days it has."""
        return (self._end() - self._start()).days

    def year_earlier(self) -> Period:
        """The same month, or the whole year, one year before."""
        return Period(self.year - 1, self.month)

    def bounds(self, zone: tzinfo | str) -> tuple[datetime, datetime]:
        """Start (inclusive) and end (exclusive) in UTC, of the period as the clocks of ``zone`` show it.

        Raises:
            InputError: ``zone`` is neither an IANA name nor a fixed offset.
        """
        where = parse_zone(zone) if isinstance(zone, str) else zone
        return self._start().replace(tzinfo=where).astimezone(UTC), self._end().replace(tzinfo=where).astimezone(UTC)

    def _start(self) -> datetime:
        return datetime(self.year, self.month or 1, 1)

    def _end(self) -> datetime:
        last = self.month or 12
        return datetime(self.year + last // 12, last % 12 + 1, 1)


def parse_zone(text: str) -> tzinfo:
    """A time zone from an IANA name (``Europe/London``) or a fixed offset (``+10:00``).

    Raises:
        InputError: it is neither.
    """
    fixed = _OFFSET.fullmatch(text)
    if fixed and int(fixed[2]) < 24 and int(fixed[3]) < 60:
        offset = timedelta(hours=int(fixed[2]), minutes=int(fixed[3]))
        return timezone(-offset if fixed[1] == "-" else offset)
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InputError(
            f"{text!r} is not a time zone", mend='write an IANA name ("Europe/London") or an offset ("+10:00")'
        ) from None
