"""What a programme's oracle operators stake."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from abate.documents import Document
from abate.fields import Duration, Exact


class BondSettings(Document):
    """The operators' bonds, in the programme's currency.

    Attributes:
        size: what each operator must hold to be in force.
        slice: what each signer of a batch that is proven wrong loses; at most the size.
        unbonding: how long a leaving operator's bond stays; longer than twice the longest way to finality.
        suspension: how long the guardian's suspension lasts unless the owner confirms it.
        grams_per_bond: grams by which one batch may raise the authorised total for each of its signers.
    """

    size: Exact = Field(gt=0)
    slice: Exact = Field(gt=0)
    unbonding: Duration = Field(gt=0)
    suspension: Duration = Field(gt=0)
    grams_per_bond: int = Field(gt=0, lt=2**64)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.slice > self.size:
            raise ValueError(f"a slice of {self.slice} is more than the bond of {self.size}")
        return self
