"""A transaction that never lands, or fails when it does, is told in one line; the same command goes on from there."""

import pytest

from abate.chain import Sender, connection
from abate.chain.call import Call
from abate.chain.journal import Journal
from abate.chain.local_keys import local_key
from abate.chain.refusals import RefusalError
from abate.chain.signer import KeySigner
from abate.errors import ChainError
from tests.library.chain.scripted_node import CUT, says

GWEI = hex(10**9)
BLOCK = {"number": "0x7", "hash": "0x" + "22" * 32, "timestamp": "0x1", "gasLimit": hex(10**7), "baseFeePerGas": GWEI}
POOL = {
    "eth_getBlockByNumber": BLOCK,
    "eth_maxPriorityFeePerGas": GWEI,
    "eth_estimateGas": "0x5208",
    "eth_getTransactionCount": "0x3",
    "eth_sendRawTransaction": "0x" + "00" * 32,
    "eth_getTransactionByHash": None,
    "eth_getTransactionReceipt": None,
    "eth_call": "0x",
}
CALL = Call("paying", "0x" + "11" * 20, b"")


def receipt(status):
    return {"transactionHash": "0x" + "33" * 32, "blockNumber": "0x7", "status": status}


@pytest.fixture
def sender(scripted, tmp_path):
    """Sends through a node that is never given time to answer well."""

    def make(answers=None, **more):
        chain = scripted(**POOL | (answers or {}))
        settings = {"receipt_timeout": -1, "pause": lambda seconds: None} | more
        return Sender(chain, KeySigner(local_key(1)), Journal(tmp_path / "steps.journal", chain), **settings)

    return make


def refused(sender, error=ChainError):
    with pytest.raises(error) as told:
        sender.send(CALL, step="pay")
    return str(told.value)


def name_of(sender):
    return "0x" + sender.journal.find("pay").hash.hex()


def test_what_does_not_land_in_time_is_kept_for_the_next_run(sender):
    waits = sender()
    told = refused(waits)
    assert told == (
        f"paying: transaction {name_of(waits)} has not landed after -1 s; look it up, then run the same command again"
    )


def test_what_may_offer_no_more_is_only_waited_for(sender):
    """The node has it; the ceiling leaves no room for another."""
    landed = iter([None, None, receipt("0x1")])
    patient = sender(
        {
            "eth_getTransactionByHash": {"hash": "0x" + "33" * 32},
            "eth_getTransactionReceipt": lambda name: next(landed),
        },
        receipt_timeout=60,
        stuck_after=-1,
        ceiling=2 * 10**9,
    )
    assert patient.send(CALL, step="pay")["status"] == 1
    assert len(patient.journal.attempts("pay")) == 1


def test_a_nonce_that_another_transaction_took_meanwhile_is_told(sender):
    answers = iter(["0x" + "00" * 32] + [says("nonce too low")] * 6)
    overtaken = sender(
        {
            "eth_sendRawTransaction": lambda raw: next(answers),
            "eth_getTransactionCount": lambda address, block: "0x3" if block == "pending" else "0x4",
        },
        receipt_timeout=60,
        stuck_after=-1,
    )
    assert refused(overtaken) == "paying: its nonce went to another transaction; run the same command again"
    assert list(answers) == []


def test_a_nonce_that_is_used_and_is_not_is_told_in_the_end(sender):
    asked = sender({"eth_sendRawTransaction": says("nonce too low")})
    assert refused(asked) == "paying was not accepted by the node: its nonce went to another one"


def test_what_lands_and_fails_is_told_with_the_contracts_reason(sender):
    reverted = sender({"eth_getTransactionReceipt": receipt("0x0"), "eth_call": says("execution reverted", 3)})
    told = refused(reverted, RefusalError)
    assert told == "paying refused: without a reason"
    assert reverted.journal.steps() == {}


def test_what_lands_and_fails_without_a_reason_was_likely_overtaken(sender):
    failed = sender({"eth_getTransactionReceipt": receipt("0x0")})
    name = "0x" + "33" * 32
    assert refused(failed) == f"paying landed and failed, likely overtaken by another transaction (transaction {name})"


def test_a_line_that_is_cut_again_and_again_is_told(sender, monkeypatch):
    monkeypatch.setattr(connection, "FIRST_PAUSE_SECONDS", 0.001)
    cut = sender({"eth_sendRawTransaction": CUT})
    host = cut.chain.web3.provider.endpoint_uri.removeprefix("http://")
    assert refused(cut) == f"the node at {host} gives no answer to eth_sendRawTransaction (ConnectionError)"
    assert cut.journal.find("pay") is not None
