"""A person who was erased is gone from a running daemon, too."""

import pytest

from abate.daemon.office import EnrolmentFile, is_older
from abate.enrolment import Cost, Enrolment, create_enrolment, save_enrolment
from abate.enrolment import file as enrolment_file
from abate.errors import InputError

PEOPLE = {
    "ada": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
    "ben": "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
}
PASSPHRASE = "correct horse battery"


@pytest.fixture
def book(tmp_path, monkeypatch):
    monkeypatch.setattr(enrolment_file, "STANDARD", Cost(n=2**4))
    made = Enrolment.empty().with_people(list(PEOPLE), list(PEOPLE.values()))
    create_enrolment(tmp_path / "people.enrolment", PASSPHRASE, made)
    return EnrolmentFile(tmp_path / "people.enrolment", PASSPHRASE)


def test_the_enrolment_is_read_anew_only_when_its_file_changed(book):
    first = book.present()
    assert book.present() is first
    save_enrolment(first.without("ada"), book.path, PASSPHRASE)
    assert list(book.present().people["person"]) == ["ben"]


def test_an_enrolment_that_is_gone_is_told(book):
    book.present()
    book.path.unlink()
    with pytest.raises(InputError):
        book.present()


def test_the_passphrase_is_not_shown(book):
    assert PASSPHRASE not in repr(book)


def test_a_file_that_is_not_there_is_not_old(tmp_path):
    file = tmp_path / "root"
    assert not is_older(file, 0)
    file.touch()
    assert is_older(file, 0)
    assert not is_older(file, 3600)
