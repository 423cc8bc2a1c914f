"""The oracle: operator set, methodologies, vintages and batches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from eth_typing import ChecksumAddress

from abate.chain.contract import ContractAt
from abate.chain.sender import Call

NOBODY = cast(ChecksumAddress, "0x" + "0" * 40)
"""The zero address: what a view answers where there is none."""


@dataclass(frozen=True)
class StoredBatch:
    """What the chain keeps of a batch; all zero where there is none.

    Attributes:
        sequence: number of the batch in its vintage; 0 where there is none.
        through: end of what it covers, unix seconds, exclusive.
        authorised_total: base units that may be issued to people and reserve together.
        root: Merkle root of its leaves.
        record: hash of what was posted.
    """

    sequence: int
    through: int
    authorised_total: int
    root: bytes
    record: bytes


@dataclass(frozen=True)
class MethodologyTerms:
    """What a methodology fixes on chain; all zero for an unknown one.

    Attributes:
        policy: contract with the formula from emissions to credits.
        reserve_share_bps: share withheld for the reserve, basis points.
        active_from: when it takes or took effect, unix seconds.
    """

    policy: ChecksumAddress
    reserve_share_bps: int
    active_from: int


@dataclass(frozen=True)
class Window:
    """A pending batch as demands and disputes need it.

    Attributes:
        root: Merkle root of its leaves.
        final_root: Merkle root of the batch that is final meanwhile; zeros where there is none.
        through: end of what the pending batch covers, unix seconds.
        end: when its challenge window ends, whatever postpones its finality.
    """

    root: bytes
    final_root: bytes
    through: int
    end: int


class EmissionOracle(ContractAt):
    """``EmissionOracle``."""

    artefact: ClassVar[str] = "EmissionOracle"

    def post_batch(
        self, batch: Mapping[str, Any] | Sequence[Any], operators: Sequence[str], signatures: Sequence[bytes]
    ) -> Call:
        """Post the vintage's next batch.

        Args:
            batch: the fields of ``IEmissionOracle.Batch``, by name or in order.
            operators: the whole set in force, ascending.
            signatures: of the quorum, in ascending order of their signers.
        """
        return self.call("posting a batch", "postBatch", batch, list(operators), list(signatures))

    def revoke_batch(self, vintage: int) -> Call:
        """Revoke the pending batch; guardian only."""
        return self.call("revoking the pending batch", "revokeBatch", vintage)

    def open_vintage(self, vintage: int, methodology_id: bytes) -> Call:
        """Open a year and create its credit; owner only."""
        return self.call("opening the vintage", "openVintage", vintage, methodology_id)

    def register_methodology(self, methodology_id: bytes, policy: ChecksumAddress, reserve_share_bps: int) -> Call:
        """Register a methodology that may be used after the admission delay; owner only."""
        return self.call("registering a methodology", "registerMethodology", methodology_id, policy, reserve_share_bps)

    def owner(self) -> ChecksumAddress:
        """Who admits operators, registers methodologies and opens vintages."""
        return cast(ChecksumAddress, self.read("owner"))

    def pending_owner(self) -> ChecksumAddress:
        """Who was offered the ownership and has not taken it; zero for nobody."""
        return cast(ChecksumAddress, self.read("pendingOwner"))

    def guardian(self) -> ChecksumAddress:
        """Who may revoke a pending batch."""
        return cast(ChecksumAddress, self.read("guardian"))

    def operator_set_hash(self) -> bytes:
        """Hash of the set in force."""
        return cast(bytes, self.read("operatorSetHash"))

    def hash_operator_set(self, operators: Sequence[str], quorum: int) -> bytes:
        """Hash that a set of operators would have."""
        return cast(bytes, self.read("hashOperatorSet", list(operators), quorum))

    def quorum(self) -> int:
        """Signatures that a batch needs."""
        return cast(int, self.read("quorum"))

    def challenge_window(self) -> int:
        """Seconds from posting to finality where nothing postpones it."""
        return cast(int, self.read("challengeWindow"))

    def maximum_delay(self) -> int:
        """Seconds by which demands and disputes postpone finality at most."""
        return cast(int, self.read("maximumDelay"))

    def admission_delay(self) -> int:
        """Seconds until a new operator set or methodology takes effect."""
        return cast(int, self.read("admissionDelay"))

    def closing_delay(self) -> int:
        """Seconds after a vintage's year in which batches may still be posted."""
        return cast(int, self.read("closingDelay"))

    def credit_factory(self) -> ChecksumAddress:
        """Who deploys the credits."""
        return cast(ChecksumAddress, self.read("creditFactory"))

    def reserve(self) -> ChecksumAddress:
        """Who holds the withheld shares."""
        return cast(ChecksumAddress, self.read("reserve"))

    def registry(self) -> ChecksumAddress:
        """The operators and their bonds."""
        return cast(ChecksumAddress, self.read("registry"))

    def challenges(self) -> ChecksumAddress:
        """Where batches are proven wrong."""
        return cast(ChecksumAddress, self.read("challenges"))

    def demands(self) -> ChecksumAddress:
        """Where the opening of a pending batch is demanded."""
        return cast(ChecksumAddress, self.read("demands"))

    def disputes(self) -> ChecksumAddress:
        """Where raw data is disputed before the arbiter."""
        return cast(ChecksumAddress, self.read("disputes"))

    def grams_per_bond(self) -> int:
        """Grams by which one batch may raise the authorised total for each of its signers."""
        return cast(int, self.read("gramsPerBond"))

    def methodology(self, methodology_id: bytes) -> MethodologyTerms:
        """A methodology's terms."""
        return MethodologyTerms(*self.read("methodology", methodology_id))

    def window_of(self, vintage: int, sequence: int) -> Window:
        """The window of a pending batch.

        Raises:
            RefusalError: the batch is not pending.
        """
        return Window(*self.read("windowOf", vintage, sequence))

    def credit_of(self, vintage: int) -> ChecksumAddress | None:
        """The one credit of a vintage; None where it is not open."""
        address = self.read("creditOf", vintage)
        return None if address == NOBODY else cast(ChecksumAddress, address)

    def methodology_of(self, vintage: int) -> bytes:
        """The methodology of a vintage; zero where it is not open."""
        return cast(bytes, self.read("methodologyOf", vintage))

    def closes_at(self, vintage: int) -> int:
        """From when on the vintage takes no batches, unix seconds."""
        return cast(int, self.read("closesAt", vintage))

    def settled_at(self, vintage: int) -> int:
        """From when on no batch of the vintage can become final any more, unix seconds."""
        return cast(int, self.read("settledAt", vintage))

    def is_final_batch_faulted(self, vintage: int) -> bool:
        """Whether the batch that is final now was proven wrong."""
        return cast(bool, self.read("isFinalBatchFaulted", vintage))

    def final_batch(self, vintage: int) -> StoredBatch:
        """The batch that credits are issued from now."""
        return StoredBatch(*self.read("finalBatch", vintage))

    def pending_batch(self, vintage: int) -> tuple[StoredBatch, int]:
        """The batch in its challenge window, and when it becomes final."""
        batch, final_at = self.read("pendingBatch", vintage)
        return StoredBatch(*batch), cast(int, final_at)

    def last_sequence(self, vintage: int) -> int:
        """Number of the vintage's last batch."""
        return cast(int, self.read("lastSequence", vintage))

    def digest_of(self, batch: Mapping[str, Any] | Sequence[Any]) -> bytes:
        """The EIP-712 digest that operators sign."""
        return cast(bytes, self.read("digestOf", batch))
