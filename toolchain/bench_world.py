"""An auction on a chain of its own with as many bidders as one likes: Anvil lets any address send."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import requests
from eth_utils import keccak, to_checksum_address

from abate.chain.artefacts import load_artefact
from abate.chain.auction import CreditAuction
from abate.chain.connection import Chain
from abate.chain.currency import LocalCurrency
from abate.chain.local_time import advance_to
from abate.chain.sender import Call, deployment
from abate.errors import ChainError

GAS = 29_000_000
FUNDS = 10**12
AT_ONCE = 100
CONFIG = {
    "lotGrams": 1_000,
    "referenceBaseline": 200_000,
    "unitValue": 250_000,
    "floorPrice": 10_000,
    "capPrice": 1_000_000,
    "tickSize": 1_000,
    "ticks": 2_047,
    "minimumSupply": 1,
    "consignmentTime": 3_600,
    "biddingTime": 7_200,
    "extension": 600,
    "extensions": 3,
    "clampLowBps": 8_000,
    "clampHighBps": 12_500,
    "minimumBidBps": 0,
    "purchaseLimitBps": 10_000,
    "certificate": "0x" + "00" * 20,
}


def account(name: str, number: int) -> str:
    """An address of nobody's, the same in every run."""
    return to_checksum_address(keccak(text=f"{name} {number}")[12:])


def word(address: str) -> bytes:
    """An address as calldata holds it."""
    return bytes.fromhex(address[2:]).rjust(32, b"\0")


class World:
    """Currency, credit and auction; every call returns the gas that its transaction used."""

    def __init__(self, chain: Chain) -> None:
        self.chain, self.settler = chain, account("settler", 0)
        self.session, self.node = requests.Session(), str(chain.web3.provider.endpoint_uri)
        self.ask("anvil_autoImpersonateAccount", (True,))
        self.endow(self.settler)
        self.currency = LocalCurrency(chain, self.create("LocalCurrency"))
        self.credit = LocalCurrency(chain, self.create("GramToken"))  # it has mint and approve too
        config = {**CONFIG, "credit": self.credit.address, "currency": self.currency.address}
        self.auction = CreditAuction(chain, self.create("CreditAuction", config))

    def ask(self, method: str, *arguments: Sequence[Any]) -> list[Any]:
        """The same request with each of these arguments, in one go; the answers in their order.

        Raises:
            ChainError: the node answers with an error.
        """
        asked = [
            {"jsonrpc": "2.0", "id": i, "method": method, "params": list(each)} for i, each in enumerate(arguments)
        ]
        answers = self.session.post(self.node, json=asked, timeout=120).json()
        for answer in answers:
            if answer.get("error"):
                raise ChainError(f"{method}: {answer['error']}")
        return [answer["result"] for answer in sorted(answers, key=lambda answer: answer["id"])]

    def endow(self, *people: str) -> None:
        """Give accounts native coin for gas."""
        self.ask("anvil_setBalance", *((who, hex(10**20)) for who in people))

    def receipts(self, sent: Sequence[tuple[str, Call]]) -> list[dict[str, Any]]:
        """Send calls, each for somebody, in any order; their receipts."""
        gas = hex(GAS // len(sent))  # together they fit into one block
        fields = [
            ({"from": who, "data": "0x" + call.data.hex(), "gas": gas, **({"to": call.to} if call.to else {})},)
            for who, call in sent
        ]
        hashes = [(transaction,) for transaction in self.ask("eth_sendTransaction", *fields)]
        # the node has taken them and may still be mining
        while None in (receipts := self.ask("eth_getTransactionReceipt", *hashes)):
            pass
        for (_, call), receipt in zip(sent, receipts, strict=True):
            if int(receipt["status"], 16) != 1:
                raise ChainError(f"{call.action} was reverted")
        return receipts

    def send_all(self, sent: Sequence[tuple[str, Call]]) -> list[int]:
        """Send calls that do not depend on each other; the gas of each."""
        parts = [sent[i : i + AT_ONCE] for i in range(0, len(sent), AT_ONCE)]
        return [int(receipt["gasUsed"], 16) for part in parts for receipt in self.receipts(part)]

    def send(self, who: str, call: Call) -> int:
        """Send a call; the gas it used."""
        return self.send_all([(who, call)])[0]

    def create(self, name: str, *arguments: object) -> str:
        """Deploy a compiled contract; its address."""
        (receipt,) = self.receipts([(self.settler, deployment(load_artefact(name), *arguments))])
        return to_checksum_address(receipt["contractAddress"])

    def offer(self, seller: str, lots: int) -> int:
        """Open a round, consign lots and let bidding begin; the round's number."""
        self.send(self.settler, self.auction.open_round())
        number, grams = self.auction.current_round(), lots * CONFIG["lotGrams"]
        self.send(seller, self.credit.mint(seller, grams))
        self.send(seller, self.credit.approve(self.auction.address, grams))
        self.send(seller, self.auction.consign(number, lots))
        advance_to(self.chain, self.auction.round_of(number).start)
        return number

    def fund(self, people: Sequence[str]) -> list[int]:
        """Fill everybody's vault; gas of each deposit."""
        for part in (people[i : i + AT_ONCE] for i in range(0, len(people), AT_ONCE)):
            self.endow(*part)
        mint = self.currency.mint(self.settler, FUNDS)
        # encoding a call is the slow part: only the account differs
        mints = [(who, replace(mint, data=mint.data.replace(word(self.settler), word(who)))) for who in people]
        self.send_all(mints)
        approve, deposit = self.currency.approve(self.auction.address, FUNDS), self.auction.deposit(FUNDS)
        self.send_all([(who, approve) for who in people])
        return self.send_all([(who, deposit) for who in people])

    def bids(self, number: int, bidders: Sequence[str], lots: int, ticks: range) -> list[int]:
        """Everybody bids, from the lowest of these ticks up; gas of each bid."""
        share = -(-len(bidders) // len(ticks))
        gas: list[int] = []
        for place, tick in enumerate(ticks):
            bid = self.auction.bid(number, tick, lots)
            gas += self.send_all([(bidder, bid) for bidder in bidders[place * share : (place + 1) * share]])
        return gas

    def end(self, number: int) -> None:
        """Let the round's time run out."""
        advance_to(self.chain, self.auction.round_of(number).end)
