import sqlite3

import pytest

from abate.chain import Sender
from abate.chain.journal import Attempt, Journal, terms_of
from abate.chain.signer import NodeSigner


@pytest.fixture
def journal_file(tmp_path):
    return tmp_path / "steps.journal"


@pytest.fixture
def start(connected, alice, journal_file):
    """What a new process does: read the journal, make a sender."""

    def run():
        return Sender(connected, NodeSigner(connected, alice.address), Journal(journal_file, connected))

    return run


@pytest.fixture
def killed_before_sending(start):
    """A run that noted a call and never sent it; what it had signed."""

    def run(call, step):
        sender = start()
        transaction = sender._transaction(call)
        attempt = Attempt(sender.signer.sign(transaction), terms_of(transaction))
        sender.journal.write(step, attempt)
        return attempt.signed

    return run


def test_a_landed_step_is_not_sent_again(start, token, currency, bob):
    first = start().send(token.mint(bob.address, 5), step="mint")

    second = start().send(token.mint(bob.address, 5), step="mint")

    assert second["transactionHash"] == first["transactionHash"]
    assert currency.balanceOf(bob) == 5


def test_a_step_written_but_never_sent_is_sent_once(start, killed_before_sending, token, currency, bob):
    signed = killed_before_sending(token.mint(bob.address, 5), "mint")

    receipt = start().send(token.mint(bob.address, 5), step="mint")

    assert bytes(receipt["transactionHash"]) == signed.hash
    assert currency.balanceOf(bob) == 5


def test_a_step_whose_nonce_went_elsewhere_is_built_anew(start, killed_before_sending, token, currency, alice, bob):
    killed_before_sending(token.mint(bob.address, 5), "mint")
    alice.transfer(bob, 1)

    start().send(token.mint(bob.address, 5), step="mint")

    assert currency.balanceOf(bob) == 5


def test_a_journal_that_was_only_begun_is_begun_anew(start, journal_file, token, currency, bob):
    sqlite3.connect(journal_file).close()

    start().send(token.mint(bob.address, 6), step="mint")
    start().send(token.mint(bob.address, 6), step="mint")

    assert currency.balanceOf(bob) == 6
