"""The reserve that insures all vintages of an oracle against bad data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from eth_typing import ChecksumAddress

from abate.chain.contract import ContractAt
from abate.chain.sender import Call


class CorrectionReserve(ContractAt):
    """``CorrectionReserve``; amounts are base units of the vintage's credit."""

    artefact: ClassVar[str] = "CorrectionReserve"

    def correct(
        self, vintage: int, account: ChecksumAddress, figure: int, report_hash: bytes, proof: Sequence[bytes]
    ) -> Call:
        """Destroy reserve credits for an account whose last figure is below what it was issued."""
        return self.call("correcting a deficit", "correct", vintage, account, figure, report_hash, list(proof))

    def correct_fault(self, vintage: int, opened: Sequence[Any]) -> Call:
        """Destroy reserve credits for an account of a final batch that was proven wrong.

        Args:
            vintage: whose.
            opened: ``IBatchChallenges.OpenNumbers`` of the account's leaf.
        """
        return self.call("correcting a fault", "correctFault", vintage, tuple(opened))

    def oracle(self) -> ChecksumAddress:
        """The oracle it insures."""
        return cast(ChecksumAddress, self.read("oracle"))

    def uncovered_of(self, vintage: int) -> int:
        """Deficits of a vintage that the reserve could not cover."""
        return cast(int, self.read("uncoveredOf", vintage))

    def burnt_of(self, vintage: int) -> int:
        """Reserve credits of a vintage that were destroyed against proven errors."""
        return cast(int, self.read("burntOf", vintage))

    def is_corrected(self, vintage: int, account: ChecksumAddress) -> bool:
        """Whether the account's deficit was corrected."""
        return cast(bool, self.read("isCorrected", vintage, account))
