"""Columns of accounts, credits and report hashes: checked once, kept as bytes, packed as ``abi.encode`` would.

A column of accounts is a ``uint8`` array of shape (n, 20), one of report hashes (n, 32), credits a list of integers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from abate.errors import InputError
from abate.merkle.keccak import keccak256

Bytes = NDArray[np.uint8]
ByteColumn = Bytes | Sequence[bytes] | Sequence[str]
"""A ``uint8`` array with one row per value, or that many ``bytes`` or ``0x`` texts."""

WORD: Final = 32
ADDRESS: Final = 20
MAX_CREDITS: Final = 2**128 - 1


def byte_column(values: ByteColumn, width: int, field: str) -> Bytes:
    """Bring values of ``width`` bytes each into a ``uint8`` array of shape (n, width).

    Raises:
        InputError: a value is not hexadecimal, or has another length.
    """
    if isinstance(values, np.ndarray):
        if values.dtype != np.uint8 or values.shape[1:] != (width,):
            raise InputError(
                f"a uint8 array of shape (n, {width}) is needed, not {values.dtype} {values.shape}", field=field
            )
        return np.ascontiguousarray(values)
    rows = [fixed_bytes(value, width, field) for value in values]
    return np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(len(rows), width)


def fixed_bytes(value: bytes | str, width: int, field: str) -> bytes:
    """One value as exactly ``width`` bytes.

    Raises:
        InputError: it is not hexadecimal text with ``0x``, or has another length.
    """
    if isinstance(value, str):
        if not value.startswith(("0x", "0X")):
            raise InputError(f"{value!r} does not begin with 0x", field=field)
        try:
            value = bytes.fromhex(value[2:])
        except ValueError:
            raise InputError(f"{value!r} is not hexadecimal", field=field) from None
    if len(value) != width:
        raise InputError(f"0x{value.hex()} has {len(value)} bytes, not {width}", field=field)
    return bytes(value)


def credit_column(values: NDArray[np.integer] | Iterable[int]) -> list[int]:
    """Base units of credits as whole numbers.

    Raises:
        InputError: a value is not a whole number, below zero, or does not fit ``uint128``.
    """
    column = values.tolist() if isinstance(values, np.ndarray) else list(values)
    if isinstance(values, np.ndarray) and values.ndim == 1 and np.issubdtype(values.dtype, np.unsignedinteger):
        return column
    for value in column:
        if type(value) is not int or not 0 <= value <= MAX_CREDITS:
            raise InputError(f"{value!r} is not a whole number from 0 to 2**128 - 1", field="credits")
    return column


def encode(accounts: Bytes, credits: Sequence[int], report_hashes: Bytes) -> tuple[Bytes, Bytes, Bytes]:
    """The words of ``abi.encode(address, uint256, bytes32)``, three columns of shape (n, 32)."""
    addresses = np.zeros((len(credits), WORD), dtype=np.uint8)
    addresses[:, WORD - ADDRESS :] = accounts
    amounts = np.zeros((len(credits), WORD), dtype=np.uint8)
    if max(credits, default=0) < 2**64:
        amounts[:, WORD - 8 :] = np.array(credits, dtype=">u8").view(np.uint8).reshape(-1, 8)
    else:
        words = b"".join([value.to_bytes(WORD, "big") for value in credits])
        amounts = np.frombuffer(words, dtype=np.uint8).reshape(-1, WORD)
    return addresses, amounts, report_hashes


def checksum_addresses(accounts: Bytes) -> list[str]:
    """Addresses with the capitals of EIP-55: a letter is a capital where that nibble of its hash is 8 or more."""
    texts = [row.tobytes().hex() for row in accounts]
    letters = np.frombuffer("".join(texts).encode(), dtype=np.uint8).reshape(len(texts), 2 * ADDRESS).copy()
    hashes = np.frombuffer(b"".join([keccak256(text.encode())[:ADDRESS] for text in texts]), dtype=np.uint8)
    nibbles = np.stack([hashes >> 4, hashes & 0x0F], axis=1).reshape(letters.shape)
    letters[(letters >= ord("a")) & (nibbles >= 8)] -= ord("a") - ord("A")
    return ["0x" + row.tobytes().decode() for row in letters]
