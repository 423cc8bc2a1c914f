"""Who signs transactions: a key from a keystore file, or an account that a local node holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, cast

from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_account.signers.local import LocalAccount
from eth_typing import ChecksumAddress
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak
from web3.types import RPCEndpoint, TxParams

from abate.chain.connection import Chain
from abate.errors import ChainError, InputError


@dataclass(frozen=True)
class Signed:
    """A signed transaction: it can be sent again and again and lands at most once.

    Attributes:
        raw: the bytes for the network.
        hash: its hash.
    """

    raw: bytes
    hash: bytes


class Signer(Protocol):
    """Something that signs transactions for one address."""

    @property
    def address(self) -> ChecksumAddress:
        """Whose transactions these are."""
        ...

    def sign(self, transaction: TxParams) -> Signed:
        """Sign a complete transaction (nonce, gas, fees and chain id included)."""
        ...

    def sign_typed_data(self, data: dict[str, Any]) -> bytes:
        """The 65-byte signature of EIP-712 JSON."""
        ...


@dataclass(frozen=True)
class KeySigner:
    """Signs with a private key held in memory; never shows it."""

    account: LocalAccount = field(repr=False)

    @property
    def address(self) -> ChecksumAddress:
        """The key's address."""
        return self.account.address

    def sign(self, transaction: TxParams) -> Signed:
        """Sign in this process."""
        signed = self.account.sign_transaction(cast(dict[str, Any], transaction))
        return Signed(bytes(signed.raw_transaction), bytes(signed.hash))

    def sign_typed_data(self, data: dict[str, Any]) -> bytes:
        """Sign in this process."""
        return bytes(self.account.sign_message(encode_typed_data(full_message=data)).signature)


@dataclass(frozen=True)
class NodeSigner:
    """Signs with an unlocked account of a local node."""

    chain: Chain
    address: ChecksumAddress

    def __post_init__(self) -> None:
        """Refuse any node that is not a local one.

        Raises:
            InputError: the chain is live, or the node does not hold the account.
        """
        if not self.chain.is_local:
            raise InputError("accounts of the node sign on local networks only", mend="give a keystore")
        if self.address not in self.chain.node_accounts():
            raise InputError(f"the local node does not hold the account {self.address}")

    def sign(self, transaction: TxParams) -> Signed:
        """Let the node sign, without sending."""
        wire = {name: hex(value) if isinstance(value, int) else value for name, value in transaction.items()}
        answer = self.chain.web3.provider.make_request(RPCEndpoint("eth_signTransaction"), [wire])
        result: Any = answer.get("result")
        if not result:
            raise ChainError(f"the node would not sign for {self.address}: {answer.get('error')}")
        text = result["raw"] if isinstance(result, dict) else result
        raw = bytes.fromhex(text.removeprefix("0x"))
        return Signed(raw, keccak(raw))

    def sign_typed_data(self, data: dict[str, Any]) -> bytes:
        """Let the node sign."""
        answer = self.chain.web3.provider.make_request(RPCEndpoint("eth_signTypedData_v4"), [self.address, data])
        if not answer.get("result"):
            raise ChainError(f"the node would not sign for {self.address}: {answer.get('error')}")
        return bytes.fromhex(str(answer["result"]).removeprefix("0x"))


def unlock(keystore: Path, passphrase_file: Path | None = None, ask: Callable[[], str] | None = None) -> KeySigner:
    """Open a keystore file (Web3 Secret Storage).

    Args:
        keystore: the encrypted key.
        passphrase_file: file whose first line is the passphrase.
        ask: called for the passphrase where no file is given.

    Raises:
        InputError: unreadable file, not a keystore, no passphrase to be had, or a wrong one.
    """
    content = read_keystore(keystore)
    if passphrase_file is not None:
        try:
            lines = passphrase_file.read_text().splitlines()
        except (OSError, UnicodeDecodeError):
            raise InputError("cannot be read", file=passphrase_file) from None
        passphrase = lines[0] if lines else ""
    elif ask is not None:
        passphrase = ask()
    else:
        raise InputError("no passphrase", file=keystore, mend="give --passphrase-file or ABATE_PASSPHRASE_FILE")
    try:
        key = Account.decrypt(content, passphrase)
    except (ValueError, TypeError, KeyError):
        raise InputError("the passphrase does not open this keystore", file=keystore) from None
    return KeySigner(Account.from_key(key))


def keystore_address(keystore: Path) -> ChecksumAddress:
    """The address that a keystore says it is for; needs no passphrase.

    Raises:
        InputError: not a keystore, or it does not tell.
    """
    address = read_keystore(keystore).get("address")
    if not address:
        raise InputError("this keystore does not tell its address", file=keystore, mend="give --account")
    return to_checksum_address(address if address.startswith("0x") else f"0x{address}")


def read_keystore(keystore: Path) -> dict[str, Any]:
    """The JSON of a keystore, checked for shape."""
    try:
        content = json.loads(keystore.read_text())
    except (OSError, ValueError, RecursionError):
        raise InputError(
            "not a keystore file", file=keystore, mend="an encrypted JSON key (Web3 Secret Storage)"
        ) from None
    if not isinstance(content, dict) or "crypto" not in {key.lower() for key in content}:
        raise InputError("not a keystore file", file=keystore, mend="an encrypted JSON key (Web3 Secret Storage)")
    return content
