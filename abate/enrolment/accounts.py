"""Accounts as people write them: with the checksum of EIP-55, so that a slip of the finger is found."""

from __future__ import annotations

from collections.abc import Sequence

from eth_utils.address import to_checksum_address

from abate.errors import InputError

ZERO = "0x" + 40 * "0"


def checked_accounts(accounts: Sequence[str]) -> list[str]:
    """The same accounts, each an address with a valid checksum.

    Raises:
        InputError: names the row (from 1) of the first that is none.
    """
    return [checked_account(account, row + 1 if len(accounts) > 1 else None) for row, account in enumerate(accounts)]


def checked_account(account: str, row: int | None = None) -> str:
    """One account.

    Raises:
        InputError: not an address, the zero address, or the checksum is missing or wrong.
    """
    digits = account[2:]
    if not account.startswith("0x") or len(digits) != 40 or not set(digits.lower()) <= set("0123456789abcdef"):
        raise InputError(f"{account!r} is not an address of 0x and 40 hexadecimal digits", row=row, field="account")
    if account == ZERO:
        raise InputError("the zero address belongs to nobody", row=row, field="account")
    if account != to_checksum_address(account):
        if digits in (digits.lower(), digits.upper()):
            raise InputError(
                f"{account} has no checksum", row=row, field="account", mend=f"write {to_checksum_address(account)}"
            )
        raise InputError(f"the checksum of {account} is wrong", row=row, field="account", mend="copy it once more")
    return account
