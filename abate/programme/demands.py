"""How the opening of a pending batch is demanded."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from abate.documents import Document
from abate.fields import Duration, Exact


class DemandSettings(Document):
    """Demands and answers; the bond is in the programme's currency.

    Attributes:
        bond: what a demand stakes; half of it goes to who answers, all of it back where nobody does.
        demand_time: how long after posting demands are taken; shorter than the challenge window.
        answer_time: how long an answer may take; shorter than demand_time.
        proving_time: how long a challenger has after the latest answer; at least 10 minutes.
    """

    bond: Exact = Field(gt=0)
    demand_time: Duration = Field(gt=0)
    answer_time: Duration = Field(gt=0)
    proving_time: Duration = Field(ge=600)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.answer_time >= self.demand_time:
            raise ValueError("answer_time must be shorter than demand_time")
        return self

    @property
    def open_time(self) -> int:
        """Seconds from posting until the last demand was answered and could be proven wrong."""
        return self.demand_time + self.answer_time + self.proving_time
