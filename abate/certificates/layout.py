"""Where the contracts keep what a proof is about: Solidity's storage layout, as the compiler gives it.

A test compares the places below with the compiler's own ``storageLayout``.
"""

from __future__ import annotations

from typing import Final

from eth_utils.crypto import keccak

CERTIFICATES: Final = 9
"""``RetirementCertificate._certificates``: id to one packed slot."""
STATEMENTS: Final = 10
"""``RetirementCertificate._statements``: id to text."""
CREDITS: Final = 6
"""``EmissionOracle.creditOf``: vintage to address."""
METHODOLOGIES: Final = 7
"""``EmissionOracle.methodologyOf``: vintage to id."""
BUFFERS: Final = 8
"""``EmissionOracle._buffers``: vintage and methodology to progress, two roots, two records."""
RECORDS: Final = (3, 4)
"""Places of the two records in the buffers, counted in slots."""

WORD: Final = 32
SHORT_TEXT: Final = 31
"""Bytes of a text that shares its slot with its length."""


def entry(slot: int, key: int | bytes) -> int:
    """Slot of a mapping's entry.

    Args:
        slot: the mapping's own slot.
        key: a number or 32 bytes.
    """
    word = key if isinstance(key, bytes) else key.to_bytes(WORD, "big")
    return int.from_bytes(keccak(word + slot.to_bytes(WORD, "big")), "big")


def certificate_slot(certificate: int) -> int:
    """Slot of a certificate: batch 32 | day 16 | amount 48 | beneficiary 160."""
    return entry(CERTIFICATES, certificate)


def statement_slot(certificate: int) -> int:
    """Slot of a statement's length, or of the whole of a short one."""
    return entry(STATEMENTS, certificate)


def text_slots(slot: int, head: int) -> list[int]:
    """Slots of the rest of a text, after the word that stands in its own slot; none for a short one."""
    if head & 1 == 0:
        return []
    length = (head - 1) // 2
    first = int.from_bytes(keccak(slot.to_bytes(WORD, "big")), "big")
    return [(first + index) % 2**256 for index in range(-(-length // WORD))]


def text_of(head: int, rest: list[int]) -> bytes:
    """A text from the words of its slots."""
    if head & 1 == 0:
        return head.to_bytes(WORD, "big")[: (head & 0xFF) // 2]
    return b"".join(word.to_bytes(WORD, "big") for word in rest)[: (head - 1) // 2]


def record_slots(vintage: int, methodology_id: bytes) -> list[int]:
    """Slots of the records of a vintage's two stored batches."""
    buffers = entry(entry(BUFFERS, vintage), methodology_id)
    return [buffers + place for place in RECORDS]


def credit_slot(vintage: int) -> int:
    """Slot of a vintage's credit."""
    return entry(CREDITS, vintage)


def methodology_slot(vintage: int) -> int:
    """Slot of a vintage's methodology."""
    return entry(METHODOLOGIES, vintage)
