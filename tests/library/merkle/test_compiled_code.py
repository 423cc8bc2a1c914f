"""The compiled hashers do what their Python source says: the same rows through both, and through an independent one."""

from hashlib import sha256

import numpy as np
import pytest

from abate.merkle import keccak256, lanes
from abate.oracle import sha_lanes
from tests.library.merkle.columns import drawn

ROWS = 19  # more than stand side by side


def plain(monkeypatch, module, *names):
    """Let a module's functions call the Python source instead of what was compiled of it."""
    for name in names:
        monkeypatch.setattr(module, name, getattr(module, name).py_func)


def padded_keccak(messages):
    """Messages of less than one block, padded, as rows of 64-bit words."""
    rows = np.zeros((len(messages), 8 * lanes.RATE_WORDS), dtype=np.uint8)
    for row, message in zip(rows, messages, strict=True):
        row[: len(message)] = np.frombuffer(message, dtype=np.uint8)
        row[len(message)] ^= 0x01
        row[-1] ^= 0x80
    return rows.view("<u8")


@pytest.fixture
def messages():
    return [drawn(f"message {number}", 33) for number in range(ROWS)]


def test_keccak_of_rows(monkeypatch, messages):
    given = padded_keccak(messages)
    compiled, source = (np.zeros((ROWS, 4), dtype=np.uint64) for _ in range(2))
    lanes.hash_padded(given, compiled)
    plain(monkeypatch, lanes, "turned", "permute", "hash_padded")
    lanes.hash_padded(given, source)
    assert [row.tobytes() for row in source] == [keccak256(message) for message in messages]
    assert np.array_equal(compiled, source)


def test_keccak_of_pairs_with_the_smaller_one_first(monkeypatch):
    leaves = [keccak256(drawn(f"leaf {number}", 32)) for number in range(ROWS + 1)]
    # two equal children, and two that differ in their last word only
    leaves[3] = leaves[2]
    leaves[5] = leaves[4][:-1] + bytes([leaves[4][-1] ^ 1])
    heap = np.zeros((2 * len(leaves) - 1, 4), dtype=np.uint64)
    heap[len(leaves) - 1 :] = np.frombuffer(b"".join(leaves), dtype="<u8").reshape(-1, 4)
    compiled, source, first = heap.copy(), heap.copy(), len(leaves) // 2 - 1
    lanes.hash_pairs(compiled, first, len(leaves) - 1)
    plain(monkeypatch, lanes, "turned", "permute", "hash_pairs", "as_number")
    lanes.hash_pairs(source, first, len(leaves) - 1)
    for node in range(first, len(leaves) - 1):
        children = sorted(source[child].tobytes() for child in (2 * node + 1, 2 * node + 2))
        assert source[node].tobytes() == keccak256(b"".join(children))
    assert np.array_equal(compiled, source)


def test_sha256_of_rows(monkeypatch, messages):
    padded = [message + b"\x80" + bytes(22) + (8 * len(message)).to_bytes(8, "big") for message in messages]
    given = np.frombuffer(b"".join(padded), dtype=">u4").reshape(ROWS, sha_lanes.BLOCK_WORDS).astype(np.uint32)
    compiled, source = (np.zeros((ROWS, 8), dtype=np.uint32) for _ in range(2))
    sha_lanes.sha256_padded(given, compiled)
    plain(monkeypatch, sha_lanes, "turned", "step", "compress", "sha256_padded")
    with np.errstate(over="ignore"):
        sha_lanes.sha256_padded(given, source)
    assert [row.astype(">u4").tobytes() for row in source] == [sha256(message).digest() for message in messages]
    assert np.array_equal(compiled, source)
