"""A journal is of one chain, and of one start of a local one."""

import sqlite3

import pytest

from abate.chain.journal import Attempt, Journal
from abate.chain.signer import Signed
from abate.errors import InputError
from tests.library.chain.scripted_node import LIVE, LOCAL

HASH = "0x" + "22" * 32
SENT = Attempt(Signed(b"\x01", b"\x02" * 32), {"nonce": 3})


def block_of(number, digest):
    """A chain whose newest block this is."""
    return {"eth_getBlockByNumber": {"number": hex(number), "hash": digest, "timestamp": "0x1"}}


@pytest.fixture
def path(tmp_path, scripted):
    """A journal with one step, written on a local chain at block 7."""
    Journal(tmp_path / "steps.journal", scripted(**block_of(7, HASH))).write("pay", SENT)
    return tmp_path / "steps.journal"


def test_the_same_chain_goes_on(path, scripted):
    journal = Journal(path, scripted(**block_of(7, HASH)))
    assert journal.steps() == {"pay": [SENT]}
    journal.forget("pay")
    assert not path.exists()
    journal.forget("pay")
    assert (journal.steps(), journal.attempts("pay"), journal.find("pay")) == ({}, [], None)


@pytest.mark.parametrize(("number", "digest"), [(6, HASH), (7, "0x" + "33" * 32)], ids=["shorter", "another"])
def test_a_local_chain_that_began_anew_has_forgotten_everything(number, digest, path, scripted):
    assert Journal(path, scripted(LOCAL, **block_of(number, digest))).steps() == {}
    assert not path.exists()


def test_another_chain_is_refused(path, scripted):
    with pytest.raises(InputError) as told:
        Journal(path, scripted(LIVE))
    assert (
        str(told.value) == f"{path}: this journal is of chain 1337, the node is on 1; use the node it was written with"
    )


def test_a_live_chain_that_took_blocks_back_keeps_its_journal(path, scripted):
    with sqlite3.connect(path) as database:
        database.execute("UPDATE chain SET chain_id = 1")
    assert Journal(path, scripted(LIVE, **block_of(6, "0x" + "33" * 32))).find("pay") == SENT.signed


def test_a_journal_that_was_only_begun_is_begun_anew(tmp_path, scripted):
    sqlite3.connect(tmp_path / "begun.journal").close()
    (tmp_path / "begun.journal").touch()
    assert Journal(tmp_path / "begun.journal", scripted()).steps() == {}
    assert not (tmp_path / "begun.journal").exists()


def test_another_file_is_no_journal(tmp_path, scripted):
    (tmp_path / "letter").write_text("dear reader, this is no database")
    with pytest.raises(InputError) as told:
        Journal(tmp_path / "letter", scripted())
    assert str(told.value) == f"{tmp_path / 'letter'}: is no journal that can be used (file is not a database)"
