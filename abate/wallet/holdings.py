"""What an account has, everywhere in one deployment."""

from __future__ import annotations

from dataclasses import dataclass

from eth_typing import ChecksumAddress

from abate.chain.auction_state import Bid
from abate.chain.refusals import explained
from abate.deploy.contracts import Contracts


@dataclass(frozen=True)
class Holdings:
    """An account's holdings: credits in base units of one gram, money in currency base units, coin in wei.

    Attributes:
        account: whose.
        credits: credits held now.
        issued: credits ever issued to it.
        retired: credits retired in its name, all vintages.
        currency: held in the wallet.
        vault: held in the auction's vault, free.
        escrow: drawn from the vault by its unsettled bid.
        bid: that bid; None where there is none.
        coin: native coin for gas.
    """

    account: ChecksumAddress
    credits: int
    issued: int
    retired: int
    currency: int
    vault: int
    escrow: int
    bid: Bid | None
    coin: int


def holdings(contracts: Contracts, account: ChecksumAddress) -> Holdings:
    """Read an account's holdings."""
    bid = contracts.auction.bid_of(account)
    with explained("reading the balance"):
        coin = int(contracts.chain.web3.eth.get_balance(account))
    return Holdings(
        account=account,
        credits=contracts.credit.balance_of(account),
        issued=contracts.credit.issued_to(account),
        retired=contracts.certificate.retired_for(account),
        currency=contracts.currency.balance_of(account),
        vault=contracts.auction.vault_of(account),
        escrow=contracts.auction.escrow_of(account),
        bid=bid if bid.round else None,
        coin=coin,
    )
