"""Bids that people sign and anybody relays: typed data as wallets take it (EIP-712), and packed as relayers send it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from eth_typing import ChecksumAddress

from abate.eip712 import compact, domain, typed_data

DOMAIN_NAME: Final = "Abate CreditAuction"
DOMAIN_VERSION: Final = "1"
TYPES: Final[dict[str, list[dict[str, str]]]] = {
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
        message = {
            "bidder": self.bidder,
            "round": self.round,
            "steps": [{"tick": tick, "lots": lots} for tick, lots in self.steps],
            "retire": self.retire,
            "nonce": self.nonce,
            "deadline": self.deadline,
        }
        return typed_data(domain(DOMAIN_NAME, DOMAIN_VERSION, chain_id, auction), "Bid", TYPES, message)

    def packed(self, signature: bytes) -> PackedBid:
        """The order as a relayer sends it, with a 65- or 64-byte signature of the bidder's key.

        Raises:
            ValueError: the signature has another length.
        """
        short = compact(signature)
        return (*self._words(), int.from_bytes(short[:32]), int.from_bytes(short[32:]))

    def packed_for_wallet(self, number: int) -> PackedBid:
        """The order of a contract wallet, whose signature is this number of those that come along."""
        return (*self._words(), number, 0)

    def _words(self) -> tuple[int, int]:
        terms = int(self.bidder, 16) | (self.nonce << 160) | (self.deadline << 192) | (int(self.retire) << 232)
        steps = sum(((tick << 32) | lots) << (48 * i) for i, (tick, lots) in enumerate(self.steps))
        return terms, steps
