import pytest
from brownie import ZERO_ADDRESS

from tests.chain.credit.holders import give
from tests.chain.errors import reverts

UNLIMITED = 2**256 - 1


@pytest.fixture(scope="module", autouse=True)
def holding(oracle, credit, alice, relayer):
    give(oracle, credit, {alice: 1000}, relayer)


def test_an_allowance_is_given_and_replaced(credit, alice, bob):
    assert credit.approve.call(bob, 300, {"from": alice}) is True
    tx = credit.approve(bob, 300, {"from": alice})
    assert dict(tx.events["Approval"][0]) == {"owner": alice, "spender": bob, "value": 300}
    assert credit.allowance(alice, bob) == 300

    credit.approve(bob, 50, {"from": alice})
    assert credit.allowance(alice, bob) == 50


def test_it_is_spent(credit, alice, bob, carol):
    credit.approve(bob, 300, {"from": alice})
    assert credit.transferFrom.call(alice, carol, 200, {"from": bob}) is True
    tx = credit.transferFrom(alice, carol, 200, {"from": bob})

    assert len(tx.events) == 1
    assert dict(tx.events["Transfer"][0]) == {"from": alice, "to": carol, "value": 200}
    assert credit.allowance(alice, bob) == 100
    assert (credit.balanceOf(alice), credit.balanceOf(carol)) == (800, 200)


def test_an_unlimited_one_is_not_spent(credit, alice, bob):
    credit.approve(bob, UNLIMITED, {"from": alice})
    credit.transferFrom(alice, bob, 200, {"from": bob})

    assert credit.allowance(alice, bob) == UNLIMITED


def test_no_more_than_it_is_taken(credit, alice, bob):
    credit.approve(bob, 300, {"from": alice})

    with reverts("ERC20InsufficientAllowance", bob, 300, 301):
        credit.transferFrom(alice, bob, 301, {"from": bob})
    assert credit.balanceOf(alice) == 1000


def test_it_does_not_exceed_the_balance(credit, alice, bob):
    credit.approve(bob, UNLIMITED, {"from": alice})

    with reverts("ERC20InsufficientBalance", alice, 1000, 1001):
        credit.transferFrom(alice, bob, 1001, {"from": bob})


def test_the_zero_address_spends_nothing(credit, alice):
    with reverts("ERC20InvalidSpender", ZERO_ADDRESS):
        credit.approve(ZERO_ADDRESS, 1, {"from": alice})


def test_the_zero_address_receives_nothing(credit, alice, bob):
    credit.approve(bob, 300, {"from": alice})

    with reverts("ERC20InvalidReceiver", ZERO_ADDRESS):
        credit.transferFrom(alice, ZERO_ADDRESS, 1, {"from": bob})
    assert credit.allowance(alice, bob) == 300
