"""AES-256-GCM of many rows, each under a key of its own: OpenSSL's cipher, called from compiled code.

``cryptography`` makes contexts anew for each key and holds Python's lock meanwhile. Here one thread keeps one context
for all its rows and holds no lock. The library is the one that Python's own ``ssl`` and ``hashlib`` have loaded.
"""

from __future__ import annotations

import _hashlib
import ctypes
from typing import Any, Final

import numpy as np
from llvmlite import binding  # type: ignore[import-untyped]
from numba import types
from numpy.typing import NDArray

from abate.merkle.lanes import compiled
from abate.merkle.rows import Bytes, in_parts

TAG: Final = 16
NONCE: Final = 12
GET_TAG, SET_TAG = 0x10, 0x11
"""``EVP_CTRL_AEAD_GET_TAG`` and ``EVP_CTRL_AEAD_SET_TAG``."""

_address, _number = types.uintp, types.int32


def _function(name: str, *taken: Any, gives: Any = _number) -> Any:
    """One of OpenSSL's functions, for compiled code to call.

    Raises:
        AttributeError: the library does not show it.
    """
    place = ctypes.cast(getattr(ctypes.CDLL(_hashlib.__file__), name), ctypes.c_void_p).value
    binding.add_symbol(name, place)
    return types.ExternalFunction(name, gives(*taken))


_init = (_address, _address, _address, _address, _address)
_update = (_address, _address, _address, _address, _number)
_final = (_address, _address, _address)
new_context = _function("EVP_CIPHER_CTX_new", gives=_address)
free_context = _function("EVP_CIPHER_CTX_free", _address, gives=types.void)
cipher = _function("EVP_aes_256_gcm", gives=_address)
control = _function("EVP_CIPHER_CTX_ctrl", _address, _number, _number, _address)
encrypt_init = _function("EVP_EncryptInit_ex", *_init)
encrypt_update = _function("EVP_EncryptUpdate", *_update)
encrypt_final = _function("EVP_EncryptFinal_ex", *_final)
decrypt_init = _function("EVP_DecryptInit_ex", *_init)
decrypt_update = _function("EVP_DecryptUpdate", *_update)
decrypt_final = _function("EVP_DecryptFinal_ex", *_final)


def _seal(keys: Any, bound: Any, rows: Any, sealed: Any, done: Any) -> None:
    """Encrypt each row into ``sealed``, its tag behind it; ``done`` tells which rows OpenSSL took."""
    width, aside = rows.shape[1], bound.shape[1]
    nonce, written = np.zeros(NONCE, dtype=np.uint8), np.zeros(1, dtype=np.int32)
    size = written.ctypes.data
    context = new_context()
    ready = context != 0 and encrypt_init(context, cipher(), 0, 0, 0) == 1
    for i in range(len(rows)):
        target = sealed.ctypes.data + i * (width + TAG)
        done[i] = (
            ready
            and encrypt_init(context, 0, 0, keys.ctypes.data + 32 * i, nonce.ctypes.data) == 1
            and encrypt_update(context, 0, size, bound.ctypes.data + aside * i, aside) == 1
            and encrypt_update(context, target, size, rows.ctypes.data + width * i, width) == 1
            and encrypt_final(context, target + width, size) == 1
            and control(context, GET_TAG, TAG, target + width) == 1
        )
    free_context(context)


def _open(keys: Any, bound: Any, sealed: Any, rows: Any, done: Any) -> None:
    """Decrypt each row into ``rows``; ``done`` tells which rows had the right tag."""
    width, aside = rows.shape[1], bound.shape[1]
    nonce, written = np.zeros(NONCE, dtype=np.uint8), np.zeros(1, dtype=np.int32)
    rest, size = np.zeros(TAG, dtype=np.uint8), written.ctypes.data
    context = new_context()
    ready = context != 0 and decrypt_init(context, cipher(), 0, 0, 0) == 1
    for i in range(len(rows)):
        source, target = sealed.ctypes.data + i * (width + TAG), rows.ctypes.data + width * i
        done[i] = (
            ready
            and decrypt_init(context, 0, 0, keys.ctypes.data + 32 * i, nonce.ctypes.data) == 1
            and decrypt_update(context, 0, size, bound.ctypes.data + aside * i, aside) == 1
            and decrypt_update(context, target, size, source, width) == 1
            and control(context, SET_TAG, TAG, source + width) == 1
            and decrypt_final(context, rest.ctypes.data, size) == 1
        )
    free_context(context)


seal_part: Final = compiled(_seal)
open_part: Final = compiled(_open)


def seal_rows(keys: Bytes, bound: Bytes, rows: Bytes) -> Bytes:
    """Encrypt each row under its key with the nonce of zeros, its tag behind it.

    Args:
        keys: shape (n, 32), each used for this row only.
        bound: what each row is bound to, shape (n, any width).
        rows: shape (n, width).

    Returns:
        shape (n, width + 16).

    Raises:
        RuntimeError: OpenSSL refused to encrypt.
    """
    keys, bound, rows = matched(keys, bound, rows)
    sealed = np.empty((len(rows), rows.shape[1] + TAG), dtype=np.uint8)
    done = np.zeros(len(rows), dtype=np.bool_)
    in_parts(lambda a, b: seal_part(keys[a:b], bound[a:b], rows[a:b], sealed[a:b], done[a:b]), 0, len(rows))
    if not done.all():
        raise RuntimeError("OpenSSL refused to encrypt with AES-256-GCM")
    return sealed


def open_rows(keys: Bytes, bound: Bytes, sealed: Bytes) -> tuple[Bytes, NDArray[np.bool_]]:
    """The reverse of ``seal_rows``, and which rows could be opened; the others hold nothing to be used."""
    keys, bound, sealed = matched(keys, bound, sealed)
    rows = np.empty((len(sealed), sealed.shape[1] - TAG), dtype=np.uint8)
    done = np.zeros(len(rows), dtype=np.bool_)
    in_parts(lambda a, b: open_part(keys[a:b], bound[a:b], sealed[a:b], rows[a:b], done[a:b]), 0, len(rows))
    return rows, done


def matched(keys: Bytes, bound: Bytes, rows: Bytes) -> tuple[Bytes, Bytes, Bytes]:
    """The three columns laid end to end in memory, as the compiled code reads them by address."""
    if keys.shape != (len(rows), 32) or len(bound) != len(rows):
        raise ValueError(f"keys {keys.shape} and bound {bound.shape} do not go with rows {rows.shape}")
    return np.ascontiguousarray(keys), np.ascontiguousarray(bound), np.ascontiguousarray(rows)
