"""The formula from emissions to credits, as it stands on chain."""

from __future__ import annotations

from typing import ClassVar, cast

from abate.chain.contract import ContractAt


class CreditPolicy(ContractAt):
    """Any ``ICreditPolicy``."""

    artefact: ClassVar[str] = "ReductionPolicy"

    def credits_of(self, baseline: int, emissions: int, periods: int) -> int:
        """Gross credits in base units for grams of baseline and emissions, vintage to date, over counted months."""
        return cast(int, self.read("creditsOf", baseline, emissions, periods))

    def coefficient(self) -> int:
        """The formula's factor with 6 decimals."""
        return cast(int, self.read("coefficient"))
