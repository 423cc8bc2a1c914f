import pytest
from brownie import ZERO_ADDRESS

from tests.chain.credit.holders import give
from tests.chain.errors import reverts


@pytest.fixture(scope="module", autouse=True)
def holding(oracle, credit, alice, relayer):
    give(oracle, credit, {alice: 1000}, relayer)


def test_credits_move(credit, alice, bob):
    assert credit.transfer.call(bob, 400, {"from": alice}) is True
    tx = credit.transfer(bob, 400, {"from": alice})

    assert dict(tx.events["Transfer"][0]) == {"from": alice, "to": bob, "value": 400}
    assert (credit.balanceOf(alice), credit.balanceOf(bob)) == (600, 400)
    assert credit.totalSupply() == 1000


def test_what_was_issued_stays_with_the_first_holder(credit, alice, bob):
    credit.transfer(bob, 400, {"from": alice})

    assert (credit.issuedTo(alice), credit.issuedTo(bob)) == (1000, 0)


def test_the_whole_balance_moves(credit, alice, bob):
    credit.transfer(bob, 1000, {"from": alice})

    assert (credit.balanceOf(alice), credit.balanceOf(bob)) == (0, 1000)


def test_a_transfer_to_oneself_changes_nothing(credit, alice):
    tx = credit.transfer(alice, 1000, {"from": alice})

    assert dict(tx.events["Transfer"][0]) == {"from": alice, "to": alice, "value": 1000}
    assert (credit.balanceOf(alice), credit.issuedTo(alice)) == (1000, 1000)


def test_nothing_can_be_moved(credit, alice, bob, stranger):
    tx = credit.transfer(bob, 0, {"from": stranger})

    assert tx.events["Transfer"]["value"] == 0
    assert credit.balanceOf(bob) == 0


@pytest.mark.parametrize("amount", [1001, 2**128, 2**128 + 1, 2**256 - 1])
def test_more_than_the_balance_is_refused(credit, alice, bob, amount):
    with reverts("ERC20InsufficientBalance", alice, 1000, amount):
        credit.transfer(bob, amount, {"from": alice})
    assert credit.balanceOf(alice) == 1000


def test_the_zero_address_receives_nothing(credit, alice):
    with reverts("ERC20InvalidReceiver", ZERO_ADDRESS):
        credit.transfer(ZERO_ADDRESS, 1, {"from": alice})
    assert credit.totalSupply() == 1000
