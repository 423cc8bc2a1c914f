"""Times of the chain as people read them."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from abate.chain.connection import Chain


def moment(seconds: int) -> str:
    """Unix seconds as a date and time in UTC.

    >>> moment(1375315200)
    '2013-08-01 00:00 UTC'
    """
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")


def deadline_after(chain: Chain, seconds: int) -> int:
    """So many seconds from now, unix time; a local chain's clock may be years away from ours."""
    return (chain.now() if chain.is_local else int(time.time())) + seconds
