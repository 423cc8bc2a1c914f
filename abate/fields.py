"""Types of the values that Abate's documents hold: exact decimals, durations, addresses, file names.

Decimals are written as strings ("0.05"): a TOML float is binary and would lose the figure that was meant.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any, Final

from eth_utils.address import is_address, is_checksum_address, to_checksum_address
from pydantic import BeforeValidator, ValidationInfo

_SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_DURATION: Final = re.compile(r"(\d+)\s*([smhdw])")


def exact_decimal(value: Any) -> Decimal:
    """An exact decimal from a string or a whole number; not negative.

    >>> exact_decimal("0.05"), exact_decimal(3)
    (Decimal('0.05'), Decimal('3'))

    Raises:
        ValueError: a float, a negative number, or something that is no number.
    """
    if isinstance(value, Decimal):
        number = value
    elif isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f'{value!r} is not exact: write it as a string, for example "0.05"')
    else:
        try:
            number = Decimal(value)
        except InvalidOperation:
            raise ValueError(f"{value!r} is not a decimal number") from None
    if not number.is_finite() or number < 0:
        raise ValueError(f"{str(value)!r} must be zero or more")
    return number


def seconds(value: Any) -> int:
    """Seconds from a duration such as "3d", "36h" or "1d 12h".

    >>> seconds("3d"), seconds("36h"), seconds("1d 12h")
    (259200, 129600, 129600)

    Raises:
        ValueError: not of that form.
    """
    text = value.strip() if isinstance(value, str) else ""
    parts = _DURATION.findall(text)
    if not parts or _DURATION.sub("", text).strip():
        raise ValueError(f'{value!r} is no duration: write a whole number and s, m, h, d or w, for example "36h"')
    return sum(int(count) * _SECONDS[unit] for count, unit in parts)


def checksum_address(value: Any) -> str:
    """An Ethereum address with its EIP-55 checksum; mixed case must be that checksum already.

    Raises:
        ValueError: no address, or a typing error in it.
    """
    if not isinstance(value, str) or not is_address(value):
        raise ValueError(f"{value!r} is no address (0x and 40 hexadecimal digits)")
    if value[2:] not in (value[2:].lower(), value[2:].upper()) and not is_checksum_address(value):
        raise ValueError(f"{value!r} has a wrong checksum: a digit is mistyped")
    return str(to_checksum_address(value))


def beside(value: Any, info: ValidationInfo) -> Path:
    """A file name relative to the folder of the document that names it."""
    if not isinstance(value, str | Path) or not str(value):
        raise ValueError(f"{value!r} is no file name")
    folder: Path = (info.context or {}).get("folder", Path())
    return (folder / value).resolve()


Exact = Annotated[Decimal, BeforeValidator(exact_decimal)]
"""A decimal of zero or more, written as a string."""

Duration = Annotated[int, BeforeValidator(seconds)]
"""Whole seconds, written as a duration ("3d")."""

Address = Annotated[str, BeforeValidator(checksum_address)]
"""An address with its checksum."""

FileName = Annotated[Path, BeforeValidator(beside)]
"""An absolute path, written relative to the document's folder."""
