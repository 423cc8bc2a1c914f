"""A local chain of its own by raw requests: Brownie's Anvil records every step of a transaction, which takes longer
than the steps themselves.
"""

import time

import requests

from abate.chain.local_node import LocalNode

GAS = 29_000_000
GAS_PRICE = 2 * 10**9
PATIENCE, PAUSE = 20.0, 0.001


class Node:
    """Sends from the node's first account; every transaction is a block, at a time of one's own.

    Args:
        local: a running node.
    """

    def __init__(self, local: LocalNode):
        self.session, self.url = requests.Session(), local.rpc_url
        self.session.trust_env = False
        self.is_anvil = local.kind == "anvil"
        self.sender = self.ask("eth_accounts")[0]

    def ask(self, method, *params):
        question = {"jsonrpc": "2.0", "id": 1, "method": method, "params": list(params)}
        answer = self.session.post(self.url, json=question, timeout=60).json()
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def now(self):
        return int(self.ask("eth_getBlockByNumber", "latest", False)["timestamp"], 16)

    def send(self, data, to=None, at=None):
        """A transaction, mined at this time; its receipt."""
        if at is not None:
            self.ask(*(("evm_setNextBlockTimestamp", at) if self.is_anvil else ("evm_setTime", at * 1000)))
        fields = {"from": self.sender, "data": "0x" + data.hex(), "gas": hex(GAS), "gasPrice": hex(GAS_PRICE)}
        sent = self.ask("eth_sendTransaction", fields | ({"to": to} if to else {}))
        deadline = time.monotonic() + PATIENCE
        while (receipt := self.ask("eth_getTransactionReceipt", sent)) is None:
            assert time.monotonic() < deadline, "the node mines nothing"
            time.sleep(PAUSE)
        assert receipt["status"] == "0x1", receipt
        return receipt
