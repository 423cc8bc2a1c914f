"""A transaction that does not land is replaced at a higher fee; one that a reorganisation drops is given again."""

import pytest
from brownie import chain

from abate.chain import connection
from tests.chain.node import ask
from tests.chain.sending.faulty_node import Fault

SEND = "eth_sendRawTransaction"


@pytest.fixture(autouse=True)
def patient(faulty, monkeypatch):
    monkeypatch.setattr(connection, "TIMEOUT_SECONDS", 20)


def test_a_stuck_transaction_is_replaced_at_a_higher_fee(
    pool, nobody_mines, faulty, through, token, currency, alice, bob
):
    sender, before = through(stuck_after=0.5, receipt_timeout=30), alice.nonce
    faulty.faults = [Fault(SEND), Fault(SEND, then=lambda: ask("evm_mine"))]

    receipt = sender.send(token.mint(bob.address, 5), step="mint")

    first, second = sender.journal.attempts("mint")[:2]
    assert bytes(receipt["transactionHash"]) == second.signed.hash
    assert second.terms["maxFeePerGas"] >= first.terms["maxFeePerGas"] * 5 // 4
    assert (first.terms["nonce"], second.terms["nonce"]) == (before, before)
    assert currency.balanceOf(bob) == 5


def test_transactions_that_a_reorganisation_dropped_leave_no_gap(through, token, currency, alice, bob):
    sender, before = through(), alice.nonce
    held = ask("evm_snapshot")["result"]
    sender.send(token.mint(bob.address, 1), step="first")
    sender.send(token.mint(bob.address, 2), step="second")
    ask("evm_revert", held)
    assert currency.balanceOf(bob) == 0

    sender.send(token.mint(bob.address, 4), step="third")

    assert currency.balanceOf(bob) == 7
    assert sender.chain.web3.eth.get_transaction_count(alice.address) == before + 3


def test_a_run_after_a_reorganisation_sends_the_same_transaction(through, token, currency, bob):
    chain.mine()
    held = ask("evm_snapshot")["result"]
    first = through().send(token.mint(bob.address, 5), step="mint")
    ask("evm_revert", held)

    second = through().send(token.mint(bob.address, 5), step="mint")

    assert second["transactionHash"] == first["transactionHash"]
    assert currency.balanceOf(bob) == 5


def test_a_block_that_is_dropped_before_it_is_deep_enough_counts_for_nothing(
    pool, faulty, through, token, currency, bob
):
    sender = through(stuck_after=0.5, receipt_timeout=30, confirmations=2)
    held = ask("evm_snapshot")["result"]
    faulty.faults = [
        Fault("eth_getTransactionReceipt", then=lambda: ask("evm_revert", held)),
        Fault(SEND),
        Fault(SEND, then=lambda: ask("evm_mine")),
    ]

    receipt = sender.send(token.mint(bob.address, 5), step="mint")

    assert faulty.faults == []
    assert sender.chain.web3.eth.block_number == receipt["blockNumber"] + 1
    assert currency.balanceOf(bob) == 5
