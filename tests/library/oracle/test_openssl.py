"""The compiled loops over OpenSSL do what their Python source says: the same rows through both."""

import _hashlib
import ctypes

import numpy as np
import pytest

from abate.oracle import openssl_gcm

COUNT = 9


@pytest.fixture
def plain(monkeypatch):
    """The loops as they are written, calling the same library's functions from Python."""
    library = ctypes.CDLL(_hashlib.__file__)
    names = {"new_context": "EVP_CIPHER_CTX_new", "free_context": "EVP_CIPHER_CTX_free", "cipher": "EVP_aes_256_gcm"}
    names |= {"control": "EVP_CIPHER_CTX_ctrl"}
    for way in ("encrypt", "decrypt"):
        for step, called in (("init", "Init_ex"), ("update", "Update"), ("final", "Final_ex")):
            names[f"{way}_{step}"] = f"EVP_{way.capitalize()}{called}"
    word, number = ctypes.c_size_t, ctypes.c_int32
    taken = {"Init_ex": [word] * 5, "Update": [word] * 4 + [number], "Final_ex": [word] * 3, "_free": [word]}
    taken |= {"_ctrl": [word, number, number, word], "_new": [], "_gcm": []}
    for name, called in names.items():
        function = getattr(library, called)
        function.argtypes = next(types for end, types in taken.items() if called.endswith(end))
        function.restype = word if called.endswith(("_new", "_gcm")) else number
        monkeypatch.setattr(openssl_gcm, name, function)
    for name in ("seal_part", "open_part"):
        monkeypatch.setattr(openssl_gcm, name, getattr(openssl_gcm, name).py_func)


@pytest.fixture
def columns():
    """Keys, what each row is bound to, and the rows."""
    draw = np.random.default_rng(7)
    return [draw.integers(0, 256, (COUNT, width), dtype=np.uint8) for width in (32, 20, 83)]


def test_rows_are_sealed_and_opened_alike(request, columns):
    keys, bound, rows = columns
    sealed = openssl_gcm.seal_rows(keys, bound, rows)
    request.getfixturevalue("plain")
    assert np.array_equal(openssl_gcm.seal_rows(keys, bound, rows), sealed)
    opened, fits = openssl_gcm.open_rows(keys, bound, sealed)
    assert fits.all()
    assert np.array_equal(opened, rows)


def test_a_changed_row_is_the_only_one_that_does_not_open(plain, columns):
    keys, bound, rows = columns
    sealed = openssl_gcm.seal_rows(keys, bound, rows)
    sealed[4, 82] ^= 1
    assert np.flatnonzero(~openssl_gcm.open_rows(keys, bound, sealed)[1]).tolist() == [4]


def test_a_library_without_the_cipher_seals_nothing(plain, columns, monkeypatch):
    monkeypatch.setattr(openssl_gcm, "cipher", lambda: 0)
    with pytest.raises(RuntimeError, match=r"^OpenSSL refused to encrypt with AES-256-GCM$"):
        openssl_gcm.seal_rows(*columns)


@pytest.mark.parametrize("short", [0, 1], ids=["keys", "bound"])
def test_columns_that_do_not_go_together_are_refused(columns, short):
    columns[short] = columns[short][:-1]
    keys, bound, rows = columns
    with pytest.raises(ValueError) as refused:
        openssl_gcm.seal_rows(keys, bound, rows)
    assert str(refused.value) == f"keys {keys.shape} and bound {bound.shape} do not go with rows {rows.shape}"
