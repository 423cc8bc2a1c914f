"""A node of a chain that Abate must take for a live one: it mines only when told, keeps its chain, can be restarted."""

from dataclasses import dataclass
from datetime import UTC, datetime

import requests
from eth_account import Account

from abate.chain.local_node import CHAIN_START, LOCAL_MNEMONIC, LocalNode, free_port

CHAIN_ID = 424_242
START = int(CHAIN_START.timestamp())
NEVER = 1_000_000  # seconds between blocks that Ganache mines by itself; a longer time overflows its timer

Account.enable_unaudited_hdwallet_features()
FAUCET = Account.from_mnemonic(LOCAL_MNEMONIC)
"""Holds all coins in the first block, as somebody does on every testnet; signs by itself like everybody."""


@dataclass(frozen=True)
class Block:
    """What a rehearsal looks at of a block."""

    number: int
    time: int
    base_fee: int
    transactions: int


class NodeRefusedError(Exception):
    """A node's answer is an error."""


def ask(url, method, *params):
    """A node's answer to one question."""
    question = {"jsonrpc": "2.0", "id": 1, "method": method, "params": list(params)}
    answer = requests.post(url, json=question, timeout=60).json()
    if answer.get("error"):
        raise NodeRefusedError(f"{method}: {answer['error']}")
    return answer["result"]


def head(url):
    """The newest block of a node."""
    block = ask(url, "eth_getBlockByNumber", "latest", False)
    number, time, fee = (int(block[name], 16) for name in ("number", "timestamp", "baseFeePerGas"))
    return Block(number, time, fee, len(block["transactions"]))


def head_hash(url):
    """The hash of a node's newest block."""
    return ask(url, "eth_getBlockByNumber", "latest", False)["hash"]


class SingleNode:
    """Ganache or Anvil."""

    def __init__(self, kind, folder):
        self.kind, self.folder, self.port = kind, folder, free_port()
        self._running, self._last = None, START

    @property
    def url(self):
        """Where everybody connects."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def urls(self):
        """All addresses of the chain's nodes."""
        return [self.url]

    def start(self):
        """Start it, on its chain where there is one."""
        keeps = {
            "ganache": ("--database.dbPath", str(self.folder / "chain"), "--miner.blockTime", str(NEVER)),
            "anvil": ("--state", str(self.folder / "chain.json"), "--preserve-historical-states", "--no-mining"),
        }[self.kind]
        clock = datetime.fromtimestamp(self._last, UTC)
        self._running = LocalNode(self.kind, clock, 1, self.port, CHAIN_ID, keeps)
        self._running.__enter__()

    def stop(self):
        """Stop it; what it had not mined is lost."""
        if self._running is not None:
            self._running.stop()
            self._running = None

    def mine(self, moment):
        """Mine a block of that time, unix seconds, of whatever is waiting."""
        if self.kind == "ganache":
            ask(self.url, "evm_setTime", moment * 1000)
        else:
            ask(self.url, "evm_setNextBlockTimestamp", moment)
        ask(self.url, "evm_mine")
        self._last = moment
