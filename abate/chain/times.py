"""Times of the chain as people read them."""

from __future__ import annotations

from datetime import UTC, datetime


def moment(seconds: int) -> str:
    """Unix seconds as a date and time in UTC.

    >>> moment(1375315200)
    '2013-08-01 00:00 UTC'
    """
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
