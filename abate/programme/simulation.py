"""What a demonstration has to make up: accounts on a local chain, funds and limit prices. Nobody was asked."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from abate.documents import Document
from abate.fields import Exact


class SimulatedHome(Document):
    """One simulated participant.

    Attributes:
        person: who, as the manifest names them.
        account: index among the local chain's accounts.
        limit_prices: the highest price per lot bid in each round, in the currency; used only where the home is short.
    """

    person: str
    account: int = Field(ge=0)
    limit_prices: tuple[Exact, ...] = Field(min_length=1)


class Simulation(Document):
    """The ``[simulation]`` table; a programme on a live network has none.

    Attributes:
        note: says wherever the figures are shown that they are simulated.
        deployer, relayer: indices among the local chain's accounts.
        funds: what each home starts with, in the currency.
        rounds: the periods that are run, one batch and one auction round each.
        home: the homes.
    """

    note: str = Field(min_length=1)
    deployer: int = Field(ge=0)
    relayer: int = Field(ge=0)
    funds: Exact
    rounds: tuple[str, ...] = Field(min_length=1)
    home: tuple[SimulatedHome, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        accounts = [self.deployer, self.relayer]
        people: list[str] = []
        for home in self.home:
            if home.person in people:
                raise ValueError(f"{home.person} is named twice")
            if home.account in accounts:
                raise ValueError(f"account {home.account} of {home.person} is taken")
            if len(home.limit_prices) != len(self.rounds):
                raise ValueError(
                    f"{home.person} has {len(home.limit_prices)} limit_prices for {len(self.rounds)} rounds"
                )
            people.append(home.person)
            accounts.append(home.account)
        return self

    def of(self, person: str) -> SimulatedHome:
        """The home of that person.

        Raises:
            KeyError: the simulation does not have them.
        """
        for home in self.home:
            if home.person == person:
                return home
        raise KeyError(person)
