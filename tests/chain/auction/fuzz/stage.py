"""The stage that random auctions are played on: players, signers, two tokens; each auction is undone afterwards."""

from brownie import AuctionStage, GramToken, LocalCurrency
from eth_abi import decode
from eth_utils import to_checksum_address

from tests.chain.auction.fuzz.director import Director, MismatchError
from tests.chain.auction.fuzz.node import Node
from tests.chain.auction.fuzz.plan import PEOPLE, PLAYERS, SIGNERS
from tests.chain.auction.fuzz.words import call
from tests.chain.keys import local_key

FIRST_KEY = 14


class Stage:
    """Who plays and with what.

    Args:
        local: a running node.
    """

    def __init__(self, local):
        self.node = Node(local)
        self.chain_id = local.chain_id
        self.keys = [local_key(FIRST_KEY + who) for who in PEOPLE]
        self.credit, self.currency = self.deployed(GramToken), self.deployed(LocalCurrency)
        self.address = self.deployed(AuctionStage, [self.keys[who].address for who in PLAYERS])
        answer = self.node.ask("eth_call", {"to": self.address, "data": "0x" + call("players()").hex()}, "latest")
        (players,) = decode(["address[]"], bytes.fromhex(answer[2:]))
        self.people = [*map(to_checksum_address, players), *(self.keys[who].address for who in SIGNERS)]

    def deployed(self, contract, *arguments):
        """A contract's address."""
        code = bytes.fromhex(contract.deploy.encode_input(*arguments).removeprefix("0x"))
        return to_checksum_address(self.node.send(code)["contractAddress"])

    def play(self, plan):
        """Play a plan and undo it; None, or where contract and reference differ."""
        kept = self.node.ask("evm_snapshot")
        try:
            director = Director(self, plan)
            self.approve(director.auction)
            director.play()
        except MismatchError as problem:
            return str(problem)
        finally:
            self.node.ask("evm_revert", kept)
        return None

    def approve(self, auction):
        data = call("approve(address,uint256)", auction, 2**256 - 1)
        acts = [(who, token, data) for who in PLAYERS for token in (self.credit, self.currency)]
        self.node.send(call("play((uint256,address,bytes)[])", acts), self.address)
