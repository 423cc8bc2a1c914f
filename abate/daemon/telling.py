"""What a log that others may read tells of a problem: what went wrong and where, never a person's name or figure."""

from __future__ import annotations

import re
import traceback
from pathlib import Path
from typing import Final

from abate.chain.refusals import RefusalError
from abate.config import REPOSITORY
from abate.errors import ChainError, InputError, IntegrityError

OPTIONS: Final = ("operators", "--exchange", "--operators")
"""What these hold is never personal, so an error about them is told whole."""
FIGURE: Final = re.compile(r"(?<![\w.])\d+(?:[.,_]\d+)*(?!\w)")
"""A number that stands by itself; hashes and addresses stay."""


def told(problem: BaseException) -> str:
    """One line. Lines about an operator's own input may quote it, so they are told by the step's command only."""
    if isinstance(problem, RefusalError):
        return f"{problem.action} refused: {problem.words or 'without words'} [{problem.name}]"
    if isinstance(problem, InputError):
        if problem.field in OPTIONS:
            return str(problem)
        row = None if problem.row is None else f"line {problem.row}"
        file = None if problem.file is None else Path(problem.file).name
        place = ", ".join(part for part in (file, row, problem.field) if part)
        return f"input that may not be quoted here{f' ({place})' if place else ''}; the command of this step tells it"
    if isinstance(problem, IntegrityError):
        return without_figures(str(problem))
    if isinstance(problem, ChainError):
        return str(problem)
    last = traceback.extract_tb(problem.__traceback__)[-1:]
    where = [f"{relative(frame.filename)}:{frame.lineno}" for frame in last]
    return f"{type(problem).__name__} at {', '.join(where) or 'an unknown place'}"


def without_figures(line: str) -> str:
    """The line with every number that stands by itself left out."""
    return FIGURE.sub("…", line)


def relative(file: str) -> str:
    """A source file below the checkout."""
    path = Path(file)
    return path.relative_to(REPOSITORY).as_posix() if path.is_relative_to(REPOSITORY) else path.name
