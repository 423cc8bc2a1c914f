"""Many rows take compiled code, few take the libraries' calls one by one: both must give the same bytes."""

import hmac

import numpy as np
import polars as pl
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from abate.errors import IntegrityError
from abate.merkle.rows import FEW, list_of
from abate.oracle import sealing
from abate.oracle.figures import NULLIFIER_LABEL, hmac_of_names
from abate.oracle.hmac_rows import hmac_rows
from abate.oracle.salts import Role, salts
from abate.oracle.sealing import seal, unseal, unseal_each

COUNT = FEW + 7
"""Enough for the compiled way, and no multiple of the rows that it takes side by side."""
SALT = bytes(range(32))


def drawn(width, count=COUNT):
    return np.random.default_rng(width).integers(0, 256, (count, width), dtype=np.uint8)


@pytest.fixture(scope="module")
def people():
    return drawn(20), drawn(32)


@pytest.mark.parametrize("width", [1, 16, 83, 217])
def test_rows_are_sealed_as_cryptography_seals_them(people, width):
    accounts, keys = people
    rows = drawn(width)
    sealed = list_of(seal(rows, accounts, keys, Role.SEALED_REPORT, SALT))
    row_keys = list_of(salts(keys, Role.SEALED_REPORT, SALT))
    together = zip(row_keys, list_of(rows), list_of(accounts), strict=True)
    assert sealed == [AESGCM(key).encrypt(bytes(12), row, account) for key, row, account in together]
    assert np.array_equal(unseal(sealed, accounts, keys, Role.SEALED_REPORT, SALT), rows)


def test_opened_one_by_one_where_openssl_cannot_be_called(people, monkeypatch):
    accounts, keys = people
    sealed = seal(drawn(40), accounts, keys, Role.SEALED_REPORT, SALT)
    monkeypatch.setattr(sealing, "for_many", lambda count: None)
    assert np.array_equal(seal(drawn(40), accounts, keys, Role.SEALED_REPORT, SALT), sealed)
    assert np.array_equal(unseal(list_of(sealed), accounts, keys, Role.SEALED_REPORT, SALT), drawn(40))


@pytest.mark.parametrize("byte", [0, 39, 40, 55], ids=["first", "last", "first of the tag", "last of the tag"])
def test_a_changed_row_among_many_is_found(people, byte):
    accounts, keys = people
    sealed = seal(drawn(40), accounts, keys, Role.SEALED_REPORT, SALT)
    sealed[FEW - 1, byte] ^= 1
    with pytest.raises(IntegrityError) as refused:
        unseal(list_of(sealed), accounts, keys, Role.SEALED_REPORT, SALT)
    account = accounts[FEW - 1].tobytes().hex()
    assert str(refused.value) == f"the row of account 0x{account} cannot be opened with its key"
    opened = unseal_each(list_of(sealed), accounts, keys, Role.SEALED_REPORT, SALT)
    assert [row for row, plain in enumerate(opened) if plain is None] == [FEW - 1]


def test_a_row_moved_to_another_account_among_many_is_found(people):
    accounts, keys = people
    sealed = list_of(seal(drawn(40), accounts, keys, Role.SEALED_REPORT, SALT))
    sealed[3], sealed[4] = sealed[4], sealed[3]
    with pytest.raises(IntegrityError, match=f"0x{accounts[3].tobytes().hex()} cannot be opened"):
        unseal(sealed, accounts, keys, Role.SEALED_REPORT, SALT)


def test_rows_shorter_than_a_tag_are_refused(people):
    accounts, keys = people
    with pytest.raises(IntegrityError, match=f"0x{accounts[0].tobytes().hex()} cannot be opened"):
        unseal([bytes(15)] * COUNT, accounts, keys, Role.SEALED_REPORT, SALT)


# around the ends of SHA-256's blocks of 64 bytes, with 9 bytes of padding
@pytest.mark.parametrize("width", [0, 1, 54, 55, 56, 63, 64, 65, 80, 119, 120])
def test_hmac_is_the_standard_librarys(people, width):
    _, keys = people
    messages = drawn(width)
    together = zip(list_of(keys), messages, strict=True)
    assert list_of(hmac_rows(keys, messages)) == [hmac.digest(key, row.tobytes(), "sha256") for key, row in together]


@pytest.mark.parametrize("width", [1, 33, 64])
def test_hmac_takes_keys_up_to_a_block(width):
    together = zip(list_of(drawn(width)), list_of(drawn(20)), strict=True)
    expected = [hmac.digest(key, message, "sha256") for key, message in together]
    assert list_of(hmac_rows(drawn(width), drawn(20))) == expected


def test_hmac_refuses_a_key_longer_than_a_block():
    with pytest.raises(ValueError, match="do not go with"):
        hmac_rows(drawn(65), drawn(20))


def test_names_of_every_length_keep_their_places():
    names = [f"meter-{number}" if number % 3 else f"Zähler {number} 🔌" for number in range(3 * FEW)]
    secret = bytes(range(32))
    expected = [hmac.digest(secret, NULLIFIER_LABEL + name.encode(), "sha256") for name in names]
    assert hmac_of_names(secret, pl.Series(names)) == expected
