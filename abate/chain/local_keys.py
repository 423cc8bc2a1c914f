"""Keys of the local chains' accounts, from the mnemonic that everybody knows: for local networks and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from eth_account import Account
from eth_account.signers.local import LocalAccount

from abate.chain.connection import Chain
from abate.chain.local_node import LOCAL_MNEMONIC
from abate.errors import InputError

LOCAL_ACCOUNTS = 30


@cache
def local_key(index: int) -> LocalAccount:
    """The key behind account ``index`` of a local node."""
    Account.enable_unaudited_hdwallet_features()
    key: LocalAccount = Account.from_mnemonic(LOCAL_MNEMONIC, account_path=f"m/44'/60'/0'/0/{index}")
    return key


def local_keys(chain: Chain, addresses: Iterable[str]) -> list[LocalAccount]:
    """Keys of these accounts of a local node, in their order.

    Raises:
        InputError: the chain is a live one, or an address is not among the mnemonic's first accounts.
    """
    if not chain.is_local:
        raise InputError("keys of the public mnemonic are for local networks only")
    keys = {str(local_key(index).address): local_key(index) for index in range(LOCAL_ACCOUNTS)}
    missing = [address for address in addresses if address not in keys]
    if missing:
        raise InputError(f"no account of the local mnemonic: {', '.join(missing)}")
    return [keys[address] for address in addresses]
