from tests.chain.errors import reverts


def test_anyone_can_mint_local_currency(currency, alice, stranger):
    tx = currency.mint(alice, 5_000_000, {"from": stranger})

    assert currency.balanceOf(alice) == 5_000_000
    assert tx.events["Transfer"]["value"] == 5_000_000


def test_transfer_beyond_balance_reverts_with_the_shortfall(currency, alice, bob):
    currency.mint(alice, 10, {"from": alice})

    with reverts("ERC20InsufficientBalance", alice, 10, 11):
        currency.transfer(bob, 11, {"from": alice})
    assert currency.balanceOf(bob) == 0


def test_a_call_reports_its_exact_error_too(currency, alice, bob):
    with reverts("ERC20InsufficientBalance", alice, 0, 11):
        currency.transfer.call(bob, 11, {"from": alice})
