"""Keccak-256 of many messages at once: Keccak's permutation (FIPS 202, section 3.2) over sixteen states side by side.

Compiled on first use and kept on the disk. The inner loop has a fixed length and no branch, so that the compiler turns
it into vector instructions: about ten times the speed of one message after another.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numba
import numpy as np
from numba import uint64

SIDE_BY_SIDE: Final = 16
RATE_WORDS: Final = 17
"""Words of 64 bits that one round of absorbing takes: 136 bytes."""

ROUND_CONSTANTS: Final = np.array(
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000,
        0x000000000000808B, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ],
    dtype=np.uint64,
)  # fmt: skip


def compiled(function: Callable[..., None]) -> Any:
    """The function as machine code, kept on the disk where there is a place for it."""
    try:
        return numba.njit(nogil=True, cache=True)(function)
    except RuntimeError:  # nowhere to keep it: it is compiled anew in each process
        return numba.njit(nogil=True)(function)


@numba.njit(inline="always")
def turned(word, by):  # type: ignore[no-untyped-def]
    """The word's bits moved up, the topmost coming in again below."""
    return (word << uint64(by)) | (word >> uint64(64 - by))


def _permute(s: Any) -> None:
    """Keccak-f[1600] of each state; lane k of state i is ``s[16 * k + i]``."""
    for constant in ROUND_CONSTANTS:
        for i in range(SIDE_BY_SIDE):
            a0 = s[0 + i]
            a1 = s[16 + i]
            a2 = s[32 + i]
            a3 = s[48 + i]
            a4 = s[64 + i]
            a5 = s[80 + i]
            a6 = s[96 + i]
            a7 = s[112 + i]
            a8 = s[128 + i]
            a9 = s[144 + i]
            a10 = s[160 + i]
            a11 = s[176 + i]
            a12 = s[192 + i]
            a13 = s[208 + i]
            a14 = s[224 + i]
            a15 = s[240 + i]
            a16 = s[256 + i]
            a17 = s[272 + i]
            a18 = s[288 + i]
            a19 = s[304 + i]
            a20 = s[320 + i]
            a21 = s[336 + i]
            a22 = s[352 + i]
            a23 = s[368 + i]
            a24 = s[384 + i]
            c0 = a0 ^ a5 ^ a10 ^ a15 ^ a20
            c1 = a1 ^ a6 ^ a11 ^ a16 ^ a21
            c2 = a2 ^ a7 ^ a12 ^ a17 ^ a22
            c3 = a3 ^ a8 ^ a13 ^ a18 ^ a23
            c4 = a4 ^ a9 ^ a14 ^ a19 ^ a24
            d0 = c4 ^ turned(c1, 1)
            d1 = c0 ^ turned(c2, 1)
            d2 = c1 ^ turned(c3, 1)
            d3 = c2 ^ turned(c4, 1)
            d4 = c3 ^ turned(c0, 1)
            b0 = a0 ^ d0
            b1 = turned(a6 ^ d1, 44)
            b2 = turned(a12 ^ d2, 43)
            b3 = turned(a18 ^ d3, 21)
            b4 = turned(a24 ^ d4, 14)
            b5 = turned(a3 ^ d3, 28)
            b6 = turned(a9 ^ d4, 20)
            b7 = turned(a10 ^ d0, 3)
            b8 = turned(a16 ^ d1, 45)
            b9 = turned(a22 ^ d2, 61)
            b10 = turned(a1 ^ d1, 1)
            b11 = turned(a7 ^ d2, 6)
            b12 = turned(a13 ^ d3, 25)
            b13 = turned(a19 ^ d4, 8)
            b14 = turned(a20 ^ d0, 18)
            b15 = turned(a4 ^ d4, 27)
            b16 = turned(a5 ^ d0, 36)
            b17 = turned(a11 ^ d1, 10)
            b18 = turned(a17 ^ d2, 15)
            b19 = turned(a23 ^ d3, 56)
            b20 = turned(a2 ^ d2, 62)
            b21 = turned(a8 ^ d3, 55)
            b22 = turned(a14 ^ d4, 39)
            b23 = turned(a15 ^ d0, 41)
            b24 = turned(a21 ^ d1, 2)
            s[0 + i] = b0 ^ (~b1 & b2) ^ constant
            s[16 + i] = b1 ^ (~b2 & b3)
            s[32 + i] = b2 ^ (~b3 & b4)
            s[48 + i] = b3 ^ (~b4 & b0)
            s[64 + i] = b4 ^ (~b0 & b1)
            s[80 + i] = b5 ^ (~b6 & b7)
            s[96 + i] = b6 ^ (~b7 & b8)
            s[112 + i] = b7 ^ (~b8 & b9)
            s[128 + i] = b8 ^ (~b9 & b5)
            s[144 + i] = b9 ^ (~b5 & b6)
            s[160 + i] = b10 ^ (~b11 & b12)
            s[176 + i] = b11 ^ (~b12 & b13)
            s[192 + i] = b12 ^ (~b13 & b14)
            s[208 + i] = b13 ^ (~b14 & b10)
            s[224 + i] = b14 ^ (~b10 & b11)
            s[240 + i] = b15 ^ (~b16 & b17)
            s[256 + i] = b16 ^ (~b17 & b18)
            s[272 + i] = b17 ^ (~b18 & b19)
            s[288 + i] = b18 ^ (~b19 & b15)
            s[304 + i] = b19 ^ (~b15 & b16)
            s[320 + i] = b20 ^ (~b21 & b22)
            s[336 + i] = b21 ^ (~b22 & b23)
            s[352 + i] = b22 ^ (~b23 & b24)
            s[368 + i] = b23 ^ (~b24 & b20)
            s[384 + i] = b24 ^ (~b20 & b21)


