import pytest

from tests.chain.auction.market import VAULT_MAX
from tests.chain.errors import reverts


def test_deposits_add_up_in_the_callers_vault(auction, market, currency, alice):
    tx = market.fund(alice, 700)
    assert tx.events["Deposited"] == {"account": alice, "amount": 700}
    market.fund(alice, 50)

    assert auction.vaultOf(alice) == 750
    assert currency.balanceOf(auction) == 750
    assert currency.balanceOf(alice) == 0


def test_only_the_owner_withdraws_and_at_most_the_balance(auction, market, currency, alice, bob):
    market.fund(alice, 700)
    with reverts("InsufficientVault", 0, 1):
        auction.withdraw(1, {"from": bob})
    with reverts("InsufficientVault", 700, 701):
        auction.withdraw(701, {"from": alice})

    tx = auction.withdraw(699, {"from": alice})
    assert tx.events["Withdrawn"] == {"account": alice, "amount": 699}
    assert auction.vaultOf(alice) == 1
    assert currency.balanceOf(alice) == 699


def test_what_a_bid_draws_cannot_be_withdrawn(auction, market, seller, alice):
    market.offer(seller, 100)
    market.fund(alice, 500_000)
    auction.bid(1, 1, 40, {"from": alice})
    with reverts("InsufficientVault", 100_000, 100_001):
        auction.withdraw(100_001, {"from": alice})
    auction.withdraw(100_000, {"from": alice})
    assert auction.escrowOf(alice) == 400_000
    assert auction.bidOf(alice)["lots"] == 40


def test_a_deposit_without_approval_is_refused(auction, currency, alice):
    currency.mint(alice, 10, {"from": alice})
    with reverts("ERC20InsufficientAllowance", auction, 0, 10):
        auction.deposit(10, {"from": alice})


def test_a_vault_never_overflows_its_field(auction, market, currency, alice):
    market.fund(alice, VAULT_MAX - 5)
    currency.mint(alice, 6, {"from": alice})
    currency.approve(auction, 6, {"from": alice})
    with reverts("VaultOverflow", VAULT_MAX - 5, 6):
        auction.deposit(6, {"from": alice})
    auction.deposit(5, {"from": alice})
    assert auction.vaultOf(alice) == VAULT_MAX
    assert auction.bidOf(alice) == (0, 0, 0, 0)


@pytest.mark.parametrize("amount", [2**112, 2**255])
def test_amounts_beyond_the_field_are_refused_whole(auction, market, alice, amount):
    with reverts("VaultOverflow", 0, amount):
        market.fund(alice, amount)
    assert auction.vaultOf(alice) == 0


def test_a_full_vault_delays_only_its_owner(auction, market, seller, alice, stranger):
    market.offer(seller, 100)
    market.bid(alice, 5, 10)
    market.end()
    market.fund(alice, VAULT_MAX)
    with reverts("VaultOverflow", VAULT_MAX, 10 * 4_000):
        auction.claim(alice, {"from": stranger})

    auction.withdraw(40_000, {"from": alice})
    assert auction.claim(alice, {"from": stranger}).return_value == 10
    assert auction.vaultOf(alice) == VAULT_MAX
