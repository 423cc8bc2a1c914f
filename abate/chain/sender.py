"""Sending transactions: estimated, priced, numbered, sent once, waited for, and explained when refused."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, cast

from eth_typing import ChecksumAddress
from web3.types import Nonce, TxParams, TxReceipt

from abate.chain.call import Call, deployment, estimate, fields_of, refused
from abate.chain.connection import Chain
from abate.chain.fees import Market, fee_fields, gas_limit, raised
from abate.chain.journal import Attempt, Journal, terms_of
from abate.chain.outbox import Answer, Outbox
from abate.chain.refusals import explained
from abate.chain.signer import Signed, Signer
from abate.errors import ChainError

__all__ = ["Call", "Purse", "Sender", "deployment"]

RECEIPT_TIMEOUT: Final = 300.0
STUCK_SECONDS: Final = 60.0
POLL_SECONDS: Final = 1.0
LOCAL_POLL_SECONDS: Final = 0.02
FIRST_POLL_SECONDS: Final = 0.1
DOUBTS: Final = 5
"""How often a node is asked again before its word is taken that a nonce is used."""


class Purse(Protocol):
    """Who decides what may be spent on gas, and is told what was."""

    def open(self, call: Call, transaction: TxParams) -> None:
        """Before it is signed; one of the same nonce takes the place of an earlier one.

        Raises:
            ChainError: it may not be sent.
        """
        ...

    def paid(self, call: Call, receipt: TxReceipt, nonce: int | None) -> None:
        """It landed under this nonce; None where that is not known any more."""
        ...


@dataclass
class Sender:
    """Sends calls of one signer, one nonce after the other.

    Attributes:
        chain: where to.
        signer: who signs.
        journal: where steps are noted before they are sent; None for calls that need no resuming.
        receipt_timeout: seconds to wait for a transaction to land.
        stuck_after: seconds after which a transaction that has not landed is sent again, or replaced at a higher fee.
        confirmations: blocks, its own included, after which a transaction counts as landed.
        ceiling: wei per gas that no transaction, nor one in its place, ever offers more than; None for eight times
            what it first offered.
        purse: limits what is spent; None for a person who is there and looks.
        pause: waits so many seconds; may raise where the wait is to be given up.
    """

    chain: Chain
    signer: Signer
    journal: Journal | None = None
    receipt_timeout: float = RECEIPT_TIMEOUT
    stuck_after: float = STUCK_SECONDS
    confirmations: int = 1
    ceiling: int | None = None
    purse: Purse | None = None
    pause: Callable[[float], None] = field(default=time.sleep, repr=False)
    _next_nonce: int = field(default=0, repr=False)
    _sent: dict[int, list[Attempt]] = field(default_factory=dict, repr=False)

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
        earlier = self.journal.attempts(step) if self.journal is not None and step is not None else []
        if earlier:
            self._sent[earlier[-1].terms["nonce"]] = earlier
            if self._landed(earlier) or self._brought(call, step, earlier):
                return earlier[-1].signed
            # its nonce went to another transaction: this one can never land, a new one is no repetition
            self._forget(step)
        while True:
            attempts: list[Attempt] = []
            transaction = self._transaction(call)
            self._sign(call, step, attempts, transaction)
            if self._brought(call, step, attempts):
                self._next_nonce = int(transaction["nonce"]) + 1
                return attempts[-1].signed
            self._forget(step)

    def wait(self, call: Call, signed: Signed, step: str | None = None) -> TxReceipt:
        """Wait for a submitted call.

        Raises:
            RefusalError: it landed and reverted.
            ChainError: it did not land in time.
        """
        attempts = next((all_ for all_ in self._sent.values() if any(one.signed == signed for one in all_)), [])
        receipt = self._awaited(call, signed, step, attempts)
        if self.purse is not None:
            self.purse.paid(call, receipt, attempts[-1].terms["nonce"] if attempts else None)
        if receipt["status"] != 1:
            self._forget(step)
            raise self._why_failed(call, receipt)
        return receipt

    def landed(self, action: str, transaction: bytes) -> TxReceipt:
        """The receipt of anybody's transaction, once it is as deep as this sender's own must be.

        Raises:
            ChainError: it did not land in time.
        """
        return self._awaited(Call(action, None, b""), Signed(b"", transaction), None, [])

    def estimate(self, call: Call) -> int:
        """Gas that a call would use now.

        Raises:
            RefusalError: it would revert, with the decoded reason.
        """
        return estimate(self.chain, self.address, call)

    # ------------------------------------------------------------------------------------------------- making one

    def _transaction(self, call: Call) -> TxParams:
        with explained("asking for the chain id"):
            present = int(self.chain.web3.eth.chain_id)
        if present != self.chain.chain_id:
            raise ChainError(f"{call.action}: the node is on chain {present} now, it was on {self.chain.chain_id}")
        gas = max(gas_limit(self.chain, self.estimate(call)), call.least_gas)
        base: TxParams = {"nonce": Nonce(self._nonce()), "gas": gas, "chainId": self.chain.chain_id}
        return {**fields_of(call, self.address), **base, **fee_fields(self.chain, self.ceiling)}

    def _nonce(self) -> int:
        with explained("reading the nonce"):
            pending = self.chain.web3.eth.get_transaction_count(self.address, "pending")
        # a node behind a balancer may not have seen our last transactions yet, or a reorganisation dropped them:
        # given again, they leave no gap before the next one
        for nonce in range(pending, self._next_nonce):
            earlier = self._sent.get(nonce, [])
            if earlier and not any(Outbox(self.chain).knows(one.signed) for one in earlier):
                Outbox(self.chain).hand_over("repeating an earlier transaction", earlier[-1].signed)
        return max(pending, self._next_nonce)

    def _sign(self, call: Call, step: str | None, attempts: list[Attempt], transaction: TxParams) -> None:
        """Sign and note one more transaction of a call; ``attempts`` grows."""
        if self.purse is not None:
            self.purse.open(call, transaction)
        attempt = Attempt(self.signer.sign(transaction), terms_of(transaction))
        if self.journal is not None and step is not None:
            self.journal.write(step, attempt)
        attempts.append(attempt)
        self._sent[attempt.terms["nonce"]] = attempts

    def _forget(self, step: str | None) -> None:
        if self.journal is not None and step is not None:
            self.journal.forget(step)

    # ---------------------------------------------------------------------------------------------- bringing it in

    def _brought(self, call: Call, step: str | None, attempts: list[Attempt]) -> bool:
        """Bring the newest transaction to the node; False where its nonce went to another one, so it never lands."""
        outbox, doubts = Outbox(self.chain), 0
        if outbox.knows(attempts[-1].signed):
            return True
        while True:
            answer = outbox.hand_over(call.action, attempts[-1].signed)
            if answer is Answer.TAKEN or any(outbox.knows(one.signed) for one in attempts):
                return True
            if answer is Answer.UNDERPRICED:
                self._raise(call, step, attempts)
            elif doubts < DOUBTS:
                # a node behind a balancer may be late, so its word is not taken at once
                doubts += 1
                self.pause(self._poll)
            elif outbox.spent(self.address, attempts[-1].terms["nonce"]):
                return False
            else:
                raise ChainError(f"{call.action} was not accepted by the node: {answer.value}")

    def _raise(self, call: Call, step: str | None, attempts: list[Attempt]) -> None:
        """Sign the same call under the same nonce at a higher fee.

        Raises:
            ChainError: it would offer more than the ceiling.
        """
        first, last = attempts[0].terms, attempts[-1].terms
        fees = raised(first, last, cast(Any, Market.of(self.chain).offer(self.ceiling)), self.ceiling)
        if fees is None:
            raise ChainError(
                f"{call.action}: transaction 0x{attempts[-1].signed.hash.hex()} offers too little, and more than "
                "it may; wait for lower fees, then run the same command again"
            )
        base: TxParams = {"nonce": Nonce(last["nonce"]), "gas": last["gas"], "chainId": self.chain.chain_id}
        self._sign(call, step, attempts, {**fields_of(call, self.address), **base, **fees})

    def _landed(self, attempts: Sequence[Attempt]) -> TxReceipt | None:
        receipts = (Outbox(self.chain).receipt(one.signed) for one in reversed(attempts))
        return next((receipt for receipt in receipts if receipt is not None), None)

    def _awaited(self, call: Call, signed: Signed, step: str | None, attempts: list[Attempt]) -> TxReceipt:
        """The receipt of whichever transaction of the call landed, deep enough."""
        attempts = attempts or [Attempt(signed, {})]
        begun = moved = time.monotonic()
        depth, waits = 0, pauses(self._poll)
        while True:
            receipt = self._landed(attempts)
            now = time.monotonic()
            if receipt is not None:
                before, depth = depth, self._depth(receipt)
                if depth >= self.confirmations:
                    return receipt
                # every block on top of it is worth waiting for the next
                begun = now if depth > before else begun
            if now - begun > self.receipt_timeout:
                raise ChainError(
                    f"{call.action}: transaction 0x{attempts[-1].signed.hash.hex()} has not landed after "
                    f"{self.receipt_timeout:.0f} s; look it up, then run the same command again"
                )
            if receipt is None and now - moved > self.stuck_after and attempts[-1].terms:
                self._move(call, step, attempts)
                moved = time.monotonic()
            self.pause(next(waits))

    def _move(self, call: Call, step: str | None, attempts: list[Attempt]) -> None:
        """Help a transaction that does not land: give it again where the node lost it, else offer more."""
        first, last = attempts[0].terms, attempts[-1].terms
        if Outbox(self.chain).knows(attempts[-1].signed):
            if raised(first, last, {}, self.ceiling) is None:
                return
            self._raise(call, step, attempts)
        if not self._brought(call, step, attempts):
            raise ChainError(f"{call.action}: its nonce went to another transaction; run the same command again")

    def _depth(self, receipt: TxReceipt) -> int:
        """How many blocks there are from the transaction's own on."""
        if self.confirmations <= 1:
            return 1
        return int(self.chain.block()["number"]) - receipt["blockNumber"] + 1

    @property
    def _poll(self) -> float:
        return LOCAL_POLL_SECONDS if self.chain.is_local else POLL_SECONDS

    def _why_failed(self, call: Call, receipt: TxReceipt) -> ChainError:
        name = f"transaction 0x{receipt['transactionHash'].hex()}"
        said = refused(self.chain, self.address, call, receipt["blockNumber"])
        if said is not None:
            return said
        return ChainError(f"{call.action} landed and failed, likely overtaken by another transaction ({name})")


def pauses(longest: float) -> Iterator[float]:
    """Seconds between looks for a receipt, without end: short at first, as some chains have several blocks a second."""
    pause = FIRST_POLL_SECONDS
    while True:
        yield min(pause, longest)
        pause = min(2 * pause, longest)
