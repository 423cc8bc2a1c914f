"""SHA-256 of many messages at once: the compression (FIPS 180-4, section 6.2.2) of sixteen states side by side.

Compiled on first use and kept on the disk, as Keccak is in ``abate.merkle.lanes`` and for the same reason.
"""

from __future__ import annotations

from typing import Any, Final

import numba
import numpy as np
from numba import uint32

from abate.merkle.lanes import SIDE_BY_SIDE, compiled

BLOCK_WORDS: Final = 16
"""Words of 32 bits in a block of 64 bytes."""
START: Final = np.array(
    [0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19],
    dtype=np.uint32,
)
CONSTANTS: Final = np.array(
    [
        0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4, 0xAB1C5ED5,
        0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3, 0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174,
        0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
        0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967,
        0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85,
        0xA2BFE8A1, 0xA81A664B, 0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
        0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3,
        0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208, 0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2,
    ],
    dtype=np.uint32,
)  # fmt: skip


@numba.njit(inline="always")
def turned(word, by):  # type: ignore[no-untyped-def]
    """The word's bits moved down, the lowest coming in again above."""
    return uint32(uint32(word >> uint32(by)) | uint32(word << uint32(32 - by)))


@numba.njit(inline="always")
def step(a, b, c, d, e, f, g, h, added):  # type: ignore[no-untyped-def]
    """One of the 64 steps: the new values of ``d`` and ``h``, whose names the next step has moved on by one."""
    one = uint32(h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + added)
    two = uint32((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c)))
    return uint32(d + one), uint32(one + two)


def _compress(s: Any, w: Any) -> None:
    """Take one block into each state; word k of state i is ``s[16 * k + i]``, of its block ``w[16 * k + i]``."""
    for t in range(16, 64):
        for i in range(SIDE_BY_SIDE):
            x, y = w[(t - 15) * SIDE_BY_SIDE + i], w[(t - 2) * SIDE_BY_SIDE + i]
            low = turned(x, 7) ^ turned(x, 18) ^ uint32(x >> uint32(3))
            high = turned(y, 17) ^ turned(y, 19) ^ uint32(y >> uint32(10))
            w[t * SIDE_BY_SIDE + i] = uint32(
                w[(t - 16) * SIDE_BY_SIDE + i] + low + w[(t - 7) * SIDE_BY_SIDE + i] + high
            )
    before = s.copy()
    for t in range(0, 64, 8):
        for i in range(SIDE_BY_SIDE):
            a, b, c, d = s[i], s[16 + i], s[32 + i], s[48 + i]
            e, f, g, h = s[64 + i], s[80 + i], s[96 + i], s[112 + i]
            at = t * SIDE_BY_SIDE + i
            d, h = step(a, b, c, d, e, f, g, h, uint32(CONSTANTS[t] + w[at]))
            c, g = step(h, a, b, c, d, e, f, g, uint32(CONSTANTS[t + 1] + w[at + 16]))
            b, f = step(g, h, a, b, c, d, e, f, uint32(CONSTANTS[t + 2] + w[at + 32]))
            a, e = step(f, g, h, a, b, c, d, e, uint32(CONSTANTS[t + 3] + w[at + 48]))
            h, d = step(e, f, g, h, a, b, c, d, uint32(CONSTANTS[t + 4] + w[at + 64]))
            g, c = step(d, e, f, g, h, a, b, c, uint32(CONSTANTS[t + 5] + w[at + 80]))
            f, b = step(c, d, e, f, g, h, a, b, uint32(CONSTANTS[t + 6] + w[at + 96]))
            e, a = step(b, c, d, e, f, g, h, a, uint32(CONSTANTS[t + 7] + w[at + 112]))
            s[i], s[16 + i], s[32 + i], s[48 + i] = a, b, c, d
            s[64 + i], s[80 + i], s[96 + i], s[112 + i] = e, f, g, h
    for k in range(len(s)):
        s[k] = uint32(s[k] + before[k])


compress: Final = compiled(_compress)


def _sha256_padded(messages: Any, hashes: Any) -> None:
    """Hash of each row.

    Args:
        messages: ``uint32``, shape (n, 16 x blocks): padded messages, their words read as big-endian.
        hashes: ``uint32``, shape (n, 8); takes the result.
    """
    count, blocks = messages.shape[0], messages.shape[1] // BLOCK_WORDS
    s = np.empty(8 * SIDE_BY_SIDE, dtype=np.uint32)
    w = np.zeros(64 * SIDE_BY_SIDE, dtype=np.uint32)
    for start in range(0, count, SIDE_BY_SIDE):
        here = min(SIDE_BY_SIDE, count - start)
        for word in range(8):
            s[word * SIDE_BY_SIDE : (word + 1) * SIDE_BY_SIDE] = START[word]
        for block in range(blocks):
            for word in range(BLOCK_WORDS):
                for i in range(here):
                    w[word * SIDE_BY_SIDE + i] = messages[start + i, block * BLOCK_WORDS + word]
            compress(s, w)
        for word in range(8):
            for i in range(here):
                hashes[start + i, word] = s[word * SIDE_BY_SIDE + i]


sha256_padded: Final = compiled(_sha256_padded)
