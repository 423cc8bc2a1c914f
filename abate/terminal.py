"""What a terminal shows: words of others, which must not move the cursor or hide what follows, and its width."""

from __future__ import annotations

import unicodedata
from typing import Final

from rich.console import Console

HIDING: Final = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Unicode's categories of characters that show nothing and change how others show."""


def printable(text: str) -> str:
    r"""The text in one line, with such characters written out.

    >>> printable("Abate"), printable("a\x1b[2Jb"), printable("two\nlines")
    ('Abate', 'a\\x1b[2Jb', 'two\\nlines')
    """
    return "".join(
        each.encode("unicode_escape").decode() if unicodedata.category(each) in HIDING else each for each in text
    )


def table_console(least: int, console: Console | None = None) -> Console:
    """Where a table is printed: a terminal as wide as it is, anything else at least this many columns.

    Args:
        least: columns, for a file or a pipe, which has no width of its own.
        console: by default standard output.
    """
    console = console or Console()
    if not console.is_terminal:
        console.width = max(console.width, least)
    return console
