"""Who rules when raw data is disputed."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from abate.documents import Document
from abate.fields import Address, Duration, Exact


class DisputeSettings(Document):
    """Disputes; the stake is in the programme's currency.

    Attributes:
        arbiter: who rules, meant to be a multisig; none of the operators.
        stake: what either side stakes; at most a slice; half of the loser's goes to the winner, half is destroyed.
        defence_time: how long after the challenge window a batch may still be defended; shorter than ruling_time.
        ruling_time: how long after the challenge window the arbiter may rule, and a disputed batch is not final.
    """

    arbiter: Address
    stake: Exact = Field(gt=0)
    defence_time: Duration = Field(gt=0)
    ruling_time: Duration = Field(gt=0)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.defence_time >= self.ruling_time:
            raise ValueError("defence_time must be shorter than ruling_time")
        return self
