"""A person's report: three separately salted hashes, each an EIP-712 struct hash, so that a proof opens only its part.

Columns of all people at once; ``docs/batch-format.md`` gives the exact bytes.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from abate.merkle.keccak import keccak256
from abate.oracle.words import WORD, Bytes, Column, big_endian, hash_rows, same_words, uint_words

NUMBERS_TYPE: Final = (
    "Numbers(bytes32 salt,uint64 baseline,uint64 emissions,uint16 periods,uint128 credits,uint256[] observations)"
)
SOURCES_TYPE: Final = "Sources(bytes32 salt,bytes32[] nullifiers)"
EVIDENCE_TYPE: Final = "Evidence(bytes32 salt,bytes32[] digests)"
REPORT_TYPE: Final = "Report(bytes32 numbers,bytes32 sources,bytes32 evidence)"

MAX_SOURCES: Final = 8


def typehash(encoded_type: str) -> bytes:
    """keccak256 of an EIP-712 type."""
    return keccak256(encoded_type.encode())


def observation_words(baseline: Column, emissions: Column, periods: Column) -> Bytes:
    """What one operator observed, packed into one word each: ``baseline << 128 | emissions << 64 | periods``."""
    words = np.zeros((len(baseline), WORD), dtype=np.uint8)
    words[:, 8:16], words[:, 16:24], words[:, 24:32] = map(big_endian, (baseline, emissions, periods))
    return words


def numbers_hashes(
    salts: Bytes, baseline: Column, emissions: Column, periods: Column, credits: Column, observations: list[Bytes]
) -> Bytes:
    """Hash of each person's numbers.

    Args:
        salts: of the role NUMBERS, shape (people, 32).
        baseline: grams, the median.
        emissions: grams, the median.
        periods: counted periods, the median.
        credits: base units of the leaf.
        observations: one column of observation words per operator, in ascending order of the operators' addresses.

    Returns:
        shape (people, 32).
    """
    fields = [uint_words(column) for column in (baseline, emissions, periods, credits)]
    kind = same_words(typehash(NUMBERS_TYPE), len(salts))
    return hash_rows(kind, salts, *fields, hash_rows(*observations))


def sources_hashes(salts: Bytes, nullifiers: Bytes, counts: Column) -> Bytes:
    """Hash of each person's sources.

    Args:
        salts: of the role SOURCES, shape (people, 32).
        nullifiers: strictly ascending, then zeros, shape (people, width, 32).
        counts: how many nullifiers each person has.

    Returns:
        shape (people, 32).
    """
    lists = hash_lists(nullifiers, counts)
    return hash_rows(same_words(typehash(SOURCES_TYPE), len(salts)), salts, lists)


def evidence_hashes(salts: Bytes, digests: list[Bytes]) -> Bytes:
    """Hash of each person's evidence: one digest per operator, in ascending order of the operators' addresses."""
    return hash_rows(same_words(typehash(EVIDENCE_TYPE), len(salts)), salts, hash_rows(*digests))


def report_hashes(numbers: Bytes, sources: Bytes, evidence: Bytes) -> Bytes:
    """The three parts as one hash: what the leaf of the batch commits to."""
    return hash_rows(same_words(typehash(REPORT_TYPE), len(numbers)), numbers, sources, evidence)


def hash_lists(items: Bytes, counts: Column) -> Bytes:
    """keccak256 of each person's list of words, of which only the first ``counts`` are there; shape (people, 32)."""
    hashes = np.empty((len(items), WORD), dtype=np.uint8)
    for count in np.unique(counts):
        rows = counts == count
        chosen = items[rows][:, : int(count)].reshape(int(rows.sum()), -1)
        if count:
            hashes[rows] = hash_rows(chosen)
        else:
            hashes[rows] = np.frombuffer(keccak256(b""), dtype=np.uint8)
    return hashes
