"""Signed orders about credits as files: retirements, redemptions, receipts and donations, brought by anybody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self, cast

from eth_typing import ChecksumAddress
from web3.types import TxReceipt

from abate.chain.contract import ContractAt
from abate.chain.sender import Call
from abate.chain.signed_orders import DONATION, KINDS, REDEMPTION, RETIREMENT, CreditPermit, OrderKind
from abate.deploy.contracts import Contracts
from abate.errors import InputError
from abate.fields import checksum_address
from abate.files import json_text, read_json, write_atomically
from abate.wallet.orders import SignedOrder
from abate.wallet.spend import permit_of
from abate.wallet.wallet import Wallet

SIGNATURE: Final = re.compile(r"0x([0-9a-fA-F]{2})+")


def contract_of(contracts: Contracts, kind: OrderKind) -> ContractAt:
    """The contract that carries out orders of a kind."""
    parts: dict[str, ContractAt] = {
        "RetirementCertificate": contracts.certificate,
        "RewardCatalogue": contracts.catalogue,
        "DonationRegistry": contracts.donations,
    }
    return parts[kind.contract]


@dataclass(frozen=True)
class OrderFile:
    """A signed order as its file holds it.

    Attributes:
        kind: what is ordered.
        typed_data: the EIP-712 JSON as wallets take it.
        signature: 65 bytes, or what a contract wallet accepts.
        permit: the signer's permit of the credits, where one is needed.
    """

    kind: OrderKind
    typed_data: dict[str, Any]
    signature: bytes
    permit: CreditPermit | None = None

    @property
    def message(self) -> dict[str, Any]:
        """The order's fields by name; hashes as bytes."""
        found = dict(self.typed_data["message"])
        return {name: as_bytes(found[name]) if kind == "bytes32" else found[name] for name, kind in self.kind.fields}

    @classmethod
    def signed(cls, wallet: Wallet, kind: OrderKind, message: Mapping[str, Any], amount: int, seconds: int) -> Self:
        """Sign an order, and a permit where the contract may not take that many credits yet.

        Args:
            wallet: who signs.
            kind: what is ordered.
            message: every field by its name.
            amount: base units that it moves; 0 for none.
            seconds: how long the permit is good for.
        """
        contract = contract_of(wallet.contracts, kind)
        data = typed_data(wallet.contracts, kind, message)
        allowed = amount and wallet.contracts.credit.allowance(wallet.address, contract.address)
        permit = permit_of(wallet, contract.address, amount, seconds) if amount > allowed else None
        return cls(kind, data, wallet.sender.signer.sign_typed_data(data), permit)

    def write(self, path: Path) -> None:
        """Write the order to a file."""
        content: dict[str, Any] = {"typed_data": self.typed_data, "signature": f"0x{self.signature.hex()}"}
        if self.permit is not None:
            deadline, v, r, s = self.permit
            content["permit"] = {"deadline": deadline, "signature": f"0x{(r + s + bytes([v])).hex()}"}
        write_atomically(path, json_text(content))

    @classmethod
    def load(cls, path: Path, contracts: Contracts) -> Self:
        """Read an order and check that its holder signed exactly this, for this deployment.

        Raises:
            InputError: the file is no order, or is for another contract or chain, or somebody else signed it.
        """
        content = read_json(path)
        data = content.get("typed_data")
        kind = KINDS.get(str(data.get("primaryType"))) if isinstance(data, dict) else None
        if kind is None:
            raise InputError("not a signed order", file=path, mend=f"of the kinds {', '.join(KINDS)}")
        signature = signature_from(content, path)
        made = cls(kind, cast(dict[str, Any], data), padded(signature), permit_from(content.get("permit"), path))
        try:
            expected = typed_data(contracts, kind, made.message)
        except (KeyError, TypeError, ValueError):
            raise InputError(f"not the typed data of a {kind.name}", file=path) from None
        if made.typed_data != expected:
            raise InputError("signed for another contract or chain", file=path, field="domain")
        signer = made.signer(contracts)
        # a contract's signature only the contract itself can judge
        if not contracts.chain.code_at(signer) and SignedOrder(made.typed_data, signature).signer() != signer:
            raise InputError(f"{signer} did not sign this", file=path, field="signature")
        return made

    def signer(self, contracts: Contracts) -> ChecksumAddress:
        """Who must have signed."""
        if self.kind.signer is None:
            return contracts.catalogue.voucher_of(self.message["voucher"]).holder
        return cast(ChecksumAddress, checksum_address(self.message[self.kind.signer]))

    def call(self, contracts: Contracts) -> Call:
        """What brings the order to its contract."""
        message = self.message
        if self.kind is RETIREMENT:
            return contracts.certificate.retire_by_order(message, self.signature, self.permit)
        if self.kind is REDEMPTION:
            return contracts.catalogue.redeem_by_order(message, self.signature, self.permit)
        if self.kind is DONATION:
            return contracts.donations.donate_by_order(message, self.signature, self.permit)
        return contracts.catalogue.acknowledge_by_order(message["voucher"], message["deadline"], self.signature)

    def outcome(self, contracts: Contracts, receipt: TxReceipt) -> dict[str, Any]:
        """What came of it, from the transaction's events."""
        if self.kind is RETIREMENT:
            (event,) = contracts.certificate.events_of(receipt, "Retired")
            return {"certificate": str(event["id"])}
        if self.kind is REDEMPTION:
            (event,) = contracts.catalogue.events_of(receipt, "Redeemed")
            return {"voucher": event["voucher"]}
        if self.kind is DONATION:
            (event,) = contracts.donations.events_of(receipt, "Donated")
            return {"cause": event["cause"], "certificate": str(event["certificate"] or "none")}
        return {"voucher": self.message["voucher"]}


