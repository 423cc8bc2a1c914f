"""Batches as they were posted: what was signed, by whom, when, and whether they can still be proven wrong.

Everything is read from the chain, so that nobody's files can hide a batch or change one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from eth_abi.abi import encode

from abate.chain.challenges import BatchChallenges
from abate.chain.contract import Event
from abate.errors import ChainError
from abate.merkle.keccak import keccak256
from abate.oracle.onchain import Vintage
from abate.oracle.typed_data import Batch


class Standing(Enum):
    """Where a posted batch stands."""

    PENDING = "pending"
    FINAL = "final"
    REVOKED = "revoked"
    FAULTED = "proven wrong"
    REPLACED = "replaced by a later one"


PROVABLE = (Standing.PENDING, Standing.FINAL, Standing.REVOKED)


@dataclass(frozen=True)
class Posting:
    """One batch that was posted.

    Attributes:
        batch: what was signed.
        signers: bit i stands for the operator at place i of ``operators``.
        posted_at: time of its block, unix seconds.
        operators: all in force when it was posted, ascending.
        standing: where it stands now.
    """

    batch: Batch
    signers: int
    posted_at: int
    operators: tuple[str, ...]
    standing: Standing

    @property
    def name(self) -> str:
        """The batch in a person's words."""
        return f"batch {self.batch.sequence} of {self.batch.vintage}"

    @property
    def target(self) -> tuple[int, int, bytes]:
        """``IBatchChallenges.Target``."""
        return self.batch.vintage, self.batch.sequence, self.batch.methodologyId

    @property
    def struct(self) -> tuple[tuple[Any, ...], int, int]:
        """``IBatchChallenges.Posting``."""
        return self.batch.as_tuple(), self.signers, self.posted_at

    @property
    def record(self) -> bytes:
        """What the chain keeps of it: hash of the batch's struct hash, the signers and the time."""
        kinds = [field["type"] for field in Batch.FIELDS]
        named = ",".join(f"{field['type']} {field['name']}" for field in Batch.FIELDS)
        struct_hash = keccak256(keccak256(f"Batch({named})".encode()) + encode(kinds, self.batch.as_tuple()))
        return keccak256(encode(["bytes32", "uint64", "uint40"], [struct_hash, self.signers, self.posted_at]))

    @property
    def signed_by(self) -> list[str]:
        """The operators who signed it."""
        return [operator for place, operator in enumerate(self.operators) if self.signers >> place & 1]


def postings(vintage: Vintage, challenges: BatchChallenges, from_block: int) -> list[Posting]:
    """All batches of a vintage that were posted, the newest last.

    Args:
        vintage: oracle and year.
        challenges: the oracle's.
        from_block: a block before the first of them, such as the oracle's own.

    Raises:
        ChainError: the node does not give the events or transactions.
    """
    oracle, year = vintage.oracle, vintage.year
    revoked = {event["sequence"] for event in oracle.events("BatchRevoked", from_block, vintage=year)}
    faulted = {event["record"] for event in challenges.events("BatchFaulted", from_block, vintage=year)}
    pending, final = oracle.pending_batch(year)[0], oracle.final_batch(year)
    found = []
    for event in oracle.events("BatchPosted", from_block, vintage=year):
        posted = read_posting(vintage, event)
        if posted.record in faulted:
            standing = Standing.FAULTED
        elif posted.batch.sequence in revoked:
            standing = Standing.REVOKED
        elif posted.record == pending.record:
            standing = Standing.PENDING
        elif posted.record == final.record:
            standing = Standing.FINAL
        else:
            standing = Standing.REPLACED
        found.append(Posting(posted.batch, posted.signers, posted.posted_at, posted.operators, standing))
    return found


def read_posting(vintage: Vintage, event: Event) -> Posting:
    """The batch behind a ``BatchPosted`` event, out of the transaction that posted it.

    Raises:
        ChainError: it was posted through another contract, or the node does not keep its transaction.
    """
    oracle = vintage.oracle
    function, given = oracle.input_of(event.transaction)
    batch = Batch(**given["batch"]) if function == "postBatch" else None
    if batch is None or (batch.sequence, batch.root) != (event["sequence"], event["root"]):
        raise ChainError(
            f"batch {event['sequence']} of {vintage.year} was posted through another contract: "
            f"transaction 0x{event.transaction.hex()} does not show it"
        )
    time = int(oracle.chain.block(event.block)["timestamp"])
    return Posting(batch, event["signers"], time, tuple(given["operators"]), Standing.REPLACED)
