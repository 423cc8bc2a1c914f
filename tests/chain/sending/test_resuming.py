import pytest

from abate.chain import Sender
from abate.chain.journal import Journal
from abate.chain.signer import NodeSigner
from abate.errors import InputError


@pytest.fixture
def journal_file(tmp_path):
    return tmp_path / "steps.journal"


@pytest.fixture
def start(connected, alice, journal_file):
    """What a new process does: read the journal, make a sender."""

    def run():
        return Sender(connected, NodeSigner(connected, alice.address), Journal(journal_file, connected))

    return run


def test_a_landed_step_is_not_sent_again(start, token, currency, bob):
    first = start().send(token.mint(bob.address, 5), step="mint")

    second = start().send(token.mint(bob.address, 5), step="mint")

    assert second["transactionHash"] == first["transactionHash"]
    assert currency.balanceOf(bob) == 5


def test_a_step_written_but_never_sent_is_sent_once(start, token, currency, alice, bob):
    killed = start()
    call = token.mint(bob.address, 5)
    signed = killed.signer.sign(killed._transaction(call))
    killed.journal.write("mint", signed)

    receipt = start().send(call, step="mint")

    assert bytes(receipt["transactionHash"]) == signed.hash
    assert currency.balanceOf(bob) == 5


def test_a_step_whose_nonce_went_elsewhere_is_built_anew(start, token, currency, alice, bob):
    killed = start()
    call = token.mint(bob.address, 5)
    killed.journal.write("mint", killed.signer.sign(killed._transaction(call)))
    alice.transfer(bob, 1)

    start().send(call, step="mint")

    assert currency.balanceOf(bob) == 5


def test_a_line_cut_by_a_crash_is_dropped(start, journal_file, token, currency, bob):
    start().send(token.mint(bob.address, 5), step="first")
    with journal_file.open("a") as out:
        out.write('{"step": "second", "ha')

    start().send(token.mint(bob.address, 6), step="second")
    start().send(token.mint(bob.address, 6), step="second")

    assert currency.balanceOf(bob) == 11


def test_a_damaged_journal_is_refused(start, journal_file, token, bob):
    start().send(token.mint(bob.address, 5), step="first")
    head, *rest = journal_file.read_text().splitlines()
    journal_file.write_text("\n".join([head, "damaged", *rest]) + "\n")

    with pytest.raises(InputError, match="line 2: not a journal line"):
        start()


def test_a_journal_of_a_local_chain_that_began_anew_is_dropped(start, journal_file, token, bob, chain):
    chain.mine(3)
    start().send(token.mint(bob.address, 5), step="mint")
    text = journal_file.read_text().splitlines()
    text[0] = text[0].replace('"block_hash": "', '"block_hash": "00')
    journal_file.write_text("\n".join(text) + "\n")

    assert start().journal.find("mint") is None
