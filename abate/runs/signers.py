"""Who signs in a run: the keystore's key, or on a local network an account of the node."""

from __future__ import annotations

from getpass import getpass
from typing import Any, cast

from eth_typing import ChecksumAddress

from abate.chain.connection import Chain
from abate.chain.sender import Sender
from abate.chain.signer import NodeSigner, unlock
from abate.config import Settings
from abate.errors import InputError


def sender_for(settings: Settings, chain: Chain, account: ChecksumAddress | None = None, index: int = 0) -> Sender:
    """The sender of a run.

    Args:
        settings: may name a keystore, a ceiling of fees and a number of confirmations.
        chain: where to.
        account: the local node's account to use where no keystore is given.
        index: its place among the node's accounts where no account is given either.

    Raises:
        InputError: a live network without a keystore, or an account that the node does not hold.
    """
    terms: dict[str, Any] = {"ceiling": settings.max_fee, "confirmations": settings.confirmations or 1}
    if settings.keystore is not None:
        ask = f"Passphrase of {settings.keystore}: "
        return Sender(chain, unlock(settings.keystore, settings.passphrase_file, lambda: getpass(ask)), **terms)
    if not chain.is_local:
        raise InputError(
            "not set: --keystore (or ABATE_KEYSTORE)",
            mend="give your encrypted key; on a local network an account of the node does",
        )
    held = chain.node_accounts()
    if account is None and index >= len(held):
        raise InputError(f"the local node holds only {len(held)} accounts, number {index} is wanted")
    return Sender(chain, NodeSigner(chain, held[index] if account is None else account), **terms)


def local_sender(chain: Chain, address: str) -> Sender | None:
    """A sender for an account that a local node holds; None where it does not, and on live networks."""
    account = cast(ChecksumAddress, address)
    return Sender(chain, NodeSigner(chain, account)) if chain.is_local and account in chain.node_accounts() else None
