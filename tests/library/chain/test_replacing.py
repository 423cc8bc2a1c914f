"""What a person puts in the place of a stuck transaction offers more, up to what they allow."""

import pytest

from abate.chain import Sender
from abate.chain.call import Call
from abate.chain.journal import Attempt, Journal, terms_of
from abate.chain.local_keys import local_key
from abate.chain.replacing import Waiting, call_of, cancel, journals_of, landed_under, speed_up, waiting
from abate.chain.signer import KeySigner
from abate.errors import ChainError, InputError
from tests.library.chain.scripted_node import says
from tests.library.chain.test_lost_transactions import POOL

GWEI = 10**9
OTHER = "0x" + "11" * 20
OFFER = {"maxFeePerGas": 8 * GWEI, "maxPriorityFeePerGas": GWEI}


def transaction(**more):
    return {"to": OTHER, "data": b"\x12", "value": 7, "nonce": 3, "gas": 60_000, "chainId": 1337} | more


@pytest.fixture
def sender(scripted):
    return lambda **answers: Sender(scripted(**POOL | answers), KeySigner(local_key(1)))


@pytest.fixture
def stuck(tmp_path):
    """A transaction that waits, noted in a journal."""

    def made(sender):
        signed = transaction(**OFFER)
        attempt = Attempt(sender.signer.sign(signed), terms_of(signed))
        journal = Journal(tmp_path / "record.wallet.journal", sender.chain)
        journal.write("pay", attempt)
        return Waiting(3, journal, "pay", [attempt], True)

    return made


def refused(ask, error=ChainError):
    with pytest.raises(error) as told:
        ask()
    return str(told.value)


def test_what_waits_is_told_with_its_journal(sender, stuck, tmp_path):
    own = sender(eth_getTransactionCount=lambda address, block: "0x3" if block == "latest" else "0x5")
    wanted = stuck(own)
    found = waiting(own.chain, own.address, journals_of(tmp_path / "record.json", own.chain))
    assert [(one.nonce, one.step, one.is_known, one.offers) for one in found] == [
        (3, "pay", False, 8 * GWEI),
        (4, "", True, 0),
    ]
    assert found[0].attempts == wanted.attempts
    # somebody else's, and what has landed, are passed over
    assert waiting(own.chain, OTHER, [wanted.journal])[0].step == ""
    landed = sender(eth_getTransactionCount="0x4")
    assert waiting(landed.chain, own.address, [wanted.journal]) == []


def test_what_no_journal_knows_is_not_repeated(sender):
    text = "what waits under nonce 4 is not in the journals; cancel it, or wait"
    assert refused(lambda: speed_up(sender(), Waiting(4, None, "", [], True)), InputError) == text


def test_a_replacement_offers_a_quarter_more_until_the_node_takes_it(sender, stuck):
    answers = iter([says("replacement transaction underpriced"), "0x" + "00" * 32])
    own = sender(eth_sendRawTransaction=lambda raw: next(answers))
    waits = stuck(own)
    taken = speed_up(own, waits)
    offers = [one.terms["maxFeePerGas"] for one in waits.journal.attempts("pay")]
    assert offers == [8 * GWEI, 10 * GWEI + 1, 12_500_000_002]
    assert waits.journal.find("pay") == taken
    assert call_of(taken.raw) == Call("repeating a transaction at a higher fee", OTHER, b"\x12", 7)


def test_nothing_is_offered_above_what_the_person_allows(sender, stuck):
    own = sender()
    text = (
        "cancelling nonce 3: it takes 10.000000001 gwei per gas, more than 9; "
        "allow it with --most, or wait for lower fees"
    )
    assert refused(lambda: cancel(own, stuck(own), most=9 * GWEI)) == text


def test_what_landed_meanwhile_is_not_cancelled(sender, stuck):
    own = sender(eth_sendRawTransaction=says("nonce too low"))
    assert refused(lambda: cancel(own, stuck(own))) == "cancelling nonce 3: nonce 3 has landed meanwhile; look again"


def test_what_another_program_sent_is_cancelled_above_the_present_fees(sender):
    own = sender(eth_getTransactionByHash=None)
    signed = cancel(own, Waiting(4, None, "", [], True))
    assert call_of(signed.raw) == Call("repeating a transaction at a higher fee", own.address, b"", 0)


def test_a_transaction_of_the_old_form_is_repeated_too(sender):
    own = sender()
    signed = own.signer.sign(transaction(gasPrice=GWEI))
    assert call_of(signed.raw) == Call("repeating a transaction at a higher fee", OTHER, b"\x12", 7)


def test_a_nonce_is_waited_for_as_long_as_the_person_likes(sender):
    counts = iter(["0x3", "0x3", "0x4"])
    assert landed_under(sender(eth_getTransactionCount=lambda *asked: next(counts)), 3, patience=60, poll=0.001)
    assert not landed_under(sender(), 3, patience=-1, poll=0.001)
