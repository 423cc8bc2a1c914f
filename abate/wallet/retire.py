"""Retiring credits for good, with a certificate."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from functools import partial
from typing import Final

from eth_typing import ChecksumAddress

from abate.chain.signed_orders import RETIREMENT
from abate.chain.times import deadline_after
from abate.wallet import order_messages
from abate.wallet.order_file import OrderFile
from abate.wallet.spend import require_credits, spend
from abate.wallet.wallet import Wallet

JSON_PREFIX: Final = "data:application/json"
SVG_PREFIX: Final = "data:image/svg+xml"


@dataclass(frozen=True)
class Retired:
    """A retirement.

    Attributes:
        certificate: its number.
        amount: base units (grams) that were destroyed.
        beneficiary: in whose name.
        statement: what the holder wished to say.
        transaction: hash, 0x text.
    """

    certificate: int
    amount: int
    beneficiary: ChecksumAddress
    statement: str
    transaction: str


def retire(
    wallet: Wallet,
    amount: int,
    beneficiary: ChecksumAddress | None = None,
    statement: str = "",
    permit: bool = False,
) -> Retired:
    """Destroy credits and get the certificate; approves the credits where needed. Final.

    Args:
        wallet: whose credits.
        amount: base units.
        beneficiary: in whose name; None for the wallet itself.
        statement: what the certificate shall say, at most 280 bytes.
        permit: sign a permit instead of approving, so that it takes one transaction.

    Raises:
        InputError: the wallet holds fewer credits.
        RefusalError: the statement holds what a certificate does not show.
    """
    certificate = wallet.contracts.certificate
    terms = (wallet.contracts.credit.address, amount, beneficiary or wallet.address, statement)
    by_permit = partial(certificate.retire_with_permit, *terms) if permit else None
    receipt = spend(wallet, certificate.retire(*terms), by_permit, certificate.address, amount, "for the certificate")
    (event,) = certificate.events_of(receipt, "Retired")
    transaction = f"0x{receipt['transactionHash'].hex()}"
    return Retired(event["id"], event["amount"], event["beneficiary"], event["statement"], transaction)


def retirement_order(
    wallet: Wallet, amount: int, beneficiary: ChecksumAddress | None, statement: str, seconds: int
) -> OrderFile:
    """Sign a retirement that somebody else brings.

    Args:
        wallet: whose credits.
        amount: base units.
        beneficiary: in whose name; None for the wallet itself.
        statement: what the certificate shall say.
        seconds: how long it is good for.

    Raises:
        InputError: the wallet holds fewer credits.
    """
    require_credits(wallet, amount)
    deadline = deadline_after(wallet.contracts.chain, seconds)
    message = order_messages.retirement(wallet.contracts, wallet.address, amount, beneficiary, statement, deadline)
    return OrderFile.signed(wallet, RETIREMENT, message, amount, seconds)


def drawing(token_uri: str) -> str:
    """The SVG inside a certificate's metadata.

    Args:
        token_uri: what the contract's ``tokenURI`` answers: a JSON data URI with an SVG data URI in it.
    """
    return data_of(json.loads(data_of(token_uri, JSON_PREFIX))["image"], SVG_PREFIX)


def data_of(uri: str, prefix: str) -> str:
    """The text of a data URI, base64 or plain.

    Raises:
        ValueError: a URI of another kind.
    """
    head, _, body = uri.partition(",")
    if not head.startswith(prefix):
        raise ValueError(f"not {prefix}: {head}")
    return base64.b64decode(body).decode() if head.endswith(";base64") else body
