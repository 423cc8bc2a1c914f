"""Figures and dates in the words of the page and the terminal."""

from __future__ import annotations

import calendar
from decimal import Decimal

MINUS = "\N{MINUS SIGN}"


def month_name(period: str, *, year: bool = True) -> str:
    """A period's name in English.

    >>> month_name("2013-07"), month_name("2013-07", year=False), month_name("2013")
    ('July 2013', 'July', '2013')
    """
    if "-" not in period:
        return period
    written, month = period.split("-")
    return f"{calendar.month_name[int(month)]} {written}" if year else calendar.month_name[int(month)]


def number_word(count: int) -> str:
    """A small number as a word, a larger one in digits.

    >>> number_word(10), number_word(3), number_word(25)
    ('ten', 'three', '25')
    """
    words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    return words[count] if 0 <= count < len(words) else str(count)


def signed(amount: Decimal, places: int = 0) -> str:
    """An amount with its sign, rounded for a label; nothing has none.

    >>> signed(Decimal("-12.6")), signed(Decimal("3.21"), 1), signed(Decimal("0.000"), 1)
    ('−13', '+3.2', '0.0')
    """
    sign = MINUS if amount < 0 else "+" if amount else ""
    return f"{sign}{abs(amount):.{places}f}"


def percent(change: Decimal | None) -> str:
    """A change in percent as the tables show it.

    >>> percent(Decimal("-10.5")), percent(Decimal("3.0")), percent(None)
    ('−10.5 %', '+3.0 %', '–')
    """
    return "–" if change is None else f"{signed(change, 1)} %"


def short_hash(text: str) -> str:
    """A hash or address, shortened for a table; its whole length stands in the summary.

    >>> short_hash("0x0123456789abcdef0123456789abcdef01234567")
    '0x012345…4567'
    """
    return text if len(text) <= 14 else f"{text[:8]}…{text[-4:]}"


def who(person: str, one: str = "home") -> str:
    """A participant in a sentence: one with a number by it, others by their names.

    >>> who("10018064"), who("neighbour A")
    ('home 10018064', 'neighbour A')
    """
    return f"{one} {person}" if person.isdigit() else person


def with_article(word: str) -> str:
    """A noun after its article.

    >>> with_article("home"), with_article("employee")
    ('a home', 'an employee')
    """
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def joined(words: list[str]) -> str:
    """Words as an English list.

    >>> joined(["July", "August", "September"])
    'July, August and September'
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
