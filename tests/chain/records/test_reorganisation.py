"""A block that is dropped takes its entries along, and what happened in its place is there."""

from brownie import accounts, chain

from abate.records import history, update, verified
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
