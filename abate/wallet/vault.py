"""Money into the auction's vault and out of it."""

from __future__ import annotations

from dataclasses import dataclass

from abate.errors import InputError
from abate.wallet.wallet import Wallet


@dataclass(frozen=True)
class VaultMove:
    """What a deposit or withdrawal did, in currency base units.

    Attributes:
        amount: what was moved.
        vault: what the vault holds now.
        transaction: hash, 0x text.
    """

    amount: int
    vault: int
    transaction: str


def deposit(wallet: Wallet, amount: int) -> VaultMove:
    """Move currency from the wallet into its vault; approves it where needed.

    Args:
        wallet: whose.
        amount: currency base units.

    Raises:
        InputError: the wallet holds less.
    """
    currency, auction = wallet.contracts.currency, wallet.contracts.auction
    call = auction.deposit(amount)
    receipt = wallet.resumed(call)
    if receipt is None:
        held = currency.balance_of(wallet.address)
        if held < amount:
            raise InputError(f"the wallet holds {wallet.money(held)}, less than {wallet.money(amount)}", field="AMOUNT")
        wallet.allow(currency, auction.address, amount, f"{wallet.money(amount)} for the auction")
        receipt = wallet.do(call)
    (event,) = auction.events_of(receipt, "Deposited")
    return VaultMove(event["amount"], auction.vault_of(wallet.address), f"0x{receipt['transactionHash'].hex()}")


def withdraw(wallet: Wallet, amount: int | None = None) -> VaultMove:
    """Move currency from the vault to the wallet.

    Args:
        wallet: whose.
        amount: currency base units; None takes everything.

    Raises:
        InputError: the vault holds less, or nothing.
    """
    auction = wallet.contracts.auction
    held = auction.vault_of(wallet.address)
    wanted = held if amount is None else amount
    call = auction.withdraw(wanted)
    receipt = wallet.resumed(call)
    if receipt is None:
        if not wanted or held < wanted:
            raise InputError(f"the vault holds {wallet.money(held)}", field="AMOUNT", mend="withdraw at most that")
        receipt = wallet.do(call)
    (event,) = auction.events_of(receipt, "Withdrawn")
    return VaultMove(event["amount"], auction.vault_of(wallet.address), f"0x{receipt['transactionHash'].hex()}")
