"""Mends habits of Brownie 1.22: one would hide what a contract does, one gives a large transaction up for lost, and
three cost the tests more time than the chain does.
"""

import gc
import time

import requests
from brownie.network import contract as brownie_contract
from brownie.network import web3
from brownie.network.state import Chain
from brownie.network.transaction import TransactionReceipt
from web3.exceptions import TransactionNotFound

PUSH32, WORD = 0x7F, 32


def mask_immutables() -> None:
    """Let Brownie recognise deployed code whose immutables were filled in, and so keep its source map.

    Brownie compares deployed and compiled code byte by byte. A contract with immutables then has no source map: no
    traceback, no coverage. Compiled code holds a PUSH32 of zeros where an immutable will stand; there, and only
    there, the deployed word may differ.
    """

    def verify(address, full_bytecode, language):
        deployed = bytes(web3.eth.get_code(address))
        compiled = bytes.fromhex(full_bytecode.removeprefix("0x"))
        return bool(deployed) and equal_but_for_immutables(compiled[-len(deployed) :], deployed)

    brownie_contract._verify_deployed_code = verify


def equal_but_for_immutables(compiled: bytes, deployed: bytes) -> bool:
    """Whether both are the same code, immutables aside."""
    if len(compiled) != len(deployed):
        return False
    at = 0
    while at < len(compiled):
        if compiled[at] != deployed[at]:
            return False
        is_immutable = compiled[at] == PUSH32 and not any(compiled[at + 1 : at + 1 + WORD])
        at += 1 + WORD if is_immutable else 1
    return True


def await_receipts(patience: float = 5.0) -> None:
    """Let Brownie look for a receipt once there is one, for at most ``patience`` seconds.

    Anvil counts a sender's nonce up a moment before it shows the receipt. Brownie, asking in between, takes the
    transaction for dropped; that happens to large ones only.
    """
    original = TransactionReceipt._await_confirmation

    def await_confirmation(self, block_number=None, required_confs=1):
        deadline = time.monotonic() + patience
        while required_confs and time.monotonic() < deadline:
            try:
                web3.eth.get_transaction_receipt(self.txid)
                break
            except TransactionNotFound:
                time.sleep(0.005)
        return original(self, block_number, required_confs)

    TransactionReceipt._await_confirmation = await_confirmation


def ask_less() -> None:
    """Let Brownie's connection ask for the chain's id once, and look for proxies never.

    web3 compares the chain's id before each call and transaction, which was two requests in five; and requests reads
    the whole environment twice for each request. Both hold for Brownie's connection only: what is tested has its own.
    """
    original = type(web3).connect

    def connect(self, uri, timeout=30):
        original(self, uri, timeout)
        session = requests.Session()
        session.trust_env = False
        self.provider._request_session_manager.cache_and_return_session(self.provider.endpoint_uri, session)
        self.provider.cache_allowed_requests = True
        self.provider.cacheable_requests = {"eth_chainId"}

    type(web3).connect = connect


def keep_no_undo() -> None:
    """Take no snapshot of the chain after each transaction: they serve ``chain.undo``, which no test uses."""

    def follow_the_clock(self, tx, fn, args, kwargs):
        with self._undo_lock:
            tx._confirmed.wait()
            self._set_time_offset_from_block()

    Chain._add_to_undo_buffer = follow_the_clock


def collect_only_what_is_new() -> None:
    """Let the collection at each restored snapshot pass over what was there before the first test.

    Brownie collects garbage before it asks which contracts are still in use; syntax trees of all sources, which live
    as long as the run, made that 0.8 s for each test under a profiler on a busy machine.
    """
    gc.collect()
    gc.freeze()
