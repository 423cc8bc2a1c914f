"""What a demonstration has to make up: accounts on a local chain, funds, limit prices and faults. Nobody was asked."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Self

from pydantic import Field, model_validator

from abate.chain.local_keys import LOCAL_ACCOUNTS, local_key
from abate.documents import Document
from abate.fields import Exact
from abate.programme.offers import SimulatedDonation, SimulatedReward
from abate.programme.wording import Wording


class SimulatedHome(Document):
    """One simulated participant.

    Attributes:
        person: who, as the manifest names them.
        account: index among the local chain's accounts.
        limit_prices: the highest price per lot bid in each round, in the currency; used only where the home is short.
            Without any it never bids.
        leaves_when_outbid: whether it takes an outbid bid out of the book at once, rather than let it stand.
    """

    person: str
    account: int = Field(ge=0, lt=LOCAL_ACCOUNTS)
    limit_prices: tuple[Exact, ...] = ()
    leaves_when_outbid: bool = False


class SimulatedNeighbour(Document):
    """Somebody without a meter in the data and without gas, who bids with signatures that others relay.

    Attributes:
        name: what they are called.
        account: index of their account, beyond those that the local chains give ETH to.
        lots: how many they bid for in each round; 0 for no bid.
        limit_prices: the highest price per lot in each round, in the currency.
        retires: whether what they win is retired at once; else they hold it.
    """

    name: str = Field(min_length=1)
    account: int = Field(ge=LOCAL_ACCOUNTS)
    lots: tuple[int, ...] = Field(min_length=1)
    limit_prices: tuple[Exact, ...] = Field(min_length=1)
    retires: bool = False


class CurveStep(Document):
    """A step of a demand curve: a share of the lots that the home is short of, in percent, and its highest price."""

    percent: int = Field(gt=0, le=100)
    limit_price: Exact


class SimulatedCurve(Document):
    """A home that bids with a demand curve in one round, in place of its single limit price.

    Attributes:
        person: the home.
        period: of the round.
        steps: together 100 percent.
    """

    person: str
    period: str
    steps: tuple[CurveStep, ...] = Field(min_length=2, max_length=4)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if sum(step.percent for step in self.steps) != 100:
            raise ValueError(f"the steps of {self.person} do not add up to 100 percent")
        return self


class Misreading(Document):
    """One operator reads one meter wrong in one month.

    Attributes:
        period: the month.
        operator: place among the operators, ascending by address; the first is 1.
        person: whose meter.
        factor: what the reading is multiplied by.
    """

    period: str
    operator: int = Field(ge=1)
    person: str
    factor: Exact


class FalseBatch(Document):
    """A quorum of operators signs a batch with a false figure.

    Attributes:
        period: the month that the batch covers.
        signers: places of the operators who sign it; the first is 1.
        person: who is credited too much.
        hidden_kg: by how much its emissions are understated.
    """

    period: str
    signers: tuple[int, ...] = Field(min_length=1)
    person: str
    hidden_kg: Exact


class Simulation(Document):
    """The ``[simulation]`` table; a programme on a live network has none.

    Attributes:
        note: says wherever the figures are shown that they are simulated.
        deployer, relayer: indices among the local chain's accounts.
        funds: what each home starts with, in the currency.
        deposit: what a home moves into its vault when its vault cannot pay for a bid.
        budget: what is put into the vault of each neighbour.
        operator_funds: what each operator has beside its bond.
        rounds: the periods that are run, one batch and one auction round each.
        misreading, false_batch: what goes wrong at the oracle.
        home: the homes.
        neighbour: people without gas.
        curve: demand curves.
        reward, donation: what is redeemed and donated after the last round.
        excess: what the certificates say that were bought against a figure above the baseline; the period follows.
        words: what the people, the data and the periods are called.
    """

    note: str = Field(min_length=1)
    deployer: int = Field(ge=0)
    relayer: int = Field(ge=0)
    funds: Exact
    deposit: Exact = Decimal(0)
    budget: Exact = Decimal(0)
    operator_funds: Exact = Decimal(0)
    rounds: tuple[str, ...] = Field(min_length=1)
    misreading: Misreading | None = None
    false_batch: FalseBatch | None = None
    home: tuple[SimulatedHome, ...] = Field(min_length=1)
    neighbour: tuple[SimulatedNeighbour, ...] = ()
    curve: tuple[SimulatedCurve, ...] = ()
    reward: tuple[SimulatedReward, ...] = ()
    donation: tuple[SimulatedDonation, ...] = ()
    excess: str = "Electricity above the baseline"
    words: Wording = Wording()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        accounts, people = [self.deployer, self.relayer], [""]
        named = [(home.person, home.account) for home in self.home]
        named += [(one.name, one.account) for one in self.neighbour]
        named += dict.fromkeys((one.partner, one.account) for one in self.reward)
        named += dict.fromkeys((one.cause, one.account) for one in self.donation)
        for person, account in named:
            if person in people:
                raise ValueError(f"{person} is named twice")
            if account in accounts:
                raise ValueError(f"account {account} of {person} is taken")
            people.append(person)
            accounts.append(account)
        return self

    @model_validator(mode="after")
    def _for_every_round(self) -> Self:
        lists = [(home.person, "limit_prices", len(home.limit_prices)) for home in self.home if home.limit_prices]
        for one in self.neighbour:
            lists += [(one.name, "limit_prices", len(one.limit_prices)), (one.name, "lots", len(one.lots))]
        for person, name, count in lists:
            if count != len(self.rounds):
                raise ValueError(f"{person} has {count} {name} for {len(self.rounds)} rounds")
        return self

    @model_validator(mode="after")
    def _scenes_are_of_the_run(self) -> Self:
        homes = {home.person for home in self.home}
        for scene in (*self.curve, self.misreading, self.false_batch):
            if scene is None:
                continue
            if scene.period not in self.rounds:
                raise ValueError(f"{scene.period} is none of the rounds")
            if scene.person not in homes:
                raise ValueError(f"{scene.person} is none of the homes")
        spending = [one.person for one in self.reward] + [one.person for one in self.donation]
        for person in spending:
            if person not in homes:
                raise ValueError(f"{person} is none of the homes")
        return self

    def check_operators(self, operators: int, quorum: int) -> None:
        """The faults must be of operators that there are, and one of these must be left to find them.

        Args:
            operators: how many there are.
            quorum: how many must sign.

        Raises:
            ValueError: says what does not fit.
        """
        signers = set(self.false_batch.signers) if self.false_batch else set()
        places = {*signers, *([self.misreading.operator] if self.misreading else [])}
        for place in places:
            if not 1 <= place <= operators:
                raise ValueError(f"simulation: operator {place} is none of the {operators} operators")
        if signers and len(signers) < quorum:
            raise ValueError(f"simulation: {len(signers)} signers are no quorum of {quorum}")
        if len(signers) == operators:
            raise ValueError("simulation: nobody is left to challenge the false batch")

    def check_admitted(self, partners: Collection[str], causes: Collection[str]) -> None:
        """Only who is admitted lists rewards and takes donations.

        Args:
            partners, causes: accounts that the programme admits.

        Raises:
            ValueError: names who is not.
        """
        for one in self.reward:
            if local_key(one.account).address not in partners:
                raise ValueError(f"simulation: account {one.account} of {one.partner} is none of rewards.partners")
        for cause in self.donation:
            if local_key(cause.account).address not in causes:
                raise ValueError(f"simulation: account {cause.account} of {cause.cause} is none of rewards.causes")

    @property
    def prices(self) -> tuple[Decimal, ...]:
        """Every amount of money that is made up."""
        limits = [price for home in self.home for price in home.limit_prices]
        limits += [price for one in self.neighbour for price in one.limit_prices]
        steps = [step.limit_price for curve in self.curve for step in curve.steps]
        return (self.funds, self.deposit, self.budget, self.operator_funds, *limits, *steps)
