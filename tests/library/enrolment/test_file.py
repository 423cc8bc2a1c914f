import json
import re

import pytest

from abate import files
from abate.enrolment import Enrolment, create_enrolment, load_enrolment, save_enrolment
from abate.errors import InputError
from tests.library.enrolment.conftest import ADA, PASSPHRASE


@pytest.fixture
def file(tmp_path, two, cheap):
    path = tmp_path / "people.enrolment"
    create_enrolment(path, PASSPHRASE, two, cheap)
    return path


def refuses(file, text):
    return pytest.raises(InputError, match=f"^{re.escape(f'{file}: {text}')}$")


def test_what_was_saved_is_loaded(file, two):
    loaded = load_enrolment(file, PASSPHRASE)
    assert loaded.people.equals(two.people)
    assert loaded.source_secret == two.source_secret


def test_only_the_owner_can_read_the_file(file):
    assert file.stat().st_mode & 0o777 == 0o600


def test_nothing_personal_stands_in_the_file(file, two):
    content = file.read_bytes()
    for text in (b"ada", ADA.encode(), ADA[2:].lower().encode(), bytes.fromhex(ADA[2:]), two.source_secret):
        assert text not in content


def test_a_wrong_passphrase_is_refused(file):
    with refuses(file, "the passphrase is wrong, or the file was changed"):
        load_enrolment(file, "incorrect horse")


@pytest.mark.parametrize("place", [-1, -40])
def test_a_changed_ciphertext_is_refused(file, place):
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)
    with refuses(file, "the passphrase is wrong, or the file was changed"):
        load_enrolment(file, PASSPHRASE)


def test_a_changed_first_line_is_refused(file):
    first, _, rest = file.read_bytes().partition(b"\n")
    file.write_bytes(json.dumps({**json.loads(first), "note": "x"}).encode() + b"\n" + rest)
    with refuses(file, "the passphrase is wrong, or the file was changed"):
        load_enrolment(file, PASSPHRASE)


def test_a_file_cannot_ask_for_endless_memory(file):
    first, _, rest = file.read_bytes().partition(b"\n")
    header = json.loads(first)
    header["kdf"]["n"] = 2**30
    file.write_bytes(json.dumps(header).encode() + b"\n" + rest)
    with refuses(file, "the first line does not say how the file is encrypted"):
        load_enrolment(file, PASSPHRASE)


def test_a_later_version_is_named(file):
    first, _, rest = file.read_bytes().partition(b"\n")
    file.write_bytes(json.dumps({**json.loads(first), "version": 2}).encode() + b"\n" + rest)
    with refuses(file, "is an enrolment file of version 2, this program knows 1"):
        load_enrolment(file, PASSPHRASE)


def test_another_file_is_no_enrolment(tmp_path):
    other = tmp_path / "notes.txt"
    other.write_text("hello\nworld")
    with refuses(other, "is not an enrolment file"):
        load_enrolment(other, PASSPHRASE)


def test_each_saving_takes_a_fresh_salt_and_nonce(file, two, cheap):
    before = json.loads(file.read_bytes().partition(b"\n")[0])
    save_enrolment(two, file, PASSPHRASE, cheap)
    after = json.loads(file.read_bytes().partition(b"\n")[0])
    assert before["nonce"] != after["nonce"]
    assert before["kdf"]["salt"] != after["kdf"]["salt"]


def test_a_crash_while_saving_leaves_the_old_file(file, two, cheap, monkeypatch):
    before = file.read_bytes()

    def fail(handle):
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "fsync", fail)
    with pytest.raises(KeyboardInterrupt):
        save_enrolment(two.without("ada"), file, PASSPHRASE, cheap)
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_a_new_file_replaces_none(file, cheap):
    with refuses(file, "exists already"):
        create_enrolment(file, PASSPHRASE, Enrolment.empty(), cheap)


def test_a_new_file_wants_a_long_passphrase(tmp_path, cheap):
    with pytest.raises(InputError, match=r"^the passphrase has 5 characters; take 12 or more$"):
        create_enrolment(tmp_path / "new", "short", Enrolment.empty(), cheap)
    assert not (tmp_path / "new").exists()
