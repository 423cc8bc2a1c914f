"""Whether the code at an address is the code that was compiled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

PUSH1: Final = 0x60
PUSH32: Final = 0x7F
WORD: Final = 32


def is_same_code(compiled: bytes, deployed: bytes) -> bool:
    """Whether both are the same code, values of immutables aside.

    Compiled code holds a PUSH32 of zeros wherever an immutable's value will stand; there, and only there, the deployed
    code may differ. The values themselves are compared through the contracts' getters.
    """
    if not deployed or len(compiled) != len(deployed):
        return False
    masked = bytearray(deployed)
    for place in immutable_places(compiled):
        masked[place] = bytes(WORD)
    return bytes(masked) == compiled


def immutable_values(compiled: bytes, deployed: bytes) -> set[int]:
    """Values that stand in deployed code where the compiled code, which must be the same, has room for immutables."""
    return {int.from_bytes(deployed[place], "big") for place in immutable_places(compiled)}


def immutable_places(compiled: bytes) -> Iterator[slice]:
    """Where compiled code has room for immutables: words of zeros that are pushed."""
    at = 0
    while at < len(compiled):
        opcode = compiled[at]
        width = opcode - PUSH1 + 1 if PUSH1 <= opcode <= PUSH32 else 0
        pushed = slice(at + 1, at + 1 + width)
        if opcode == PUSH32 and len(compiled[pushed]) == WORD and not any(compiled[pushed]):
            yield pushed
        at += 1 + width
