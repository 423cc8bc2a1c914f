"""Bids that people sign and anybody relays: typed data as wallets take it (EIP-712), and packed as relayers send it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from eth_typing import ChecksumAddress

DOMAIN_NAME: Final = "Abate CreditAuction"
DOMAIN_VERSION: Final = "1"
TYPES: Final[dict[str, list[dict[str, str]]]] = {
    "EIP712Domain": [
        {"name": "name", "type": "string"},
        {"name": "version", "type": "string"},
        {"name": "chainId", "type": "uint256"},
        {"name": "verifyingContract", "type": "address"},
    ],
    "Bid": [
        {"name": "bidder", "type": "address"},
        {"name": "round", "type": "uint32"},
        {"name": "steps", "type": "Step[]"},
        {"name": "retire", "type": "bool"},
        {"name": "nonce", "type": "uint32"},
        {"name": "deadline", "type": "uint40"},
    ],
    "Step": [{"name": "tick", "type": "uint16"}, {"name": "lots", "type": "uint32"}],
}
PackedBid = tuple[int, int, int, int]
"""``ISignedBids.SignedBid``: terms, steps, r, vs."""


@dataclass(frozen=True)
class BidOrder:
    """What a bidder signs.

    Attributes:
        bidder: whose vault pays.
        round: the one round it is for.
        steps: one to four (tick, lots).
        retire: whether the credits are retired on claim.
        nonce: the account's ``nonceOf``.
        deadline: last second at which it may be taken, unix time.
    """

    bidder: ChecksumAddress
    round: int
    steps: Sequence[tuple[int, int]]
    retire: bool
    nonce: int
    deadline: int

    def typed_data(self, chain_id: int, auction: ChecksumAddress) -> dict[str, Any]:
        """The EIP-712 JSON that any wallet can sign."""
        return {
            "domain": {
                "name": DOMAIN_NAME,
                "version": DOMAIN_VERSION,
                "chainId": chain_id,
                "verifyingContract": auction,
            },
            "types": TYPES,
            "primaryType": "Bid",
            "message": {
                "bidder": self.bidder,
                "round": self.round,
                "steps": [{"tick": tick, "lots": lots} for tick, lots in self.steps],
                "retire": self.retire,
                "nonce": self.nonce,
                "deadline": self.deadline,
            },
        }

    def packed(self, signature: bytes) -> PackedBid:
        """The order as a relayer sends it, with a 65- or 64-byte signature of the bidder's key.

        Raises:
            ValueError: the signature has another length.
        """
        if len(signature) == 65:
            r, s, v = int.from_bytes(signature[:32]), int.from_bytes(signature[32:64]), signature[64]
            # 27 and 28, or 0 and 1 as some wallets write it: the parity is the word's highest bit (ERC-2098)
            parity = v - 27 if v >= 27 else v
            return (*self._words(), r, s | (parity << 255))
        if len(signature) == 64:
            return (*self._words(), int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
        raise ValueError(f"a signature has 64 or 65 bytes, not {len(signature)}")

    def packed_for_wallet(self, number: int) -> PackedBid:
        """The order of a contract wallet, whose signature is this number of those that come along."""
        return (*self._words(), number, 0)

    def _words(self) -> tuple[int, int]:
        terms = int(self.bidder, 16) | (self.nonce << 160) | (self.deadline << 192) | (int(self.retire) << 232)
        steps = sum(((tick << 32) | lots) << (48 * i) for i, (tick, lots) in enumerate(self.steps))
        return terms, steps
