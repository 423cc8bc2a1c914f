import pytest
from brownie import ZERO_ADDRESS

from tests.chain.credit.holders import give
from tests.chain.errors import reverts


@pytest.fixture(scope="module", autouse=True)
def holding(oracle, credit, alice, bob, relayer):
    give(oracle, credit, {alice: 1000, bob: 500}, relayer)


def test_a_holder_burns(credit, alice):
    tx = credit.burn(400, {"from": alice})

    assert dict(tx.events["Transfer"][0]) == {"from": alice, "to": ZERO_ADDRESS, "value": 400}
    assert credit.balanceOf(alice) == 600
    assert (credit.totalSupply(), credit.totalIssued(), credit.totalBurnt()) == (1100, 1500, 400)


def test_supply_is_issued_less_burnt(oracle, credit, alice, bob, relayer):
    credit.issueReserve({"from": relayer})
    credit.burn(1000, {"from": alice})
    credit.burn(1, {"from": bob})

    assert credit.totalBurnt() == 1001
    assert credit.totalSupply() == credit.totalIssued() - 1001
    assert credit.totalSupply() == sum(credit.balanceOf(who) for who in (alice, bob, oracle.reserve()))


def test_more_than_the_balance_is_refused(credit, alice):
    with reverts("ERC20InsufficientBalance", alice, 1000, 1001):
        credit.burn(1001, {"from": alice})
    assert credit.totalSupply() == 1500


def test_an_allowance_is_spent_by_burning(credit, alice, bob):
    credit.approve(bob, 300, {"from": alice})
    tx = credit.burnFrom(alice, 200, {"from": bob})

    assert dict(tx.events["Transfer"][0]) == {"from": alice, "to": ZERO_ADDRESS, "value": 200}
    assert credit.allowance(alice, bob) == 100
    assert (credit.balanceOf(alice), credit.balanceOf(bob), credit.totalSupply()) == (800, 500, 1300)


def test_nobody_burns_anothers_without_allowance(credit, alice, stranger):
    with reverts("ERC20InsufficientAllowance", stranger, 0, 1):
        credit.burnFrom(alice, 1, {"from": stranger})


def test_what_was_issued_stays_after_burning(credit, alice):
    credit.burn(1000, {"from": alice})

    assert credit.issuedTo(alice) == 1000
