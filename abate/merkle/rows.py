"""Keccak-256 of columns, and the order of rows of bytes: what a tree and a report need for everybody at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
from numpy.typing import NDArray

from abate.merkle.keccak import keccak256

Bytes = NDArray[np.uint8]

HASH: Final = 32
RATE: Final = 136
FEW: Final = 10_000
"""Below so many rows, hashing one after another is over before the compiled hasher is loaded."""
AT_ONCE: Final = 16_384
"""Rows that one thread takes at a time: their copy stays small."""


def keccak_rows(*columns: Bytes) -> Bytes:
    """Keccak-256 of each row of the columns, laid end to end.

    Args:
        columns: ``uint8`` arrays of shape (n, width), each with a width of its own.

    Returns:
        shape (n, 32).
    """
    count, width = len(columns[0]), sum(column.shape[1] for column in columns)
    if any(len(column) != count for column in columns):
        raise ValueError(f"columns of {[len(column) for column in columns]} rows cannot be hashed together")
    if count < FEW:
        packed = np.concatenate(columns, axis=1).tobytes()
        hashes = [keccak256(packed[row * width : (row + 1) * width]) for row in range(count)]
        return np.frombuffer(b"".join(hashes), dtype=np.uint8).reshape(count, HASH)
    return side_by_side(columns, count, width)


def side_by_side(columns: tuple[Bytes, ...], count: int, width: int) -> Bytes:
    """The same by the compiled hasher."""
    from abate.merkle.lanes import hash_padded

    hashes = np.empty((count, HASH), dtype=np.uint8)

    def work(start: int, end: int) -> None:
        padded = np.zeros((end - start, RATE * (width // RATE + 1)), dtype=np.uint8)
        place = 0
        for column in columns:
            padded[:, place : place + column.shape[1]] = column[start:end]
            place += column.shape[1]
        padded[:, width] = 0x01
        padded[:, -1] |= 0x80
        hash_padded(padded.view("<u8"), hashes[start:end].view("<u8"))

    in_parts(work, 0, count)
    return hashes


def in_parts(work: Callable[[int, int], None], first: int, end: int) -> None:
    """Call ``work(start, end)`` for parts of a range, on all processors. The parts must not depend on each other."""
    parts = [(start, min(start + AT_ONCE, end)) for start in range(first, end, AT_ONCE)]
    if len(parts) < 2:
        for part in parts:
            work(*part)
        return
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda part: work(*part), parts))


def order(rows: Bytes) -> NDArray[np.int64]:
    """The positions that put rows of bytes into ascending order; equal rows keep theirs."""
    numbers = words_of(rows)
    found = np.argsort(numbers[:, 0])
    leading = numbers[found, 0]
    if np.any(leading[:-1] == leading[1:]):
        found = np.lexsort(numbers.T[::-1])
    return found


def strictly_ascending(rows: Bytes) -> bool:
    """Whether each row is above the one before."""
    return bool(np.all(below(rows[:-1], rows[1:])))


def below(rows: Bytes, others: Bytes) -> NDArray[np.bool_]:
    """Whether each row is below the other's row of the same place."""
    less, equal = np.zeros(len(rows), dtype=bool), np.ones(len(rows), dtype=bool)
    mine, theirs = words_of(rows), words_of(others)
    for column in range(mine.shape[1]):
        less |= equal & (mine[:, column] < theirs[:, column])
        equal &= mine[:, column] == theirs[:, column]
    return less


def words_of(rows: Bytes) -> NDArray[np.uint64]:
    """Rows of bytes as whole numbers of 64 bits that compare as the bytes do, shape (n, words)."""
    missing = -rows.shape[1] % 8
    padded = np.pad(rows, ((0, 0), (0, missing))) if missing else np.ascontiguousarray(rows)
    return padded.view(">u8").astype(np.uint64)


def list_of(rows: Bytes) -> list[bytes]:
    """A column as one byte string per row."""
    packed, width = rows.tobytes(), rows.shape[1]
    return [packed[start : start + width] for start in range(0, len(packed), width)]
