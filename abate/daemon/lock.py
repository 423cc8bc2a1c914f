"""One daemon for each place: a lock that the system gives back however the process ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from abate.chain.keystore import private_folder
from abate.errors import InputError

FILE: Final = "run.lock"


@contextmanager
def locked(state: Path) -> Iterator[None]:
    """Hold an operator's private folder.

    Raises:
        InputError: another process holds it; names it.
    """
    private_folder(state)
    file = state / FILE
    with file.open("a+") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            held.seek(0)
            raise InputError(
                f"a daemon works here already (process {held.read().strip() or 'unknown'})",
                file=state,
                mend="stop it first, or give another --state",
            ) from None
        held.truncate(0)
        held.write(f"{os.getpid()}\n")
        held.flush()
        yield
