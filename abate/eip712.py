"""Typed data (EIP-712) as wallets take it: the domain's type, and signatures in 64 bytes, in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

Fields = Sequence[Mapping[str, str]]

DOMAIN_TYPE: Final[list[dict[str, str]]] = [
    {"name": "name", "type": "string"},
    {"name": "version", "type": "string"},
    {"name": "chainId", "type": "uint256"},
    {"name": "verifyingContract", "type": "address"},
]


def domain(name: str, version: str, chain_id: int, contract: str) -> dict[str, Any]:
    """The domain of a contract that signs and checks typed data."""
    return {"name": name, "version": version, "chainId": chain_id, "verifyingContract": contract}


def typed_data(
    where: Mapping[str, Any], primary: str, types: Mapping[str, Fields], message: Mapping[str, Any]
) -> dict[str, Any]:
    """The JSON that any wallet signs.

    Args:
        where: the domain.
        primary: name of the struct that is signed.
        types: the structs by name, without the domain's.
        message: the struct's values.
    """
    listed = {name: [dict(field) for field in fields] for name, fields in types.items()}
    return {
        "domain": dict(where),
        "types": {"EIP712Domain": DOMAIN_TYPE, **listed},
        "primaryType": primary,
        "message": dict(message),
    }


def compact(signature: bytes) -> bytes:
    """A signature of 65 bytes (r, s, v) or 64 in 64 (EIP-2098): the parity of ``y`` moves into the top bit of ``s``.

    Raises:
        ValueError: it has another length.
    """
    if len(signature) == 64:
        return signature
    if len(signature) != 65:
        raise ValueError(f"a signature has 64 or 65 bytes, not {len(signature)}")
    # 27 and 28, or 0 and 1 as some wallets write it
    parity = signature[64] - 27 if signature[64] >= 27 else signature[64]
    return signature[:32] + bytes([signature[32] | parity << 7]) + signature[33:64]
