"""Texts of others on a terminal: a node's or a token's words must not move the cursor or hide what follows."""

from __future__ import annotations

import unicodedata
from typing import Final

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
