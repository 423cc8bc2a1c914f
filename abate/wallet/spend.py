"""Actions that move a wallet's credits: with an approval beforehand, or with a permit in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from eth_typing import ChecksumAddress
from web3.types import TxReceipt

from abate.chain.sender import Call
from abate.chain.signed_orders import CreditPermit
from abate.chain.times import deadline_after
from abate.errors import InputError
from abate.units import kg_text
from abate.wallet.permit import PermitToken
from abate.wallet.wallet import Wallet

ONE_HOUR: Final = 3_600


def spend(
    wallet: Wallet,
    plain: Call,
    by_permit: Callable[[CreditPermit], Call] | None,
    spender: ChecksumAddress,
    amount: int,
    purpose: str,
) -> TxReceipt:
    """Do what moves the wallet's credits; what a killed run had sent is awaited, not repeated.

    Args:
        wallet: whose credits.
        plain: the action as it is with an approval.
        by_permit: makes it of a permit, so that it takes one transaction; None approves instead.
        spender: the contract that moves the credits.
        amount: base units.
        purpose: what they are for, such as ``for the certificate``.

    Raises:
        InputError: the wallet holds fewer credits.
        RefusalError: the contract refuses it.
    """
    receipt = wallet.resumed(plain)
    if receipt is not None:
        return receipt
    credit = wallet.contracts.credit
    require_credits(wallet, amount)
    if by_permit is None:
        wallet.allow(credit, spender, amount, f"{kg_text(amount)} credits {purpose}")
        return wallet.do(plain)
    return wallet.do(by_permit(permit_of(wallet, spender, amount)), as_=plain)


def require_credits(wallet: Wallet, amount: int) -> None:
    """Refuse what the wallet does not hold, before anything is sent or signed.

    Raises:
        InputError: it holds fewer credits.
    """
    held = wallet.contracts.credit.balance_of(wallet.address)
    if held < amount:
        raise InputError(f"the wallet holds {kg_text(held)} credits, less than {kg_text(amount)}", field="AMOUNT")


def permit_of(wallet: Wallet, spender: ChecksumAddress, amount: int, seconds: int = ONE_HOUR) -> CreditPermit:
    """The wallet's signed permit of credits (EIP-2612).

    Args:
        wallet: who signs.
        spender: who may take the credits.
        amount: base units.
        seconds: how long it is good for.
    """
    chain, credit = wallet.contracts.chain, wallet.contracts.credit
    deadline = deadline_after(chain, seconds)
    data = PermitToken(chain, credit.address).permit(wallet.address, spender, amount, deadline)
    signature = wallet.sender.signer.sign_typed_data(data)
    return deadline, signature[64], signature[:32], signature[32:64]
