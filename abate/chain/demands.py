"""Demands that a pending batch be opened, and their answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from enum import IntEnum
from typing import Any, ClassVar, Self, cast

from eth_typing import ChecksumAddress

from abate.chain.contract import Event
from abate.chain.sender import Call
from abate.chain.stakes import StakeLedger


@dataclass(frozen=True)
class DemandTerms:
    """What demands cost and how long they wait.

    Attributes:
        bond: base units that a demand stakes.
        demand_time: seconds after posting in which demands are taken.
        answer_time: seconds that an answer may take.
        proving_time: seconds that are left to prove a fault after the latest answer.
    """

    bond: int
    demand_time: int
    answer_time: int
    proving_time: int


@dataclass(frozen=True)
class Demand:
    """What is demanded, as answers and proofs name it.

    Attributes:
        vintage, sequence: the batch.
        root: the batch's root.
        final_root: root of the batch that was final meanwhile; zeros where there was none.
        account: whose leaf.
        leaf: hash of the leaf whose numbers are demanded; zeros where the account's new leaf is.
    """

    vintage: int
    sequence: int
    root: bytes
    final_root: bytes
    account: ChecksumAddress
    leaf: bytes

    @classmethod
    def of(cls, event: Event) -> Self:
        """The demand of a ``Demanded`` event."""
        shown: Mapping[str, Any] = event["demand"]
        words = (bytes(shown["root"]), bytes(shown["finalRoot"]))
        return cls(shown["vintage"], shown["sequence"], *words, shown["account"], bytes(shown["leaf"]))

    @property
    def is_for_numbers(self) -> bool:
        """Whether numbers are demanded; otherwise the account's new leaf is."""
        return any(self.leaf)


class DemandState(IntEnum):
    """What became of a demand; REPAID can still be proven unanswered."""

    NONE = 0
    OPEN = 1
    ANSWERED = 2
    REPAID = 3
    UNANSWERED = 4


@dataclass(frozen=True)
class DemandStanding:
    """Where a demand stands.

    Attributes:
        demander: who demanded.
        answer_by: first second in which an answer is too late.
        state: what became of it.
    """

    demander: ChecksumAddress
    answer_by: int
    state: DemandState


class BatchDemands(StakeLedger):
    """``BatchDemands``. The demander's allowance must cover the bond."""

    artefact: ClassVar[str] = "BatchDemands"

    def demand_numbers(self, vintage: int, sequence: int, leaf: Sequence[Any], proof: Sequence[bytes]) -> Call:
        """Demand the numbers behind a leaf (account, credits, report hash) of the pending batch."""
        return self.call("demanding numbers", "demandNumbers", vintage, sequence, tuple(leaf), list(proof))

    def demand_leaf(self, vintage: int, sequence: int, leaf: Sequence[Any], proof: Sequence[bytes]) -> Call:
        """Demand the leaf that an account has in the pending batch, by its leaf in the final one."""
        return self.call("demanding a leaf", "demandLeaf", vintage, sequence, tuple(leaf), list(proof))

    def answer_numbers(
        self, demand: Demand, credits: int, numbers: Sequence[Any], sources_hash: bytes, evidence_hash: bytes
    ) -> Call:
        """Open the numbers behind the leaf; ``numbers`` are the fields of ``IBatchChallenges.Numbers`` in order."""
        opened = (credits, tuple(numbers), sources_hash, evidence_hash)
        return self.call("answering with numbers", "answerNumbers", astuple(demand), *opened)

    def answer_unchanged(self, demand: Demand, proof: Sequence[bytes]) -> Call:
        """Show that the leaf stands unchanged in the final batch."""
        return self.call("answering with the final batch's leaf", "answerUnchanged", astuple(demand), list(proof))

    def answer_leaf(self, demand: Demand, credits: int, report_hash: bytes, proof: Sequence[bytes]) -> Call:
        """Show the account's new leaf."""
        return self.call("answering with a leaf", "answerLeaf", astuple(demand), credits, report_hash, list(proof))

    def prove_unanswered(self, demand: Demand) -> Call:
        """Make the batch fall because nobody answered in time; then it is collected under the demand's id."""
        return self.call("proving an unanswered demand", "proveUnanswered", astuple(demand))

    def repay(self, demand_id: bytes) -> Call:
        """Give the bond of an unanswered demand back without a proof."""
        return self.call("repaying a demand", "repay", demand_id)

    def demands_since(self, from_block: int, **filters: Any) -> list[tuple[bytes, Demand]]:
        """Every demand with its id, in order of demanding; filters are indexed arguments of ``Demanded``."""
        return [(bytes(event["id"]), Demand.of(event)) for event in self.events("Demanded", from_block, **filters)]

    def id_of(self, demand: Demand) -> bytes:
        """Hash of a demand: its name, and the commitment under which its fault is collected."""
        return cast(bytes, self.read("idOf", astuple(demand)))

    def standing_of(self, demand_id: bytes) -> DemandStanding:
        """Where a demand stands."""
        demander, answer_by, state = self.read("standingOf", demand_id)
        return DemandStanding(demander, answer_by, DemandState(state))

    def open_demands_of(self, demander: str) -> int:
        """How many open demands somebody has."""
        return cast(int, self.read("openDemandsOf", demander))

    def demand_terms(self) -> DemandTerms:
        """What demands cost and how long they wait."""
        return DemandTerms(*self.read("demandTerms"))
