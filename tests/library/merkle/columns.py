"""Made-up columns for trees, the same ones for the same size."""

import hashlib

from abate.merkle import MerkleTree


def drawn(text: str, size: int) -> bytes:
    return hashlib.shake_256(text.encode()).digest(size)


def sample_columns(size: int) -> tuple[list[bytes], list[int], list[bytes]]:
    accounts = [drawn(f"account {i}", 20) for i in range(size)]
    credits = [int.from_bytes(drawn(f"credits {i}", 16 if i % 3 == 0 else 3)) for i in range(size)]
    return accounts, credits, [drawn(f"report {i}", 32) for i in range(size)]


def sample_tree(size: int) -> MerkleTree:
    return MerkleTree.of(*sample_columns(size))
