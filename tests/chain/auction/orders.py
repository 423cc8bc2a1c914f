"""Signed bids in tests: the local chains' accounts sign, anybody relays."""

from brownie import accounts, web3
from eth_account.messages import encode_typed_data

from abate.auction.signed_bids import BidOrder
from tests.chain.keys import local_key

LATE = 2**40 - 1
REFUSALS = (
    "None",
    "Expired",
    "WrongNonce",
    "WrongSignature",
    "RetirementNotOffered",
    "ClockLags",
    "TickNotAboveClock",
    "TickAboveLadder",
    "LotsOutOfRange",
    "CurveFull",
    "PurchaseLimitExceeded",
    "UnsettledBid",
    "InsufficientVault",
    "VaultOverflow",
)


def order(auction, bidder, *steps, **changes):
    """What a bidder would sign now for the running round."""
    fields = {
        "bidder": bidder.address,
        "round": auction.currentRound(),
        "steps": steps,
        "retire": False,
        "nonce": auction.nonceOf(bidder),
        "deadline": LATE,
    }
    return BidOrder(**(fields | changes))


def signature(auction, bid_order, signer, chain_id=None):
    """An account's signature of an order."""
    key = local_key(list(accounts).index(signer))
    data = bid_order.typed_data(chain_id or web3.eth.chain_id, auction.address)
    return bytes(key.sign_message(encode_typed_data(full_message=data)).signature)


def signed(auction, bidder, *steps, **changes):
    """A packed order with its bidder's signature."""
    made = order(auction, bidder, *steps, **changes)
    return made.packed(signature(auction, made, bidder))


def skipped(tx):
    """Who was passed over, and why."""
    found = tx.events["BidSkipped"] if "BidSkipped" in tx.events else []  # noqa: SIM401 (no dict)
    return [(event["bidder"], REFUSALS[event["reason"]]) for event in found]
