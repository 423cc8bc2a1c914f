"""Retiring credits for good, with a certificate."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Final

from eth_typing import ChecksumAddress

from abate.errors import InputError
from abate.units import kg_text
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


def retire(wallet: Wallet, amount: int, beneficiary: ChecksumAddress | None = None, statement: str = "") -> Retired:
    """Destroy credits and get the certificate; approves the credits where needed. Final.

    Args:
        wallet: whose credits.
        amount: base units.
        beneficiary: in whose name; None for the wallet itself.
        statement: what the certificate shall say, at most 280 bytes.

    Raises:
        InputError: the wallet holds fewer credits.
        RefusalError: the statement holds what a certificate does not show.
    """
    contracts = wallet.contracts
    certificate = contracts.certificate
    call = certificate.retire(contracts.credit.address, amount, beneficiary or wallet.address, statement)
    receipt = wallet.resumed(call)
    if receipt is None:
        held = contracts.credit.balance_of(wallet.address)
        if held < amount:
            raise InputError(f"the wallet holds {kg_text(held)} credits, less than {kg_text(amount)}", field="AMOUNT")
        wallet.allow(contracts.credit, certificate.address, amount, f"{kg_text(amount)} credits for the certificate")
        receipt = wallet.do(call)
    (event,) = certificate.events_of(receipt, "Retired")
    transaction = f"0x{receipt['transactionHash'].hex()}"
    return Retired(event["id"], event["amount"], event["beneficiary"], event["statement"], transaction)


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
