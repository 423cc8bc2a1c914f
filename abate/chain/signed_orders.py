"""Orders that holders sign and anybody brings (``ISignedOrders``): their typed data as wallets take it (EIP-712)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from eth_typing import ChecksumAddress

DOMAIN_VERSION: Final = "1"
DOMAIN: Final = [
    {"name": "name", "type": "string"},
    {"name": "version", "type": "string"},
    {"name": "chainId", "type": "uint256"},
    {"name": "verifyingContract", "type": "address"},
]
CreditPermit = tuple[int, int, bytes, bytes]
"""``ISignedOrders.CreditPermit``: deadline, v, r, s."""


@dataclass(frozen=True)
class OrderKind:
    """One kind of order.

    Attributes:
        name: its primary type.
        contract: the contract that carries it out; names the domain.
        fields: name and type of each field, in order.
        signer: the field that names who signs; None where the contract knows.
    """

    name: str
    contract: str
    fields: tuple[tuple[str, str], ...]
    signer: str | None

    def typed_data(self, message: Mapping[str, Any], chain_id: int, address: ChecksumAddress) -> dict[str, Any]:
        """The EIP-712 JSON that any wallet can sign.

        Args:
            message: every field by its name.
            chain_id: the chain's id.
            address: the contract that carries it out.
        """
        return {
            "domain": {
                "name": f"Abate {self.contract}",
                "version": DOMAIN_VERSION,
                "chainId": chain_id,
                "verifyingContract": address,
            },
            "types": {
                "EIP712Domain": DOMAIN,
                self.name: [{"name": name, "type": kind} for name, kind in self.fields],
            },
            "primaryType": self.name,
            "message": {name: message[name] for name, _ in self.fields},
        }

    def values(self, message: Mapping[str, Any]) -> tuple[Any, ...]:
        """The fields in the contract's order."""
        return tuple(message[name] for name, _ in self.fields)


RETIREMENT: Final = OrderKind(
    "RetirementOrder",
    "RetirementCertificate",
    (
        ("holder", "address"),
        ("credit", "address"),
        ("amount", "uint128"),
        ("beneficiary", "address"),
        ("statement", "string"),
        ("nonce", "uint256"),
        ("deadline", "uint256"),
    ),
    "holder",
)
REDEMPTION: Final = OrderKind(
    "RedemptionOrder",
    "RewardCatalogue",
    (
        ("holder", "address"),
        ("listing", "uint32"),
        ("price", "uint48"),
        ("lock", "bytes32"),
        ("nonce", "uint256"),
        ("deadline", "uint256"),
    ),
    "holder",
)
RECEIPT: Final = OrderKind("Receipt", "RewardCatalogue", (("voucher", "uint64"), ("deadline", "uint256")), None)
DONATION: Final = OrderKind(
    "DonationOrder",
    "DonationRegistry",
    (
        ("donor", "address"),
        ("cause", "address"),
        ("credit", "address"),
        ("amount", "uint128"),
        ("retire", "bool"),
        ("statement", "string"),
        ("nonce", "uint256"),
        ("deadline", "uint256"),
    ),
    "donor",
)
KINDS: Final = {kind.name: kind for kind in (RETIREMENT, REDEMPTION, RECEIPT, DONATION)}
