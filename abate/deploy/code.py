"""Whether the code at an address is the code that was compiled."""

from __future__ import annotations

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
    at = 0
    while at < len(compiled):
        opcode = compiled[at]
        if opcode != deployed[at]:
            return False
        width = opcode - PUSH1 + 1 if PUSH1 <= opcode <= PUSH32 else 0
        pushed = slice(at + 1, at + 1 + width)
        is_immutable = opcode == PUSH32 and len(compiled[pushed]) == WORD and not any(compiled[pushed])
        if not is_immutable and compiled[pushed] != deployed[pushed]:
            return False
        at += 1 + width
    return True
