from eth_account import Account

from abate.chain import Sender
from abate.chain.sender import Call
from abate.chain.signer import KeySigner


def test_a_node_account_sends_and_the_event_is_decoded(sender, token, currency, bob):
    receipt = sender.send(token.mint(bob.address, 5))

    (event,) = token.events_of(receipt, "Transfer")
    assert dict(event.args) == {"from": "0x" + "0" * 40, "to": bob.address, "value": 5}
    assert currency.balanceOf(bob) == 5


def test_a_key_sends_too(connected, token, currency, alice):
    key = Account.create()
    alice.transfer(key.address, "1 ether")
    sender = Sender(connected, KeySigner(key))

    receipt = sender.send(token.mint(key.address, 7))

    assert receipt["from"] == key.address
    assert currency.balanceOf(key.address) == 7


def test_fees_are_twice_the_base_fee_and_the_tip(sender, token, connected, bob):
    base_fee, tip = connected.block()["baseFeePerGas"], connected.web3.eth.max_priority_fee

    receipt = sender.send(token.mint(bob.address, 5))

    sent = connected.web3.eth.get_transaction(receipt["transactionHash"])
    assert (sent["type"], sent["maxPriorityFeePerGas"], sent["maxFeePerGas"]) == (2, tip, 2 * base_fee + tip)


def test_several_calls_take_successive_nonces(sender, token, currency, connected, alice, bob):
    before = alice.nonce

    receipts = sender.send_all([token.mint(bob.address, 1), token.mint(bob.address, 2), token.mint(bob.address, 3)])

    nonces = [connected.web3.eth.get_transaction(receipt["transactionHash"])["nonce"] for receipt in receipts]
    assert nonces == [before, before + 1, before + 2]
    assert currency.balanceOf(bob) == 6


def test_native_coin_travels_with_a_call(sender, bob):
    before = bob.balance()

    sender.send(Call("sending coin", bob.address, b"", value=12))

    assert bob.balance() == before + 12
