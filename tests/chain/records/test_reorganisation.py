"""A block that is dropped takes its entries along, and what happened in its place is there."""

import pytest
from brownie import accounts, chain

from abate.errors import ChainError
from abate.records import history, update, verified
from abate.records.scan import Scanner, Trouble
from tests.chain.programmes import sender_of
from tests.chain.records.conftest import ALICE, ask


def changes(index, account):
    return [(line.what, line.change) for line in history(index, account)]


def send(contracts, taker, amount):
    sender_of(accounts[ALICE]).send(contracts.credit.transfer(taker.address, amount))


def test_a_transfer_that_was_dropped_is_taken_back(index, contracts, alice, stranger):
    before, tip = changes(index, alice.address), index.tip()
    chain.mine()
    held = ask("evm_snapshot")["result"]
    send(contracts, stranger, 1)
    send(contracts, stranger, 2)
    update(index, contracts)
    assert changes(index, alice.address) == [*before, ("sent", -1), ("sent", -2)]
    ask("evm_revert", held)
    send(contracts, stranger, 700)

    at = update(index, contracts)

    assert at.number == tip.number + 2
    assert changes(index, alice.address) == [*before, ("sent", -700)]
    assert changes(index, stranger.address) == [("received", 700)]
    assert verified(index, contracts, alice.address, at).balance == contracts.credit.balance_of(alice.address)


def test_a_chain_that_became_shorter_is_followed(index, contracts, alice, stranger):
    before, tip = changes(index, alice.address), index.tip()
    held = ask("evm_snapshot")["result"]
    for amount in (1, 2, 3):
        send(contracts, stranger, amount)
    update(index, contracts)
    ask("evm_revert", held)

    assert update(index, contracts) == tip

    assert changes(index, alice.address) == before
    assert changes(index, stranger.address) == []


def test_blocks_dropped_below_earlier_checkpoints_are_found(index, contracts, alice, stranger):
    before = changes(index, alice.address)
    held = ask("evm_snapshot")["result"]
    for amount in (1, 2, 3):
        send(contracts, stranger, amount)
        update(index, contracts)
    ask("evm_revert", held)
    for amount in (10, 20, 30, 40):
        send(contracts, stranger, amount)

    update(index, contracts)

    assert changes(index, alice.address) == [*before, *(("sent", -each) for each in (10, 20, 30, 40))]


def test_a_chain_that_changes_while_it_is_read_is_read_again(index, contracts, alice, stranger, monkeypatch):
    before = changes(index, alice.address)
    held = ask("evm_snapshot")["result"]
    send(contracts, stranger, 1)
    logs, fired = Scanner._logs, []

    def reorganising(scanner, first, last):
        if not fired:
            fired.append(True)
            ask("evm_revert", held)
            send(contracts, stranger, 700)
        return logs(scanner, first, last)

    monkeypatch.setattr(Scanner, "_logs", reorganising)
    update(index, contracts)

    assert fired == [True]
    assert changes(index, alice.address) == [*before, ("sent", -700)]


def test_a_node_that_never_stops_changing_is_an_error(index, contracts, monkeypatch, stranger):
    send(contracts, stranger, 1)
    tip = index.tip()
    monkeypatch.setattr(Scanner, "read", lambda *_: Trouble.REORGANISED)

    with pytest.raises(ChainError, match="keeps changing its blocks"):
        update(index, contracts)
    assert index.tip() == tip
