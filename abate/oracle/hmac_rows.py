"""HMAC-SHA256 (RFC 2104) of many messages of one length, each under a key of its own or all under the same."""

from __future__ import annotations

import hmac
from typing import Final

import numpy as np

from abate.merkle.rows import FEW, in_parts, list_of
from abate.oracle.words import WORD, Bytes, rows_of

BLOCK: Final = 64
INNER, OUTER = np.uint8(0x36), np.uint8(0x5C)


def hmac_rows(keys: Bytes, messages: Bytes) -> Bytes:
    """HMAC-SHA256 of each row.

    Args:
        keys: shape (n, at most 64).
        messages: shape (n, width).

    Returns:
        shape (n, 32).
    """
    if len(keys) != len(messages) or keys.shape[1] > BLOCK:
        raise ValueError(f"keys {keys.shape} do not go with messages {messages.shape}")
    if len(messages) < FEW:
        together = zip(list_of(keys), list_of(messages), strict=True)
        return rows_of([hmac.digest(key, message, "sha256") for key, message in together], WORD)
    hashes = np.empty((len(messages), WORD), dtype=np.uint8)

    def work(start: int, end: int) -> None:
        inner = sha256_behind(keys[start:end], INNER, messages[start:end])
        hashes[start:end] = sha256_behind(keys[start:end], OUTER, inner)

    in_parts(work, 0, len(messages))
    return hashes


def sha256_behind(keys: Bytes, pad: np.uint8, messages: Bytes) -> Bytes:
    """SHA-256 of each message behind a block of its key, to each byte of which the pad is added without carry."""
    from abate.oracle.sha_lanes import sha256_padded

    width = BLOCK + messages.shape[1]
    padded = np.zeros((len(messages), BLOCK * ((width + 8) // BLOCK + 1)), dtype=np.uint8)
    padded[:, : keys.shape[1]] = keys
    padded[:, :BLOCK] ^= pad
    padded[:, BLOCK:width] = messages
    padded[:, width] = 0x80
    padded[:, -8:] = np.frombuffer((8 * width).to_bytes(8, "big"), dtype=np.uint8)
    hashes = np.empty((len(messages), 8), dtype=np.uint32)
    sha256_padded(padded.view(">u4").astype(np.uint32), hashes)
    return hashes.astype(">u4").view(np.uint8)
