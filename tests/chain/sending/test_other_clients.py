"""Nodes of clients that say less than Ganache and Anvil do, such as EthereumJS."""

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


def test_one_that_advises_no_tip_and_has_no_history_of_the_block_to_come(faulty, through, token, currency, bob):
    sender = through()
    faulty.faults = [
        Fault("eth_maxPriorityFeePerGas", forwards=0, answer=says("Method not found", -32601)),
        Fault("eth_feeHistory", forwards=0, answer=says('"pending" is not yet supported')),
    ]

    sender.send(token.mint(bob.address, 5), step="mint")

    assert faulty.faults == []
    assert currency.balanceOf(bob) == 5
