"""Mends habits of Brownie 1.22 that would hide what a contract does, or give a large transaction up for lost."""

import time
from functools import cache

from brownie._config import CONFIG
from brownie.network import contract as brownie_contract
from brownie.network import web3
from brownie.network.state import Chain
from brownie.network.transaction import TransactionReceipt
from web3.exceptions import TransactionNotFound

WORD = 32
PUSH_OF_NOTHING = b"\x7f" + bytes(WORD)


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
    for slot in immutable_slots(compiled):
        if compiled[at:slot] != deployed[at:slot]:
            return False
        at = slot + WORD
    return compiled[at:] == deployed[at:]


@cache
def immutable_slots(compiled: bytes) -> tuple[int, ...]:
    """Where the words begin that a constructor fills in."""
    slots, at = [], compiled.find(PUSH_OF_NOTHING)
    while at >= 0:
        slots.append(at + 1)
        at = compiled.find(PUSH_OF_NOTHING, at + len(PUSH_OF_NOTHING))
    return tuple(slots)


def await_receipts(patience: float = 5.0) -> None:
    """Let Brownie take a receipt once there is one, and leave the rest to it after ``patience`` seconds.

    Anvil counts a sender's nonce up a moment before it shows the receipt. Brownie, asking in between, takes the
    transaction for dropped; that happens to large ones only. It also asks for the nonce and the receipt again, and
    prints a line that takes a trace where the transaction reverted.
    """
    original = TransactionReceipt._await_confirmation

    def await_confirmation(self, block_number=None, required_confs=1):
        receipt = None
        if required_confs == 1 and not CONFIG.argv["coverage"]:
            receipt = first_receipt(self.txid, patience)
        if receipt is None:
            original(self, block_number, required_confs)
        else:
            self._set_from_receipt(receipt)
        Chain()._mined(self)
        self._confirmed.set()

    TransactionReceipt._await_confirmation = await_confirmation


def first_receipt(txid: str, patience: float):
    """The receipt, or None where there is none in time."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            return web3.eth.get_transaction_receipt(txid)
        except TransactionNotFound:
            time.sleep(0.005)
    return None
