"""Signed bids: made and signed without sending, written as files, and relayed in batches by anybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any, Final, Self, cast

from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_keys.exceptions import BadSignature
from eth_typing import ChecksumAddress
from eth_utils.exceptions import ValidationError
from web3.types import TxReceipt

from abate.auction.signed_bids import BidOrder, PackedBid
from abate.chain.auction import CreditAuction
from abate.chain.sender import Call
from abate.errors import InputError
from abate.fields import checksum_address
from abate.files import json_text, read_json, write_atomically
from abate.wallet.curve import curve_of

BATCH: Final = 100
"""Orders in one transaction: about 1.5 million gas, far below what a block holds."""
SIGNATURE: Final = re.compile(r"0x([0-9a-fA-F]{128}|[0-9a-fA-F]{130})")


class Refusal(IntEnum):
    """Why a signed bid was not taken; see ``ISignedBids.Refusal``."""

    NONE = 0
    EXPIRED = 1
    WRONG_NONCE = 2
    WRONG_SIGNATURE = 3
    RETIREMENT_NOT_OFFERED = 4
    CLOCK_LAGS = 5
    TICK_NOT_ABOVE_CLOCK = 6
    TICK_ABOVE_LADDER = 7
    LOTS_OUT_OF_RANGE = 8
    CURVE_FULL = 9
    PURCHASE_LIMIT_EXCEEDED = 10
    UNSETTLED_BID = 11
    INSUFFICIENT_VAULT = 12
    VAULT_OVERFLOW = 13


@dataclass(frozen=True)
class SignedOrder:
    """A signed bid as its file holds it: the typed data as wallets take it, and a signature of 65 or 64 bytes."""

    typed_data: dict[str, Any]
    signature: bytes

    @property
    def order(self) -> BidOrder:
        """What was signed."""
        message = self.typed_data["message"]
        return BidOrder(
            bidder=cast(ChecksumAddress, message["bidder"]),
            round=message["round"],
            steps=[(step["tick"], step["lots"]) for step in message["steps"]],
            retire=message["retire"],
            nonce=message["nonce"],
            deadline=message["deadline"],
        )

    def write(self, path: Path) -> None:
        """Write the order to a file."""
        content = {"typed_data": self.typed_data, "signature": f"0x{self.signature.hex()}"}
        write_atomically(path, json_text(content))

    @classmethod
    def load(cls, path: Path, auction: CreditAuction) -> Self:
        """Read an order and check that its bidder signed exactly this, for this auction on this chain.

        Raises:
            InputError: the file is no order, or is for another auction, or somebody else signed it.
        """
        content = read_json(path)
        text = content.get("signature")
        if not isinstance(text, str) or not SIGNATURE.fullmatch(text):
            raise InputError("no signature of 64 or 65 bytes", file=path, field="signature")
        made = cls(content.get("typed_data", {}), bytes.fromhex(text[2:]))
        try:
            checksum_address(made.order.bidder)
            expected = made.order.typed_data(auction.chain.chain_id, auction.address)
        except (KeyError, TypeError, ValueError):
            raise InputError("not a bid's typed data", file=path, mend="abate typed-data bid prints one") from None
        if made.typed_data != expected:
            raise InputError("signed for another auction or chain", file=path, field="domain")
        # a contract's signature only the contract itself can judge
        if not auction.chain.code_at(made.order.bidder) and made.signer() != made.order.bidder:
            raise InputError(f"{made.order.bidder} did not sign this", file=path, field="signature")
        return made

    def signer(self) -> str | None:
        """Whose key signed; None where the signature is none."""
        signature = self.signature
        if len(signature) == 64:
            high = signature[32] >> 7
            signature = signature[:32] + bytes([signature[32] & 0x7F]) + signature[33:] + bytes([27 + high])
        try:
            message = encode_typed_data(full_message=self.typed_data)
            return str(Account.recover_message(message, signature=signature))
        except (BadSignature, ValidationError, ValueError, TypeError):
            return None


@dataclass(frozen=True)
class Relayed:
    """What became of orders: bidders whose bid was taken, and those passed over with the reason."""

    placed: tuple[str, ...]
    skipped: tuple[tuple[str, Refusal], ...]
    transactions: tuple[str, ...]


def order_for(
    auction: CreditAuction, bidder: ChecksumAddress, steps: Sequence[tuple[int, int]], retire: bool, deadline: int
) -> BidOrder:
    """An order for the present round.

    Args:
        auction: the contract.
        bidder: who will sign, and whose vault pays.
        steps: lots and the most to be paid for a lot, in currency base units; one to four.
        retire: whether what is won is retired at once.
        deadline: last second at which it may be taken, unix time.

    Raises:
        InputError: no round was opened, a limit is below the opening price, or there are too many steps.
    """
    number = auction.current_round()
    if not number:
        raise InputError("no auction round was opened yet")
    return BidOrder(bidder, number, curve_of(auction, number, steps), retire, auction.nonce_of(bidder), deadline)


def relay(auction: CreditAuction, send: Callable[[Call], TxReceipt], orders: Sequence[SignedOrder]) -> Relayed:
    """Bring signed bids into the round they were signed for, in batches.

    Args:
        auction: the contract.
        send: sends a call and waits for it, such as a wallet's ``do``, which a killed run goes on with.
        orders: what people signed.

    Raises:
        InputError: no orders, or orders for different rounds.
        RefusalError: the round takes no bids now.
    """
    rounds = {each.order.round for each in orders}
    if len(rounds) != 1:
        raise InputError(f"all orders must be for one round, not for {sorted(rounds) or 'none'}")
    (number,) = rounds
    placed: list[str] = []
    skipped: list[tuple[str, Refusal]] = []
    transactions: list[str] = []
    for start in range(0, len(orders), BATCH):
        receipt = send(_call(auction, number, orders[start : start + BATCH]))
        transactions.append(f"0x{receipt['transactionHash'].hex()}")
        passed = auction.events_of(receipt, "BidSkipped")
        skipped += [(event["bidder"], Refusal(event["reason"])) for event in passed]
        by_nonce = {(event["bidder"], event["nonce"]) for event in passed}
        batch = (each.order for each in orders[start : start + BATCH])
        placed += [order.bidder for order in batch if (order.bidder, order.nonce) not in by_nonce]
    return Relayed(tuple(placed), tuple(skipped), tuple(transactions))


def _call(auction: CreditAuction, number: int, orders: Sequence[SignedOrder]) -> Call:
    packed: list[PackedBid] = []
    wallets: list[bytes] = []
    for each in orders:
        if auction.chain.code_at(each.order.bidder):
            packed.append(each.order.packed_for_wallet(len(wallets)))
            wallets.append(each.signature)
        else:
            packed.append(each.order.packed(each.signature))
    return auction.relay_bids(number, packed, wallets)
