"""Where batches are proven wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, cast

from eth_typing import ChecksumAddress

from abate.chain.contract import ContractAt
from abate.chain.sender import Call
from abate.merkle.keccak import keccak256


class BatchChallenges(ContractAt):
    """``BatchChallenges``. Every proof is committed first and sent at least a minute later, byte for byte."""

    artefact: ClassVar[str] = "BatchChallenges"

    def prove(self, fault: str, *arguments: Any) -> Call:
        """A proof: ``fault`` is the end of the function's name, such as ``WrongCredits``."""
        return self.call("proving a fault", f"prove{fault}", *arguments)

    def commit(self, proof: Call, challenger: str) -> Call:
        """Announce exactly this proof by exactly this challenger."""
        return self.call("committing a challenge", "commit", commitment_of(proof, challenger))

    def collect(
        self,
        proof: Call,
        challenger: str,
        posting: Mapping[str, Any] | Sequence[Any],
        operators: Sequence[str],
        current: Sequence[str],
    ) -> Call:
        """Slash the signers of the batch that this proof made fall."""
        return self.collect_under(commitment_of(proof, challenger), challenger, posting, operators, current)

    def collect_under(
        self,
        commitment: bytes,
        challenger: str,
        posting: Mapping[str, Any] | Sequence[Any],
        operators: Sequence[str],
        current: Sequence[str],
    ) -> Call:
        """The same under a commitment, or the id of an unanswered demand or of a dispute that was ruled wrong."""
        return self.call(
            "collecting a fault", "collect", commitment, challenger, posting, list(operators), list(current)
        )

    def commitment_age(self) -> int:
        """Seconds between a commitment and its proof."""
        return cast(int, self.read("COMMITMENT_AGE"))

    def committed_at(self, commitment: bytes) -> int:
        """When a commitment was made; 0 where there is none or it was revealed."""
        return cast(int, self.read("committedAt", commitment))

    def is_collectable(self, commitment: bytes) -> bool:
        """Whether a revealed fault waits to be collected."""
        return cast(bool, self.read("isCollectable", commitment))

    def registry(self) -> ChecksumAddress:
        """The oracle's operators."""
        return cast(ChecksumAddress, self.read("registry"))


def commitment_of(proof: Call, challenger: str) -> bytes:
    """What a challenger commits to: keccak256 over the proof's calldata and the challenger's address."""
    return keccak256(proof.data + bytes.fromhex(challenger[2:]))
