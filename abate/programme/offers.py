"""What people of a demonstration do with credits beside selling them: rewards that they redeem, donations."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from abate.chain.local_keys import LOCAL_ACCOUNTS
from abate.documents import Document
from abate.fields import Exact


class SimulatedReward(Document):
    """A reward that a partner lists, somebody redeems with a code, and the partner honours.

    Attributes:
        partner: what the partner is called.
        account: index of its account, one of those that ``[rewards]`` admits.
        title: what is offered.
        price: in credits.
        stock: how many vouchers there are.
        settlement: what becomes of the price.
        discount: what it takes off one purchase, in percent; 0 for a reward that is given.
        person: who redeems.
    """

    partner: str = Field(min_length=1)
    account: int = Field(ge=0, lt=LOCAL_ACCOUNTS)
    title: str = Field(min_length=1)
    price: Exact = Field(gt=0)
    stock: int = Field(ge=1, lt=2**32)
    settlement: Literal["pays-partner", "retires-for-holder", "retires-for-partner"] = "pays-partner"
    discount: Exact = Field(default=Decimal(0), le=100)
    person: str


class SimulatedDonation(Document):
    """A donation to a cause.

    Attributes:
        cause: what it is called.
        account: index of its account, one of those that ``[rewards]`` admits.
        retires: whether what it is given is retired in its name; else it is handed the credits.
        credits: how much is given.
        person: who gives.
        statement: what they say.
    """

    cause: str = Field(min_length=1)
    account: int = Field(ge=0, lt=LOCAL_ACCOUNTS)
    retires: bool
    credits: Exact = Field(gt=0)
    person: str
    statement: str = ""
