"""The compiler's metadata: a contract's code ends with the hash of it, which ties the code to its exact sources."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final

from abate.errors import IntegrityError

CHUNK: Final = 256 * 1024
"""Longer files are hashed in pieces, which no metadata of ours needs."""
MULTIHASH: Final = b"\x12\x20"
"""SHA-256, 32 bytes."""
TAIL: Final = re.compile(rb"\xa2\x64ipfs\x58\x22(\x12\x20.{32})\x64solc\x43(.{3})\x00\x33\Z", flags=re.DOTALL)
"""CBOR of the two entries that the compiler writes at the end of the code, and their length."""
ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def hash_of(metadata: str) -> bytes:
    """The IPFS multihash of a metadata file, as the compiler computes it.

    Raises:
        IntegrityError: it is longer than one piece.
    """
    content = metadata.encode()
    if len(content) > CHUNK:
        raise IntegrityError(f"metadata of {len(content)} bytes is longer than one piece of {CHUNK}")
    length = _varint(len(content))
    # UnixFS: type 2 (a file), its content, its size; inside a node of dag-pb without links
    file = b"\x08\x02\x12" + length + content + b"\x18" + length
    return MULTIHASH + sha256(b"\x0a" + _varint(len(file)) + file).digest()


def hash_in(runtime: bytes) -> bytes:
    """The metadata's multihash that a contract's code ends with.

    Raises:
        IntegrityError: it does not end as code of this compiler and these settings does.
    """
    tail = TAIL.search(runtime)
    if tail is None:
        raise IntegrityError("the code does not end with a metadata hash: compile with the repository's settings")
    return tail[1]


def cid(multihash: bytes) -> str:
    """A multihash as IPFS writes it: ``Qm…``."""
    number, text = int.from_bytes(multihash, "big"), ""
    while number:
        number, digit = divmod(number, len(ALPHABET))
        text = ALPHABET[digit] + text
    return text


def _varint(number: int) -> bytes:
    """A number as protocol buffers write it, seven bits a byte, lowest first."""
    parts = bytearray()
    while number > 0x7F:
        parts.append(number & 0x7F | 0x80)
        number >>= 7
    parts.append(number)
    return bytes(parts)
