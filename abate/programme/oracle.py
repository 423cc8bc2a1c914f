"""Who runs a programme's oracle, and how long its waits are."""

from __future__ import annotations

from typing import Self

from pydantic import Field, field_validator, model_validator

from abate.documents import Document
from abate.fields import Address, Duration


class OracleSettings(Document):
    """Owner, guardian, operators and waiting times (seconds; written as durations such as "3d").

    Attributes:
        owner: timelock or multisig that admits operators and registers methodologies, after a delay.
        guardian: may revoke a pending batch once per period; can create nothing.
        operators: the first operators.
        quorum: how many of them must sign a batch; more than half.
        challenge_window: how long a posted batch can be challenged before it is final.
        admission_delay: how long new operators and methodologies wait; longer than the longest way to finality.
        closing_delay: how long after the end of its year a vintage takes batches.
    """

    owner: Address
    guardian: Address
    operators: tuple[Address, ...] = Field(min_length=1, max_length=64)
    quorum: int = Field(ge=1)
    challenge_window: Duration = Field(gt=0)
    admission_delay: Duration = Field(gt=0)
    closing_delay: Duration = Field(gt=0)

    @field_validator("operators")
    @classmethod
    def _distinct(cls, operators: tuple[str, ...]) -> tuple[str, ...]:
        for index, operator in enumerate(operators):
            if operator in operators[:index]:
                raise ValueError(f"{operator} is named twice")
        return operators

    @model_validator(mode="after")
    def _safe(self) -> Self:
        if not len(self.operators) < 2 * self.quorum <= 2 * len(self.operators):
            raise ValueError(f"a quorum of {self.quorum} must be more than half of {len(self.operators)} operators")
        return self
