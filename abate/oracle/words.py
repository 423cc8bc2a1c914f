"""Columns of 32-byte words: what ``abi.encode`` would lay down for many people at once.

A column of words is a ``uint8`` array of shape (people, 32).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from abate.merkle.keccak import keccak256

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


def hash_rows(*columns: Bytes) -> Bytes:
    """Keccak-256 of each person's columns laid end to end, shape (people, 32)."""
    rows = np.concatenate(columns, axis=1)
    packed, width = rows.tobytes(), rows.shape[1]
    hashes = [keccak256(packed[start : start + width]) for start in range(0, len(packed), width)]
    return np.frombuffer(b"".join(hashes), dtype=np.uint8).reshape(len(rows), WORD)


def rows_of(values: Sequence[bytes], width: int) -> Bytes:
    """Equally long byte strings as a column, shape (people, width)."""
    return np.frombuffer(b"".join(values), dtype=np.uint8).reshape(len(values), width)


def list_of(rows: Bytes) -> list[bytes]:
    """A column as one byte string per person."""
    packed, width = rows.tobytes(), rows.shape[1]
    return [packed[start : start + width] for start in range(0, len(packed), width)]
