"""Rows at rest: each person's row is sealed under a key of their own, so that destroying one key erases one person."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from types import ModuleType
from typing import Final

import numpy as np
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from abate.errors import IntegrityError
from abate.merkle.rows import FEW
from abate.oracle.salts import Role, salts
from abate.oracle.words import Bytes, list_of, rows_of

FILE_SALT: Final = 32
TAG: Final = 16
# each key seals one row only, as the file's salt is fresh: so the nonce may stay the same
NONCE: Final = bytes(12)


def new_file_salt() -> bytes:
    """A fresh salt; one for each file that is written."""
    return secrets.token_bytes(FILE_SALT)


def seal(rows: Bytes, accounts: Bytes, keys: Bytes, role: Role, file_salt: bytes) -> Bytes:
    """Encrypt each row with AES-256-GCM, bound to its account.

    Args:
        rows: what is sealed, shape (people, width).
        accounts: shape (people, 20).
        keys: the people's keys of the batch, shape (people, 32).
        role: what the rows are.
        file_salt: 32 bytes, never used for another file.

    Returns:
        shape (people, width + 16).
    """
    row_keys = salts(keys, role, file_salt)
    many = for_many(len(rows))
    if many is not None:
        sealed: Bytes = many.seal_rows(row_keys, accounts, rows)
        return sealed
    together = zip(list_of(row_keys), list_of(rows), list_of(accounts), strict=True)
    return rows_of([AESGCM(key).encrypt(NONCE, row, account) for key, row, account in together], rows.shape[1] + TAG)


def unseal(sealed: list[bytes], accounts: Bytes, keys: Bytes, role: Role, file_salt: bytes) -> Bytes:
    """Decrypt what ``seal`` made; shape (people, width).

    Raises:
        IntegrityError: a row was changed, moved to another account, or sealed under another key.
    """
    widths = {len(row) for row in sealed}
    many = for_many(len(sealed)) if len(widths) == 1 and min(widths) >= TAG else None
    if many is not None:
        opened, fits = many.open_rows(salts(keys, role, file_salt), accounts, rows_of(sealed, widths.pop()))
        for place in np.flatnonzero(~fits)[:1]:
            raise cannot_be_opened(accounts[place].tobytes())
        plain: Bytes = opened
        return plain
    rows = []
    for row, account in zip(unseal_each(sealed, accounts, keys, role, file_salt), list_of(accounts), strict=True):
        if row is None:
            raise cannot_be_opened(account)
        rows.append(row)
    if len({len(row) for row in rows}) != 1:
        raise IntegrityError("sealed rows differ in length")
    return np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(len(rows), -1)


def cannot_be_opened(account: bytes) -> IntegrityError:
    """What is told of a row that was changed, moved, or sealed under another key."""
    return IntegrityError(f"the row of account 0x{account.hex()} cannot be opened with its key")


def for_many(count: int) -> ModuleType | None:
    """The compiled way, where it pays and Python's OpenSSL can be called; both ways give the same bytes."""
    if count < FEW:
        return None
    try:
        from abate.oracle import openssl_gcm
    except (ImportError, AttributeError, OSError):  # a Python that keeps its OpenSSL to itself
        return None
    return openssl_gcm


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