def typed_data(contracts: Contracts, kind: OrderKind, message: Mapping[str, Any]) -> dict[str, Any]:
    """The EIP-712 JSON of an order for this deployment: hashes as 0x texts, as JSON has no bytes."""
    plain = {name: f"0x{value.hex()}" if isinstance(value, bytes) else value for name, value in message.items()}
    return kind.typed_data(plain, contracts.chain.chain_id, contract_of(contracts, kind).address)


def as_bytes(text: str) -> bytes:
    """Bytes of a 0x text."""
    return bytes.fromhex(text.removeprefix("0x"))


def padded(signature: bytes) -> bytes:
    """A key's signature with 27 or 28 at its end; some wallets write 0 or 1 there, or pack it into 64 bytes."""
    if len(signature) == 64:
        s = bytes([signature[32] & 0x7F]) + signature[33:]
        return signature[:32] + s + bytes([27 + (signature[32] >> 7)])
    if len(signature) == 65 and signature[64] < 27:
        return signature[:64] + bytes([27 + signature[64]])
    return signature


def signature_from(content: Mapping[str, Any], path: Path) -> bytes:
    """The signature of a file.

    Raises:
        InputError: there is none.
    """
    text = content.get("signature")
    if not isinstance(text, str) or not SIGNATURE.fullmatch(text):
        raise InputError("no signature", file=path, field="signature", mend="0x and its bytes in hexadecimal")
    return as_bytes(text)


def permit_from(content: Any, path: Path) -> CreditPermit | None:
    """The permit of a file; None where there is none.

    Raises:
        InputError: it has not both parts.
    """
    if content is None:
        return None
    if not isinstance(content, dict) or not isinstance(content.get("deadline"), int):
        raise InputError("has no deadline", file=path, field="permit")
    signature = padded(signature_from(content, path))
    if len(signature) != 65:
        raise InputError("no signature of 64 or 65 bytes", file=path, field="permit")
    return content["deadline"], signature[64], signature[:32], signature[32:64]
