"""Codes of vouchers: drawn long enough, typed as people type, kept whole."""

import json

import pytest

from abate.errors import InputError
from abate.wallet.codes import ALPHABET, CodeBook, drawn_code, lock_of, typed_code

CATALOGUE, HOLDER = "0x" + "11" * 20, "0x" + "22" * 20


def test_a_code_has_eighty_bits_and_no_letters_that_look_alike():
    codes = {drawn_code() for _ in range(200)}

    assert len(codes) == 200
    assert len(ALPHABET) == 32
    assert not set("ILOU") & set(ALPHABET)
    for code in codes:
        assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
        assert set(code) <= {*ALPHABET, "-"}


@pytest.mark.parametrize(
    "text", ["7KQM-2ZXD-94RT-HV61", " 7kqm 2zxd 94rt hv6l ", "7KQM2ZXD94RTHV6I", "7kqm-2zxd94rt-hv61"]
)
def test_a_code_may_be_typed_as_people_type(text):
    assert typed_code(text) == "7KQM-2ZXD-94RT-HV61"


def test_a_drawn_code_is_typed_as_it_is():
    assert all(typed_code(code) == code for code in (drawn_code() for _ in range(50)))


@pytest.mark.parametrize(
    "text", ["", "7KQM-2ZXD-94RT-HV6", "7KQM-2ZXD-94RT-HV6BB", "7KQM-2ZXD-94RT-HV6U", "7KQM-2ZXD-94RT-HV6é"]
)
def test_anything_else_is_no_code(text):
    with pytest.raises(InputError, match="is no code; four groups of four letters and digits"):
        typed_code(text)


def test_a_book_keeps_every_code_under_its_lock(tmp_path):
    book = CodeBook(tmp_path / "a.codes.json", CATALOGUE, HOLDER)
    first, second, other = book.draw(1), book.draw(1), book.draw(2)

    assert book.locks_for(1) == [second, first]
    assert book.locks_for(2) == [other]
    assert lock_of(CATALOGUE, HOLDER, 1, book.code_of(first)) == first
    assert book.code_of(bytes(32)) is None
    assert (tmp_path / "a.codes.json").stat().st_mode & 0o777 == 0o600
    assert {entry["listing"] for entry in json.loads((tmp_path / "a.codes.json").read_text()).values()} == {1, 2}


def test_a_lock_differs_by_catalogue_holder_listing_and_code():
    locks = {
        lock_of(CATALOGUE, HOLDER, 1, "a"),
        lock_of(HOLDER, HOLDER, 1, "a"),
        lock_of(CATALOGUE, CATALOGUE, 1, "a"),
        lock_of(CATALOGUE, HOLDER, 2, "a"),
        lock_of(CATALOGUE, HOLDER, 1, "b"),
    }
    assert len(locks) == 5
