"""A network of two nodes that gossip transactions and propose blocks in turn, as after the merge.

Each is the execution client of EthereumJS with its own database. What a beacon chain would decide, whose block is next
and of what time, is decided here and told to both over the Engine API: the proposer builds a block of what its own pool
holds, and each node executes it before it takes it for its head.
"""

import json
import os
import secrets
import signal
import subprocess
import time

from abate.chain.local_node import free_port
from tests.chain.rehearsal.node import CHAIN_ID, FAUCET, START, ask, head
from tests.chain.rehearsal.people import ROOT

CLIENT = ROOT / ".home" / "network" / "node_modules" / "@ethereumjs" / "client" / "dist" / "esm" / "bin" / "cli.js"
NOBODY = "0x" + "00" * 20
NONE = "0x" + "00" * 32
PATIENCE = 60
FORKS = ("homestead", "eip150", "eip155", "eip158", "byzantium", "constantinople", "petersburg", "istanbul", "berlin")
GENESIS = {
    "config": {
        "chainId": CHAIN_ID,
        **{f"{fork}Block": 0 for fork in (*FORKS, "london", "mergeFork", "mergeNetsplit")},
        "shanghaiTime": 0,
        "terminalTotalDifficulty": 0,
        "terminalTotalDifficultyPassed": True,
    },
    "nonce": "0x0",
    "timestamp": hex(START),
    "extraData": "0x",
    "gasLimit": hex(30_000_000),
    "difficulty": "0x0",
    "mixHash": NONE,
    "coinbase": NOBODY,
    "baseFeePerGas": hex(10**9),
    "alloc": {FAUCET.address[2:].lower(): {"balance": hex(10**21)}},
}


class TwoNodes:
    """The network; what ``SingleNode`` can, it can."""

    kind = "network"

    def __init__(self, folder):
        self.folder, self._running, self._turn = folder, [], 0
        self._ports = [{name: free_port() for name in ("rpc", "engine", "peers")} for _ in range(2)]
        (folder / "genesis.json").write_text(json.dumps(GENESIS))

    @property
    def urls(self):
        """Where people connect."""
        return [f"http://127.0.0.1:{ports['rpc']}" for ports in self._ports]

    def start(self):
        """Start both nodes on their chains, and wait until they know each other."""
        known = None
        for number, url in enumerate(self.urls):
            self._launch(number, known)
            until(lambda url=url: int(ask(url, "eth_chainId"), 16) == CHAIN_ID)
            known = known or ask(url, "admin_nodeInfo")["enode"]
        until(lambda: [ask(url, "net_peerCount") for url in self.urls] == ["0x1", "0x1"])
        self._agree(head_hash(max(self.urls, key=lambda url: head(url).number)))

    def stop(self):
        """Stop both; what waits in their pools is lost."""
        for process in self._running:
            process.send_signal(signal.SIGTERM)
        for process in self._running:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._running = []

    def mine(self, moment):
        """The next proposer builds a block of that time, and both nodes make it their head."""
        self._turn = 1 - self._turn
        attributes = {
            "timestamp": hex(moment),
            "prevRandao": "0x" + secrets.token_hex(32),
            "suggestedFeeRecipient": NOBODY,
            "withdrawals": [],
        }
        chosen = self._choose(self._turn, head_hash(self.urls[self._turn]), attributes)
        payload = self._engine(self._turn, "getPayloadV2", chosen["payloadId"])["executionPayload"]
        for number in range(2):
            status = self._engine(number, "newPayloadV2", payload)
            if status["status"] != "VALID":
                raise RuntimeError(f"node {number} refuses block {payload['blockNumber']}: {status}")
        self._agree(payload["blockHash"])

    def _agree(self, block):
        for number in range(2):
            self._choose(number, block, None)

    def _choose(self, number, block, attributes):
        """Tell a node which block is its head, and with attributes to build on it."""
        choice = {"headBlockHash": block, "safeBlockHash": NONE, "finalizedBlockHash": NONE}
        answer = self._engine(number, "forkchoiceUpdatedV2", choice, attributes)
        if answer["payloadStatus"]["status"] != "VALID":
            raise RuntimeError(f"node {number} does not take {block} for its head: {answer}")
        return answer

    def _engine(self, number, method, *params):
        return ask(f"http://127.0.0.1:{self._ports[number]['engine']}", f"engine_{method}", *params)

    def _launch(self, number, known):
        ports = self._ports[number]
        flags = {
            "--gethGenesis": self.folder / "genesis.json",
            "--dataDir": self.folder / f"node-{number}",
            "--rpc": "true",
            "--rpcPort": ports["rpc"],
            "--rpcEngine": "true",
            "--rpcEnginePort": ports["engine"],
            "--rpcEngineAuth": "false",
            "--port": ports["peers"],
            "--extIP": "127.0.0.1",
            "--isSingleNode": "true",
            "--saveReceipts": "true",
            "--logFile": "false",
            **({"--bootnodes": known} if known else {}),
        }
        command = ["node", "--require", ROOT / "toolchain" / "network" / "clock.cjs", CLIENT]
        with (self.folder / f"node-{number}.log").open("a") as log:
            self._running.append(
                subprocess.Popen(
                    [*command, *(str(part) for pair in flags.items() for part in pair)],
                    env=os.environ | {"CLOCK_START": str(START)},
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                )
            )


def head_hash(url):
    """The hash of a node's newest block."""
    return ask(url, "eth_getBlockByNumber", "latest", False)["hash"]


def until(condition):
    """Wait until a node that starts answers so."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            if condition():
                return
        except OSError:
            # nothing listens there yet
            pass
        if time.monotonic() > deadline:
            raise TimeoutError("a node of the network does not start; see its log")
        time.sleep(0.1)
