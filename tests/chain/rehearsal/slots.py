"""Time of the rehearsed chain: a block every so often, twelve of its seconds after the last, whoever sends or not."""

import threading
import time
from contextlib import contextmanager

from eth_account import Account
from eth_utils import keccak

from tests.chain.rehearsal.node import CHAIN_ID, NodeRefusedError, ask, head

PACE = 0.2
"""Real seconds between two slots, where a person watches."""
SECONDS = 12
QUIET = 1
"""Slots without a block while nobody sends; Ganache at times never answers what it works on while it mines."""
GWEI = 10**9
BURNT_WORDS = 114_600  # of memory: 26 million gas, most of a block, in one instruction
BURNING = bytes.fromhex("602a62") + ((BURNT_WORDS - 1) * 32).to_bytes(3, "big") + b"\x52\x00"
BURNT_GAS = 26_300_000


class Traffic:
    """Other people's transactions: they fill a block while the base fee is below 1 gwei, and offer more than ours."""

    account = Account.from_key(keccak(text="abate rehearsal: other people"))

    def join(self, url, present):
        """Send one where the present block is cheap."""
        if present.base_fee >= GWEI or int(ask(url, "eth_getBalance", self.account.address, "latest"), 16) < GWEI**2:
            return
        signed = self.account.sign_transaction(
            {
                "chainId": CHAIN_ID,
                "nonce": int(ask(url, "eth_getTransactionCount", self.account.address, "latest"), 16),
                "gas": BURNT_GAS,
                "value": 0,
                "data": BURNING,
                "maxFeePerGas": 10 * GWEI,
                "maxPriorityFeePerGas": 3 * GWEI,
            }
        )
        try:
            ask(url, "eth_sendRawTransaction", "0x" + signed.raw_transaction.hex())
        except NodeRefusedError:
            # the one before is still waiting
            return


class Slots:
    """Mines while the rehearsal goes on, in a thread of its own."""

    def __init__(self, testnet, pace):
        self.testnet, self.pace, self.traffic = testnet, pace, Traffic()
        self.blocks = []
        self._one, self._over, self._problem = threading.RLock(), threading.Event(), None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *problem):
        self._over.set()
        self._thread.join()

    @contextmanager
    def held(self):
        """No block comes while this lasts."""
        with self._one:
            yield

    def skip_to(self, moment):
        """Let the next block be of that time, and another one follow it; nothing where it has passed."""
        with self._one:
            if moment > self.now:
                self._block(moment)
                self._block()

    def next(self):
        """Let a block come now."""
        with self._one:
            self._block()

    @property
    def now(self):
        """The newest block's time."""
        return head(self.testnet.url).time

    def require_going(self):
        """Fail where mining has failed."""
        if self._problem is not None:
            raise self._problem

    def _run(self):
        quiet = 0
        while not self._over.wait(self.pace):
            try:
                with self._one:
                    if quiet < QUIET and not ask(self.testnet.url, "txpool_content")["pending"]:
                        quiet += 1
                    else:
                        quiet = 0
                        self._block()
            except Exception as problem:  # noqa: BLE001 - whatever it is, the story ends with it
                self._problem = problem
                return

    def _block(self, moment=None):
        url = self.testnet.url
        present = head(url)
        self.traffic.join(url, present)
        self.testnet.mine(moment or present.time + SECONDS)
        self.blocks.append(head(url))


def wait_for(condition, slots, seconds=180):
    """Wait until something is true."""
    deadline = time.monotonic() + seconds
    while not condition():
        slots.require_going()
        if time.monotonic() > deadline:
            raise TimeoutError("it does not come")
        time.sleep(0.02)
