"""How an exported certificate writes its values."""

from __future__ import annotations

from datetime import UTC, datetime

from abate.errors import IntegrityError


def day_text(seconds: int) -> str:
    """A day (UTC) as 2013-08-04."""
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def hex_text(data: bytes) -> str:
    """Bytes as 0x text."""
    return f"0x{data.hex()}"


def from_hex(text: object, what: str, length: int | None = None) -> bytes:
    """Bytes of 0x text in lower case, the only way they are written.

    Raises:
        IntegrityError: something else, or of another length.
    """
    try:
        if not isinstance(text, str) or not text.startswith("0x"):
            raise ValueError
        data = bytes.fromhex(text[2:])
    except ValueError:
        raise IntegrityError(f"{what} is not 0x and hexadecimal digits") from None
    if length is not None and len(data) != length:
        raise IntegrityError(f"{what} has {len(data)} bytes, not {length}")
    return data
