"""Columns of 32-byte words: what ``abi.encode`` would lay down for many people at once.

A column of words is a ``uint8`` array of shape (people, 32).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from abate.merkle.rows import keccak_rows as hash_rows
from abate.merkle.rows import list_of

__all__ = [
    "ADDRESS",
    "WORD",
    "Bytes",
    "Column",
    "address_words",
    "big_endian",
    "hash_rows",
    "list_of",
    "rows_of",
    "same_words",
    "uint_words",
]  # fmt: skip

Bytes = NDArray[np.uint8]
Column = NDArray[np.uint64]
"""Whole numbers below 2**64, one per person."""

WORD: Final = 32
ADDRESS: Final = 20
EIGHT: Final = 8


def uint_words(values: Column) -> Bytes:
    """Whole numbers as big-endian words."""
    words = np.zeros((len(values), WORD), dtype=np.uint8)
    words[:, WORD - EIGHT :] = big_endian(values)
    return words


def big_endian(values: Column) -> Bytes:
    """Whole numbers as eight big-endian bytes each, shape (people, 8)."""
    return np.ascontiguousarray(values.astype(">u8")).view(np.uint8).reshape(len(values), EIGHT)


def address_words(accounts: Bytes) -> Bytes:
    """Addresses, shape (people, 20), as words."""
    words = np.zeros((len(accounts), WORD), dtype=np.uint8)
    words[:, WORD - ADDRESS :] = accounts
    return words


def same_words(value: bytes, count: int) -> Bytes:
    """One value for everybody, shape (people, its length)."""
    return np.broadcast_to(np.frombuffer(value, dtype=np.uint8), (count, len(value)))


def rows_of(values: Sequence[bytes], width: int) -> Bytes:
    """Equally long byte strings as a column, shape (people, width)."""
    return np.frombuffer(b"".join(values), dtype=np.uint8).reshape(len(values), width)
