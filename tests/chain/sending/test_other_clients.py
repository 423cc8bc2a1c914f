"""Nodes of clients that say less than Ganache and Anvil do, such as EthereumJS."""

import pytest
from eth_account import Account

from abate.chain import Sender, connect
from abate.chain.call import Call
from abate.chain.currency import LocalCurrency
from abate.chain.refusals import RefusalError
from abate.chain.signer import KeySigner
from abate.errors import ChainError
from tests.chain.sending.faulty_node import Fault, says


def test_one_that_hides_what_waits_and_has_it_already(faulty, through, token, currency, alice, bob):
    sender, before = through(), alice.nonce
    waits = "0xe870: this transaction is already in the TxPool"
    faulty.faults = [
        Fault("eth_getTransactionByHash", forwards=0, answer={"result": None}),
        Fault("eth_sendRawTransaction", answer=says(waits, -32603)),
        Fault("eth_getTransactionByHash", forwards=0, answer={"result": None}),
    ]

    sender.send(token.mint(bob.address, 5), step="mint")

    assert currency.balanceOf(bob) == 5
    assert sender.chain.web3.eth.get_transaction_count(alice.address) == before + 1


def test_one_that_advises_no_tip_and_has_no_history_of_its_newest_block_and_the_one_to_come(
    faulty, through, token, currency, bob, recwarn
):
    sender = through()
    newest = hex(sender.chain.block()["number"])
    faulty.faults = [Fault("eth_maxPriorityFeePerGas", forwards=0, answer=says("Method not found", -32601))]
    unknown = {
        "pending": says('"pending" is not yet supported', -32602),
        "latest": says("Cannot mix BigInt and other types, use explicit conversions", -32603),
    }
    unknown[newest] = unknown["latest"]
    faulty.answers["eth_feeHistory"] = lambda blocks, last, percentiles: unknown.get(last)

    sender.send(token.mint(bob.address, 5), step="mint")

    assert faulty.faults == []
    assert faulty.asked["eth_feeHistory"] == 1
    assert currency.balanceOf(bob) == 5
    assert [str(warning.message) for warning in recwarn if "eth_feeHistory" in str(warning.message)] == []


@pytest.fixture
def measured(faulty, alice):
    """A sender through a node that answers each estimate with what something cheaper used."""
    faulty.altered["web3_clientVersion"] = lambda _: "EthereumJS/0.10.5/linux/node20"
    faulty.answers["eth_estimateGas"] = lambda *described: {"result": hex(22_000)}
    key = Account.create()
    alice.transfer(key.address, "1 ether")
    return Sender(connect(faulty.url, chain_id=1337), KeySigner(key))


def test_one_that_only_measures_gas_and_finds_too_little(measured, token, currency, bob):
    receipt = measured.send(token.mint(bob.address, 5))

    assert receipt["gasUsed"] > 2 * 22_000
    assert currency.balanceOf(bob) == 5


def test_one_that_measures_what_reverts(measured, faulty, token, bob):
    with pytest.raises(RefusalError) as refused:
        measured.send(token.call("paying", "transfer", bob.address, 1))

    assert (refused.value.action, refused.value.name) == ("paying", "ERC20InsufficientBalance")
    assert faulty.asked["eth_sendRawTransaction"] == 0


def test_one_that_measures_what_no_block_has_the_gas_for(measured):
    # one word, 64 MB into the memory
    far = Call("writing far away", None, bytes.fromhex("6000630400000052"))

    with pytest.raises(ChainError) as refused:
        measured.send(far)

    assert str(refused.value) == "writing far away failed: it needs more than the 30000000 gas of a block"


def test_one_that_looks_at_the_first_topic_of_a_log_only(faulty, token, sender, alice, bob):
    first = sender.send(token.mint(alice.address, 1))["blockNumber"]
    sender.send(token.mint(bob.address, 5))
    logs = sender.chain.web3.provider

    def of_any(wanted):
        return logs.make_request("eth_getLogs", [{**wanted, "topics": wanted["topics"][:1]}])

    faulty.answers["eth_getLogs"] = of_any
    through = LocalCurrency(connect(faulty.url, chain_id=1337), token.address)

    assert [event["value"] for event in through.events("Transfer", first)] == [1, 5]
    assert [event["value"] for event in through.events("Transfer", first, to=bob.address)] == [5]
    assert [event["value"] for event in through.events("Transfer", first, to=bob.address.lower())] == [5]
