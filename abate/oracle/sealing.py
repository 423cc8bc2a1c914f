"""Rows at rest: each person's row is sealed under a key of their own, so that destroying one key erases one person."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Final

import numpy as np
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from abate.errors import IntegrityError
from abate.oracle.salts import Role, salts
from abate.oracle.words import Bytes, list_of

FILE_SALT: Final = 32
TAG: Final = 16
# each key seals one row only, as the file's salt is fresh: so the nonce may stay the same
NONCE: Final = bytes(12)


def new_file_salt() -> bytes:
    """A fresh salt; one for each file that is written."""
    return secrets.token_bytes(FILE_SALT)


def seal(rows: Bytes, accounts: Bytes, keys: Bytes, role: Role, file_salt: bytes) -> list[bytes]:
    """Encrypt each row with AES-256-GCM, bound to its account.

    Args:
        rows: what is sealed, shape (people, width).
        accounts: shape (people, 20).
        keys: the people's keys of the batch, shape (people, 32).
        role: what the rows are.
        file_salt: 32 bytes, never used for another file.
    """
    row_keys = list_of(salts(keys, role, file_salt))
    together = zip(row_keys, list_of(rows), list_of(accounts), strict=True)
    return [AESGCM(key).encrypt(NONCE, row, account) for key, row, account in together]


def unseal(sealed: list[bytes], accounts: Bytes, keys: Bytes, role: Role, file_salt: bytes) -> Bytes:
    """Decrypt what ``seal`` made; shape (people, width).

    Raises:
        IntegrityError: a row was changed, moved to another account, or sealed under another key.
    """
    rows = []
    for row, account in zip(unseal_each(sealed, accounts, keys, role, file_salt), list_of(accounts), strict=True):
        if row is None:
            raise IntegrityError(f"the row of account 0x{account.hex()} cannot be opened with its key")
        rows.append(row)
    if len({len(row) for row in rows}) != 1:
        raise IntegrityError("sealed rows differ in length")
    return np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(len(rows), -1)


def unseal_each(
    sealed: Sequence[bytes], accounts: Bytes, keys: Bytes, role: Role, file_salt: bytes
) -> list[bytes | None]:
    """Decrypt what ``seal`` made, row by row; None for a row that was changed, moved, or sealed under another key."""
    row_keys = list_of(salts(keys, role, file_salt))
    rows: list[bytes | None] = []
    for key, row, account in zip(row_keys, sealed, list_of(accounts), strict=True):
        try:
            rows.append(AESGCM(key).decrypt(NONCE, row, account))
        except InvalidTag:
            rows.append(None)
    return rows
