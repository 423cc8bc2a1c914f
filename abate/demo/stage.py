"""Who and what takes part in the demonstration: documents, contracts, and everybody with a key of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from eth_account.signers.local import LocalAccount
from eth_typing import ChecksumAddress

from abate.chain.auction import CreditAuction
from abate.chain.certificate import RetirementCertificate
from abate.chain.connection import Chain
from abate.chain.credit import CarbonCredit
from abate.chain.currency import LocalCurrency
from abate.chain.local_keys import LOCAL_ACCOUNTS, local_key
from abate.chain.oracle import EmissionOracle
from abate.chain.sender import Sender
from abate.chain.signer import KeySigner
from abate.credits.methodology import Methodology
from abate.deploy import Contracts
from abate.deploy.plan import Plan
from abate.emissions import FactorLibrary, Manifest
from abate.errors import InputError
from abate.programme import Programme, Simulation


@dataclass(frozen=True)
class Participant:
    """One home with its account.

    Attributes:
        person: as the manifest names it.
        sender: sends its transactions, signed with its own key.
        limit_prices: the highest price per lot in base units of the currency, for each round; simulated.
        leaves_when_outbid: whether it takes an outbid bid out of the book; simulated.
    """

    person: str
    sender: Sender
    limit_prices: tuple[int, ...]
    leaves_when_outbid: bool = False

    @property
    def account(self) -> ChecksumAddress:
        """Its address."""
        return self.sender.address


@dataclass(frozen=True)
class Neighbour:
    """Somebody without gas: signs, and never sends a transaction; simulated.

    Attributes:
        person: what they are called.
        key: signs their bids.
        lots: bid for in each round.
        limit_prices: the highest price per lot in base units of the currency, for each round.
        retires: whether what they win is retired at once.
    """

    person: str
    key: LocalAccount = field(repr=False)
    lots: tuple[int, ...]
    limit_prices: tuple[int, ...]
    retires: bool

    @property
    def account(self) -> ChecksumAddress:
        """Their address."""
        return self.key.address


@dataclass(frozen=True)
class Host:
    """A partner that lists rewards, or a cause that takes donations; simulated.

    Attributes:
        person: what it is called.
        sender: sends its transactions, signed with its own key.
    """

    person: str
    sender: Sender

    @property
    def account(self) -> ChecksumAddress:
        """Its address."""
        return self.sender.address


Anybody = Participant | Neighbour | Host
Named = TypeVar("Named", Participant, Host)


def _named(people: Iterable[Named], person: str) -> Named:
    return {one.person: one for one in people}[person]


@dataclass(frozen=True)
class Documents:
    """What the run is made from; all of it stands in files.

    Attributes:
        plan: the programme with its methodology.
        simulation: what is made up: accounts, funds, limit prices and faults.
        manifest, library: activity data and emission factors.
    """

    plan: Plan
    simulation: Simulation
    manifest: Manifest
    library: FactorLibrary

    @property
    def programme(self) -> Programme:
        """The programme."""
        return self.plan.programme

    @property
    def methodology(self) -> Methodology:
        """The methodology."""
        return self.plan.methodology


@dataclass(frozen=True)
class Stage:
    """Everything that the story plays with.

    Attributes:
        documents: the files.
        chain: the local chain.
        contracts: the deployment.
        oracle, credit, auction, certificate, currency: the deployed contracts.
        relayer: pays for what anybody may do: issuing, opening and settling rounds.
        homes: the participants, in the programme's order.
        neighbours: people without gas, in the programme's order.
        hosts: partners and causes, in the programme's order.
        first_block: the block before the first transaction of the run.
    """

    documents: Documents
    chain: Chain
    contracts: Contracts
    oracle: EmissionOracle
    credit: CarbonCredit
    auction: CreditAuction
    certificate: RetirementCertificate
    currency: LocalCurrency
    relayer: Sender
    homes: tuple[Participant, ...]
    neighbours: tuple[Neighbour, ...]
    hosts: tuple[Host, ...]
    first_block: int

    @property
    def everybody(self) -> tuple[Anybody, ...]:
        """Homes, neighbours, partners and causes."""
        return (*self.homes, *self.neighbours, *self.hosts)

    def host(self, person: str) -> Host:
        """The partner or cause of that name.

        Raises:
            KeyError: there is none.
        """
        return _named(self.hosts, person)

    def home(self, person: str) -> Participant:
        """The participant of that name.

        Raises:
            KeyError: there is none.
        """
        return _named(self.homes, person)

    def person_at(self, account: str) -> str:
        """Whose account it is.

        Raises:
            KeyError: the account is nobody's.
        """
        return {str(one.account): one.person for one in self.everybody}[account]


def sender_of(chain: Chain, index: int) -> Sender:
    """A sender with the key of one of the local chain's accounts."""
    return Sender(chain, KeySigner(local_key(index)))


def participants(chain: Chain, programme: Programme, simulation: Simulation) -> tuple[Participant, ...]:
    """All homes of the simulation."""
    return tuple(
        Participant(
            home.person,
            sender_of(chain, home.account),
            tuple(programme.currency.units(price) for price in home.limit_prices),
            home.leaves_when_outbid,
        )
        for home in simulation.home
    )


def neighbours_of(programme: Programme, simulation: Simulation) -> tuple[Neighbour, ...]:
    """All people without gas."""
    return tuple(
        Neighbour(
            one.name,
            local_key(one.account),
            one.lots,
            tuple(programme.currency.units(price) for price in one.limit_prices),
            one.retires,
        )
        for one in simulation.neighbour
    )


def hosts_of(chain: Chain, simulation: Simulation) -> tuple[Host, ...]:
    """All partners and causes."""
    accounts = {one.partner: one.account for one in simulation.reward}
    accounts |= {one.cause: one.account for one in simulation.donation}
    return tuple(Host(name, sender_of(chain, account)) for name, account in accounts.items())


def known_keys(accounts: int = LOCAL_ACCOUNTS) -> dict[str, LocalAccount]:
    """Address to key of the first accounts of a local chain."""
    return {str(key.address): key for key in map(local_key, range(accounts))}


def operator_keys(plan: Plan) -> tuple[LocalAccount, ...]:
    """The keys of the programme's operators, ascending by address.

    Raises:
        InputError: an operator is no account of the local chains.
    """
    known = known_keys()
    for operator in plan.operators:
        if operator not in known:
            raise InputError(f"{operator} is no account of the local chains", field="oracle.operators")
    return tuple(known[operator] for operator in plan.operators)
