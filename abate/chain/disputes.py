"""Disputes about a batch's raw data, before the arbiter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from enum import IntEnum
from typing import Any, ClassVar, Self, cast

from eth_typing import ChecksumAddress

from abate.chain.contract import Event
from abate.chain.sender import Call
from abate.chain.stakes import StakeLedger


@dataclass(frozen=True)
class DisputeTerms:
    """Who rules, what disputes cost and how long they wait.

    Attributes:
        arbiter: who rules.
        stake: base units that either side stakes.
        defence_time: seconds after the window in which a batch may still be defended.
        ruling_time: seconds after the window until which the arbiter may rule.
    """

    arbiter: ChecksumAddress
    stake: int
    defence_time: int
    ruling_time: int


@dataclass(frozen=True)
class Dispute:
    """What is disputed, as the later steps name it.

    Attributes:
        vintage, sequence: the batch.
        through: end of what the batch covers, unix seconds.
        account: whose data is said to be false; the zero address for the whole batch.
        disputer: who says so.
        evidence_hash: hash of what the disputer shows to the arbiter.
    """

    vintage: int
    sequence: int
    through: int
    account: ChecksumAddress
    disputer: ChecksumAddress
    evidence_hash: bytes

    @classmethod
    def of(cls, event: Event) -> Self:
        """The dispute of a ``Disputed`` event."""
        shown: Mapping[str, Any] = event["dispute"]
        batch = (shown["vintage"], shown["sequence"], shown["through"])
        return cls(*batch, shown["account"], shown["disputer"], bytes(shown["evidenceHash"]))


class DisputeState(IntEnum):
    """What became of a dispute; what was ruled right or wrong is the batch."""

    NONE = 0
    OPEN = 1
    RULED_RIGHT = 2
    RULED_WRONG = 3
    RELEASED = 4


@dataclass(frozen=True)
class DisputeStanding:
    """Where a dispute stands.

    Attributes:
        defender: who defends the batch; the zero address for nobody.
        ruling_by: first second in which a ruling is too late.
        state: what became of it.
    """

    defender: ChecksumAddress
    ruling_by: int
    state: DisputeState


class BatchDisputes(StakeLedger):
    """``BatchDisputes``. Allowances of disputer and defender must cover the stake."""

    artefact: ClassVar[str] = "BatchDisputes"

    def dispute(self, vintage: int, sequence: int, account: str, evidence_hash: bytes) -> Call:
        """Dispute the pending batch because of an account's data; the zero address for the whole batch."""
        return self.call("disputing a batch", "dispute", vintage, sequence, account, evidence_hash)

    def defend(self, disputed: Dispute) -> Call:
        """Stake on the batch being right."""
        return self.call("defending a batch", "defend", astuple(disputed))

    def rule(self, disputed: Dispute, is_wrong: bool) -> Call:
        """Rule that the batch is wrong or right; arbiter only. Ruled wrong, it is collected under the dispute's id."""
        return self.call("ruling on a dispute", "rule", astuple(disputed), is_wrong)

    def release(self, disputed: Dispute) -> Call:
        """Give the stakes back where no ruling came in time."""
        return self.call("releasing a dispute", "release", astuple(disputed))

    def disputes_since(self, from_block: int, **filters: Any) -> list[tuple[bytes, Dispute]]:
        """Every dispute with its id, in order of disputing; filters are indexed arguments of ``Disputed``."""
        return [(bytes(event["id"]), Dispute.of(event)) for event in self.events("Disputed", from_block, **filters)]

    def id_of(self, disputed: Dispute) -> bytes:
        """Hash of a dispute: its name, and the commitment under which its fault is collected."""
        return cast(bytes, self.read("idOf", astuple(disputed)))

    def standing_of(self, dispute_id: bytes) -> DisputeStanding:
        """Where a dispute stands."""
        defender, ruling_by, state = self.read("standingOf", dispute_id)
        return DisputeStanding(defender, ruling_by, DisputeState(state))

    def ruled_through(self, vintage: int) -> int:
        """End of the last period of which the arbiter made a batch fall, unix seconds; 0 for none."""
        return cast(int, self.read("ruledThrough", vintage))

    def dispute_terms(self) -> DisputeTerms:
        """Who rules, what disputes cost and how long they wait."""
        return DisputeTerms(*self.read("disputeTerms"))
