"""Mends two habits of Brownie 1.22: one would hide what a contract does, one gives a large transaction up for lost."""

import time

from brownie.network import contract as brownie_contract
from brownie.network import web3
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