permute: Final = compiled(_permute)


def _hash_padded(messages: Any, hashes: Any) -> None:
    """Hash of each row.

    Args:
        messages: ``uint64``, shape (n, 17 x blocks): padded messages, little-endian.
        hashes: ``uint64``, shape (n, 4); takes the result.
    """
    count, blocks = messages.shape[0], messages.shape[1] // RATE_WORDS
    s = np.empty(25 * SIDE_BY_SIDE, dtype=np.uint64)
    for start in range(0, count, SIDE_BY_SIDE):
        here = min(SIDE_BY_SIDE, count - start)
        s[:] = 0
        for block in range(blocks):
            for lane in range(RATE_WORDS):
                for i in range(here):
                    s[lane * SIDE_BY_SIDE + i] ^= messages[start + i, block * RATE_WORDS + lane]
            permute(s)
        for lane in range(4):
            for i in range(here):
                hashes[start + i, lane] = s[lane * SIDE_BY_SIDE + i]


hash_padded: Final = compiled(_hash_padded)


@numba.njit(inline="always")
def as_number(word):  # type: ignore[no-untyped-def]
    """The eight bytes read in the other order, so that numbers compare as byte strings do."""
    word = ((word & uint64(0x00FF00FF00FF00FF)) << uint64(8)) | ((word >> uint64(8)) & uint64(0x00FF00FF00FF00FF))
    word = ((word & uint64(0x0000FFFF0000FFFF)) << uint64(16)) | ((word >> uint64(16)) & uint64(0x0000FFFF0000FFFF))
    return (word << uint64(32)) | (word >> uint64(32))


def _hash_pairs(nodes: Any, first: int, end: int) -> None:
    """Fill the nodes from ``first`` up to ``end`` of a heap: each hashes its two children, the smaller one first.

    Args:
        nodes: ``uint64``, shape (nodes, 4), little-endian, root first.
        first: the first node to fill.
        end: the node after the last; all their children lie at or behind it.
    """
    s = np.empty(25 * SIDE_BY_SIDE, dtype=np.uint64)
    for start in range(first, end, SIDE_BY_SIDE):
        here = min(SIDE_BY_SIDE, end - start)
        s[:] = 0
        for i in range(here):
            left, right = 2 * (start + i) + 1, 2 * (start + i) + 2
            word = 0
            while word < 3 and nodes[left, word] == nodes[right, word]:
                word += 1
            if as_number(nodes[left, word]) > as_number(nodes[right, word]):
                left, right = right, left
            for lane in range(4):
                s[lane * SIDE_BY_SIDE + i] = nodes[left, lane]
                s[(lane + 4) * SIDE_BY_SIDE + i] = nodes[right, lane]
            # padding of a message of 64 bytes
            s[8 * SIDE_BY_SIDE + i] = uint64(1)
            s[16 * SIDE_BY_SIDE + i] = uint64(1) << uint64(63)
        permute(s)
        for lane in range(4):
            for i in range(here):
                nodes[start + i, lane] = s[lane * SIDE_BY_SIDE + i]


hash_pairs: Final = compiled(_hash_pairs)
