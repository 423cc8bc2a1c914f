"""Sending transactions: estimated, priced, numbered, sent once, waited for, and explained when refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, cast

from eth_abi.abi import encode
from eth_typing import ChecksumAddress
from eth_utils.abi import get_aligned_abi_inputs
from web3.exceptions import ContractLogicError, TimeExhausted, TransactionNotFound, Web3Exception, Web3RPCError
from web3.types import Nonce, TxParams, TxReceipt, Wei

from abate.chain.artefacts import Artefact
from abate.chain.connection import Chain
from abate.chain.fees import fee_fields, gas_limit
from abate.chain.journal import Journal
from abate.chain.refusals import RefusalError, explained, node_message, refusal, revert_data
from abate.chain.signer import Signed, Signer
from abate.errors import ChainError

RECEIPT_TIMEOUT: Final = 300.0
POLL_SECONDS: Final = 1.0
LOCAL_POLL_SECONDS: Final = 0.02
# a node's answers that mean: this very transaction is here already
ALREADY_HERE: Final = ("already known", "already imported", "known transaction", "alreadyknown")
NONCE_USED: Final = ("nonce too low", "correct nonce", "invalid nonce", "nonce is too low")


@dataclass(frozen=True)
class Call:
    """A transaction to be: what it does, to whom, with which data.

    Attributes:
        action: what it does, in a person's words; begins the text of a refusal.
        to: the contract; None creates one.
        data: encoded function and arguments, or creation code and arguments.
        value: native coin sent along, in wei.
    """

    action: str
    to: ChecksumAddress | None
    data: bytes = field(repr=False)
    value: int = 0


@dataclass
class Sender:
    """Sends calls of one signer, one nonce after the other.

    Attributes:
        chain: where to.
        signer: who signs.
        journal: where steps are noted before they are sent; None for calls that need no resuming.
        receipt_timeout: seconds to wait for a transaction to land.
    """

    chain: Chain
    signer: Signer
    journal: Journal | None = None
    receipt_timeout: float = RECEIPT_TIMEOUT
    _next_nonce: int = field(default=0, repr=False)

    @property
    def address(self) -> ChecksumAddress:
        """Whose transactions these are."""
        return self.signer.address

    def send(self, call: Call, step: str | None = None) -> TxReceipt:
        """Send a call and wait until it landed.

        Args:
            call: what to send.
            step: the journal's name for it. A step that an earlier run sent is not built again: its own transaction
                is awaited, and repeated where the network lost it.

        Raises:
            RefusalError: the contract reverts; mostly found before anything is sent.
            ChainError: no funds, no answer, or the transaction did not land in time (run again: it is not sent twice).
        """
        return self.wait(call, self.submit(call, step), step)

    def send_all(self, calls: Sequence[Call]) -> list[TxReceipt]:
        """Send calls that do not depend on each other, and wait for all of them at the end."""
        sent = [(call, self.submit(call)) for call in calls]
        return [self.wait(call, signed) for call, signed in sent]

    def submit(self, call: Call, step: str | None = None) -> Signed:
        """Send without waiting; see ``send``."""
        if self.journal is not None and step is not None:
            earlier = self.journal.find(step)
            if earlier is not None and self._is_alive(earlier):
                return earlier
        transaction = self._transaction(call)
        signed = self.signer.sign(transaction)
        if self.journal is not None and step is not None:
            self.journal.write(step, signed)
        self._broadcast(call.action, signed)
        self._next_nonce = int(transaction["nonce"]) + 1
        return signed

    def wait(self, call: Call, signed: Signed, step: str | None = None) -> TxReceipt:
        """Wait for a submitted call.

        Raises:
            RefusalError: it landed and reverted.
            ChainError: it did not land in time.
        """
        poll = LOCAL_POLL_SECONDS if self.chain.is_local else POLL_SECONDS
        eth = self.chain.web3.eth
        try:
            receipt = eth.wait_for_transaction_receipt(cast(Any, signed.hash), self.receipt_timeout, poll)
        except TimeExhausted:
            raise ChainError(
                f"{call.action}: transaction 0x{signed.hash.hex()} has not landed after {self.receipt_timeout:.0f} s; "
                "look it up, then run the same command again"
            ) from None
        if receipt["status"] != 1:
            if self.journal is not None and step is not None:
                self.journal.forget(step)
            raise self._why_failed(call, receipt)
        return receipt

    def estimate(self, call: Call) -> int:
        """Gas that a call would use now.

        Raises:
            RefusalError: it would revert, with the decoded reason.
        """
        try:
            return self.chain.web3.eth.estimate_gas(self._fields(call))
        except ContractLogicError as problem:
            raise self._replayed(call) or refusal(call.action, revert_data(problem)) from None
        except Web3RPCError as problem:
            # some nodes hide a revert behind a plain RPC error; a call tells the reason
            raise self._replayed(call) or ChainError(f"{call.action} failed: {node_message(problem)}") from None

    def _transaction(self, call: Call) -> TxParams:
        gas = gas_limit(self.chain, self.estimate(call))
        with explained("reading the nonce"):
            pending = self.chain.web3.eth.get_transaction_count(self.address, "pending")
        # a node behind a balancer may not have seen our last transaction yet
        nonce = max(pending, self._next_nonce)
        base: TxParams = {"nonce": Nonce(nonce), "gas": gas, "chainId": self.chain.chain_id}
        return {**self._fields(call), **base, **fee_fields(self.chain)}

    def _fields(self, call: Call) -> TxParams:
        fields: TxParams = {"from": self.address, "data": call.data, "value": Wei(call.value)}
        if call.to is not None:
            fields["to"] = call.to
        return fields

    def _broadcast(self, action: str, signed: Signed) -> None:
        try:
            self.chain.web3.eth.send_raw_transaction(signed.raw)
        except Web3RPCError as problem:
            message = node_message(problem)
            lowered = message.lower()
            if any(text in lowered for text in ALREADY_HERE) or self._landed(signed):
                return
            raise ChainError(f"{action} was not accepted by the node: {message}") from None

    def _is_alive(self, signed: Signed) -> bool:
        """Whether an earlier transaction has landed or can still land; repeats it where needed."""
        if self._landed(signed):
            return True
        try:
            self._broadcast("repeating an earlier transaction", signed)
        except ChainError as problem:
            # its nonce went to another transaction: this one can never land, a new one is no repetition
            if any(text in str(problem).lower() for text in NONCE_USED):
                return False
            raise
        return True

    def _landed(self, signed: Signed) -> bool:
        try:
            return self.chain.web3.eth.get_transaction_receipt(cast(Any, signed.hash)) is not None
        except TransactionNotFound:
            return False

    def _replayed(self, call: Call, block: int | str = "latest") -> RefusalError | None:
        """What the contract says to this call; None when it does not refuse."""
        try:
            self.chain.web3.eth.call(self._fields(call), cast(Any, block))
        except ContractLogicError as problem:
            return refusal(call.action, revert_data(problem))
        except Web3Exception:
            return None
        return None

    def _why_failed(self, call: Call, receipt: TxReceipt) -> ChainError:
        name = f"transaction 0x{receipt['transactionHash'].hex()}"
        refused = self._replayed(call, receipt["blockNumber"])
        if refused is not None:
            return refused
        return ChainError(f"{call.action} landed and failed, likely overtaken by another transaction ({name})")


def deployment(artefact: Artefact, *arguments: object) -> Call:
    """The call that creates a contract.

    Args:
        artefact: what to create.
        arguments: the constructor's, in the ABI's order; structs as mappings of their fields.
    """
    shape: Any = {"type": "function", "name": "constructor", "inputs": artefact.constructor_inputs}
    # structs may be given by name; their fields are brought into the ABI's order
    types, values = get_aligned_abi_inputs(shape, arguments)
    return Call(f"deploying {artefact.name}", None, artefact.bytecode + encode(types, values))
