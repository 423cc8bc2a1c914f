"""A local chain whose clock moves only when it is told to: one second with each block, or to a given moment."""

import json
import time
from http.client import HTTPConnection

from abate.chain.local_node import LocalNode

GAS, DEPLOYMENT_GAS = 6_000_000, 29_000_000
GAS_PRICE = 2 * 10**9
PATIENCE, PAUSE = 60.0, 0.001
STRAIGHT_CLOCK = {"ganache": ("--miner.timestampIncrement", "1"), "anvil": ("--prune-history",)}
"""How each node is started so that a block is one second after the one before it, however long it takes."""


def straight_node(kind: str) -> LocalNode:
    """A node that is not started yet, for ``Node``."""
    return LocalNode(kind, options=STRAIGHT_CLOCK[kind])


class Node:
    """Raw requests to a running node. Every transaction is a block.

    Args:
        local: a running ``straight_node``.

    Attributes:
        time: of the latest block.
    """

    def __init__(self, local: LocalNode):
        self.connection = HTTPConnection("127.0.0.1", local.port, timeout=60)
        self.chain_id, self.is_anvil = local.chain_id, local.kind == "anvil"
        if self.is_anvil:
            self.ask("anvil_setBlockTimestampInterval", 1)
        self.ask("evm_mine")
        self.time = self.latest()

    def request(self, method, *params) -> dict:
        """The whole answer. (Half of a step's time went into what a more comfortable client does besides.)"""
        question = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
        self.connection.request("POST", "/", question, {"Content-Type": "application/json"})
        return json.loads(self.connection.getresponse().read())

    def ask(self, method, *params):
        answer = self.request(method, *params)
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def latest(self) -> int:
        """The chain's own word for its time."""
        return int(self.ask("eth_getBlockByNumber", "latest", False)["timestamp"], 16)

    def send(self, sender: str, to: str | None, data: bytes) -> dict:
        """A transaction, mined a second later; its receipt, whether it reverted or not."""
        fields = {"from": sender, "data": "0x" + data.hex(), "gasPrice": hex(GAS_PRICE)}
        fields |= {"to": to, "gas": hex(GAS)} if to else {"gas": hex(DEPLOYMENT_GAS)}
        sent = self.ask("eth_sendTransaction", fields)
        self.time += 1
        deadline = time.monotonic() + PATIENCE
        while (receipt := self.ask("eth_getTransactionReceipt", sent)) is None:
            assert time.monotonic() < deadline, "the node mines nothing"
            time.sleep(PAUSE)
        return receipt

    def call(self, sender: str, to: str, data: bytes) -> tuple[bool, bytes]:
        """What a call at the time of the latest block answers, or what it reverts with."""
        fields = {"from": sender, "to": to, "data": "0x" + data.hex(), "gas": hex(DEPLOYMENT_GAS)}
        answer = self.request("eth_call", fields, "latest")
        if "error" not in answer:
            return True, bytes.fromhex(answer["result"][2:])
        return False, bytes.fromhex(answer["error"].get("data", "0x")[2:])

    def mine(self, at: int | None = None) -> None:
        """An empty block at this time, or a second later."""
        if at is None:
            self.ask("evm_mine")
        else:
            self.ask("evm_mine", hex(at) if self.is_anvil else at)
        self.time = self.time + 1 if at is None else at

    def keep(self) -> str:
        """Remembers the present state, for ``go_back``."""
        return self.ask("evm_snapshot")

    def go_back(self, kept: str) -> str:
        """To the state that was kept; where it is kept now."""
        assert self.time == self.latest()
        assert self.ask("evm_revert", kept)
        self.time = self.latest()
        return self.keep()
