"""The local currency: the yardstick of a plain ERC-20, to hold the others against."""

AMOUNT = 5_000_000


def test_transfer(currency, alice, bob, record):
    currency.mint(alice, 3 * AMOUNT, {"from": alice})

    record("currency.transfer.first", currency.transfer(bob, AMOUNT, {"from": alice}).gas_used)
    record("currency.transfer.repeat", currency.transfer(bob, AMOUNT, {"from": alice}).gas_used)
