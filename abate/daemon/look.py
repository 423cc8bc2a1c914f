"""One look at the chain: everything from which duties tell what is due."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any, Final

from abate.chain.connection import Chain
from abate.chain.disputes import Dispute, DisputeStanding, DisputeState
from abate.chain.oracle import StoredBatch
from abate.chain.refusals import explained
from abate.daemon.schedule import Schedule
from abate.deploy.contracts import Contracts
from abate.emissions import Period
from abate.oracle.demanding import Asked, asked
from abate.oracle.moment import Moment
from abate.oracle.onchain import Vintage
from abate.oracle.postings import PROVABLE, Posting, Standing, postings
from abate.oracle.terms import OperatorSet

HEADS: Final = 128
"""Blocks that are remembered, to see when one is taken back."""
STALE_SECONDS: Final = 900
"""A live node whose newest block is older than this is behind."""


@dataclass(frozen=True)
class Look:
    """The chain as it was.

    Attributes:
        head, now: number and time of the newest block.
        pending, final: the vintage's batches.
        final_at: when the pending one is final, unix seconds; 0 for none.
        last: number of the last batch.
        closes_at: from when on the vintage takes no batches.
        operator_set: the operators in force.
        period, end: the period that comes next, and its end; None where all are reported.
        moment: the batch that is due now; None for none.
        postings: all batches that were posted.
        asked: all demands.
        disputes: all disputes with their names and where they stand.
    """

    head: int
    now: int
    pending: StoredBatch
    final: StoredBatch
    final_at: int
    last: int
    closes_at: int
    operator_set: OperatorSet
    period: Period | None
    end: int
    moment: Moment | None
    postings: list[Posting]
    asked: list[Asked]
    disputes: list[tuple[bytes, Dispute, DisputeStanding]]

    def posting(self, standing: Standing) -> Posting | None:
        """The newest batch of this standing."""
        return next((one for one in reversed(self.postings) if one.standing is standing), None)

    @property
    def provable(self) -> list[Posting]:
        """Batches that can still be proven wrong."""
        return [one for one in self.postings if one.standing in PROVABLE]

    @property
    def open_disputes(self) -> list[tuple[bytes, Dispute, DisputeStanding]]:
        """Disputes that wait for a ruling."""
        return [one for one in self.disputes if one[2].state is DisputeState.OPEN and self.now < one[2].ruling_by]


@dataclass
class Watcher:
    """Looks at the chain again and again.

    Attributes:
        contracts: the deployment.
        vintage: oracle and year.
        known: operators, among whom all in force are.
        schedule: of the vintage.
    """

    contracts: Contracts
    vintage: Vintage
    known: list[str]
    schedule: Schedule
    _set: OperatorSet | None = field(default=None, repr=False)
    _posted: tuple[Any, list[Posting]] = field(default=(None, []), repr=False)
    _heads: deque[tuple[int, bytes]] = field(default_factory=lambda: deque(maxlen=HEADS), repr=False)

    @property
    def chain(self) -> Chain:
        """The chain."""
        return self.contracts.chain

    def look(self) -> Look:
        """One look.

        Raises:
            ChainError: the node does not answer.
            InputError: somebody is in force who is not known.
        """
        oracle, year, first = self.vintage.oracle, self.vintage.year, self.contracts.deployment.first_block()
        # before the batches: one that is posted meanwhile would give the period that it covers the number after its own
        last = oracle.last_sequence(year)
        pending, final_at = oracle.pending_batch(year)
        final, closes_at = oracle.final_batch(year), oracle.closes_at(year)
        # after the batches, so that none is from a later time
        block = self.chain.block()
        now = int(block["timestamp"])
        following = self.schedule.following(final.through if final.sequence else 0)
        period, end = following or (None, 0)
        due = period is not None and not pending.sequence and self.schedule.is_due(end, now) and now < closes_at
        posted = self.postings(pending, final, first)
        known = {one.batch.sequence for one in posted}
        return Look(
            head=int(block["number"]),
            now=now,
            pending=pending,
            final=final,
            final_at=final_at,
            last=last,
            closes_at=closes_at,
            operator_set=self.operator_set(),
            period=period,
            end=end,
            moment=Moment(self.vintage.deployment, year, last + 1, end) if due else None,
            postings=posted,
            # of a batch that was posted a moment ago, while this was read, the next look tells
            asked=[one for one in asked(self.contracts.demands, first, year) if one.demand.sequence in known],
            disputes=[
                (name, one, self.contracts.disputes.standing_of(name))
                for name, one in self.contracts.disputes.disputes_since(first)
                if one.vintage == year
            ],
        )

    def operator_set(self) -> OperatorSet:
        """The operators in force; found by trial only where they changed."""
        in_force = self.vintage.oracle.operator_set_hash()
        if self._set is None or self._set.hash != in_force:
            self._set = self.vintage.operator_set(self.known)
        return self._set

    def postings(self, pending: StoredBatch, final: StoredBatch, first: int) -> list[Posting]:
        """All batches; read anew only where something happened to one."""
        oracle, challenges, year = self.vintage.oracle, self.contracts.challenges, self.vintage.year
        happened = [
            (event.name, event.transaction, event.block)
            for contract, name in ((oracle, "BatchPosted"), (oracle, "BatchRevoked"), (challenges, "BatchFaulted"))
            for event in contract.events(name, first, vintage=year)
        ]
        seen = (happened, pending.record, final.record)
        if self._posted[0] != seen:
            self._posted = (seen, postings(self.vintage, challenges, first))
        return self._posted[1]

    # --------------------------------------------------------------------------------------------------- the node

    def taken_back(self) -> int:
        """How many of the blocks that were seen are not on the chain any more; forgets what was read of them.

        A node that knows fewer blocks than were seen is late, as far as one can tell, until it shows others.
        """
        newest = self.chain.block()
        number, depth = int(newest["number"]), 0
        below = [one for one in self._heads if one[0] <= number]
        above = [one for one in self._heads if one[0] > number]
        while below and bytes(self.chain.block(below[-1][0])["hash"]) != below[-1][1]:
            below.pop()
            depth += 1
        self._heads.clear()
        self._heads.extend([*below, *([] if depth else above)])
        if not self._heads or self._heads[-1][0] < number:
            self._heads.append((number, bytes(newest["hash"])))
        if depth:
            self._posted = (None, [])
            if self.chain.memory is not None:
                self.chain.memory.forget()
        return depth

    def behind(self, wall: float) -> str | None:
        """Why the node is not to be believed yet; None where it is.

        Args:
            wall: this machine's time, unix seconds.
        """
        with explained("asking whether the node is up to date"):
            syncing = self.chain.web3.eth.syncing
        if syncing:
            return "the node is still catching up"
        age = wall - self.chain.now()
        if not self.chain.is_local and age > STALE_SECONDS:
            return f"the node's newest block is {age:.0f} s old"
        return None
