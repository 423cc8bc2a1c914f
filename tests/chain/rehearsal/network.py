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
from tests.chain.rehearsal.node import CHAIN_ID, FAUCET, START, ask, head, head_hash
from tests.chain.rehearsal.people import ROOT

CLIENT = ROOT / ".home" / "network" / "node_modules" / "@ethereumjs" / "client" / "dist" / "esm" / "bin" / "cli.js"
CLOCK = ROOT / "toolchain" / "network" / "clock.cjs"
NOBODY = "0x" + "00" * 20
NONE = "0x" + "00" * 32
PATIENCE = 60
STOPPING = 20
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


class Node:
    """One node of the network: a process, its ports, and the folder that its chain lies in."""

    def __init__(self, folder, name):
        self.folder, self.name, self._process = folder, name, None
        self._ports = {use: free_port() for use in ("rpc", "engine", "peers")}

    @property
    def url(self):
        """Where people connect."""
        return f"http://127.0.0.1:{self._ports['rpc']}"

    @property
    def runs(self):
        """Whether it was started, and not stopped since."""
        return self._process is not None

    @property
    def _log(self):
        return self.folder / f"{self.name}.log"

    def engine(self, method, *params):
        """What a beacon chain's client asks of it."""
        return ask(f"http://127.0.0.1:{self._ports['engine']}", f"engine_{method}", *params)

    def start(self, known):
        """Start it on its chain; ``known`` is another node's address among peers, None for the first."""
        flags = {
            "--gethGenesis": self.folder / "genesis.json",
            "--dataDir": self.folder / self.name,
            "--rpc": "true",
            "--rpcPort": self._ports["rpc"],
            "--rpcEngine": "true",
            "--rpcEnginePort": self._ports["engine"],
            "--rpcEngineAuth": "false",
            "--port": self._ports["peers"],
            "--extIP": "127.0.0.1",
            "--isSingleNode": "true",
            "--saveReceipts": "true",
            "--logFile": self.folder / f"{self.name}-client.log",
            **({"--bootnodes": known} if known else {}),
        }
        command = ["node", "--require", CLOCK, CLIENT, *(part for flag in flags.items() for part in flag)]
        with self._log.open("a") as log:
            self._process = subprocess.Popen(
                [str(part) for part in command],
                cwd=self.folder,
                env=os.environ | {"CLOCK_START": str(START)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        if not comes(lambda: int(ask(self.url, "eth_chainId"), 16) == CHAIN_ID):
            raise TimeoutError(f"{self.name} does not answer; the end of its log:\n{self._log.read_text()[-2000:]}")

    def stop(self):
        """Stop it; what waits in its pool is lost."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOPPING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def take(self, payload):
        """Execute a block.

        Raises:
            RuntimeError: it is not valid here.
        """
        status = self.engine("newPayloadV2", payload)
        if status["status"] != "VALID":
            raise RuntimeError(f"{self.name} refuses block {int(payload['blockNumber'], 16)}: {status}")

    def choose(self, block, attributes=None):
        """Make a block the head, and with attributes begin to build on it; the name of what is built."""
        choice = {"headBlockHash": block, "safeBlockHash": NONE, "finalizedBlockHash": NONE}
        answer = self.engine("forkchoiceUpdatedV2", choice, attributes)
        if answer["payloadStatus"]["status"] != "VALID":
            raise RuntimeError(f"{self.name} does not take {block} for its head: {answer}")
        return answer["payloadId"]


class TwoNodes:
    """The network; what ``SingleNode`` can, it can, and one of its nodes can fall while the other goes on."""

    kind = "network"

    def __init__(self, folder):
        self._nodes, self._payloads, self._turn = [Node(folder, f"node-{number}") for number in range(2)], [], 0
        (folder / "genesis.json").write_text(json.dumps(GENESIS))

    @property
    def urls(self):
        """Where people connect."""
        return [node.url for node in self._nodes]

    @property
    def url(self):
        """One that answers now."""
        return self._running[0].url

    @property
    def _running(self):
        return [node for node in self._nodes if node.runs]

    def start(self):
        """Start the nodes that do not run, each on its chain, and bring them to the newest block."""
        for node in self._nodes:
            if not node.runs:
                known = next((ask(other.url, "admin_nodeInfo")["enode"] for other in self._running), None)
                node.start(known)
        if not comes(lambda: [ask(url, "net_peerCount") for url in self.urls] == ["0x1", "0x1"]):
            raise TimeoutError("the nodes do not find each other")
        for node in self._nodes:
            for payload in self._payloads[head(node.url).number :]:
                node.take(payload)
            node.choose(self._payloads[-1]["blockHash"] if self._payloads else head_hash(node.url))

    def stop(self):
        """Stop both."""
        for node in self._nodes:
            node.stop()

    def fall(self, url):
        """Stop one of them; the other goes on."""
        next(node for node in self._nodes if node.url == url).stop()

    def mine(self, moment):
        """The next proposer builds a block of that time, and every node that runs makes it its head."""
        self._turn += 1
        proposer = self._running[self._turn % len(self._running)]
        attributes = {
            "timestamp": hex(moment),
            "prevRandao": "0x" + secrets.token_hex(32),
            "suggestedFeeRecipient": NOBODY,
            "withdrawals": [],
        }
        built = proposer.choose(head_hash(proposer.url), attributes)
        payload = proposer.engine("getPayloadV2", built)["executionPayload"]
        for node in self._running:
            node.take(payload)
            node.choose(payload["blockHash"])
        self._payloads.append(payload)


def comes(condition):
    """Wait until nodes that start answer so; whether they do."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if condition():
                return True
        except OSError:
            # nothing listens there yet
            pass
        time.sleep(0.1)
    return False
