"""Deploys an oracle with all it needs, for the tests of every area."""

from collections.abc import Sequence

from brownie import accounts, project
from brownie.network.contract import Contract, ProjectContract

from abate.merkle import keccak256
from tests.chain.oracle.committee import COMMITTEE

HOUR = 3600
DAY = 24 * HOUR
CHALLENGE_WINDOW = 3 * DAY
ADMISSION_DELAY = 7 * DAY
CLOSING_DELAY = 180 * DAY
VINTAGE = 2013
METHODOLOGY_ID = "0x" + keccak256(b"a methodology of the tests").hex()
RESERVE_SHARE_BPS = 300
ONE = 1_000_000
"""A policy's coefficient of 1.0."""
BOND = 1_000_000_000
SLICE = 250_000_000
UNBONDING = 30 * DAY
SUSPENSION = 5 * DAY
DEMAND_BOND = 5_000_000
DISPUTE_STAKE = 250_000_000
MAXIMUM_DELAY = 3 * DAY
"""What demands (2 days, 1 to answer, 1 to prove) and disputes (3 days to rule) postpone at most."""
GRAMS_PER_BOND = 2**63
"""So much that growth is bounded only where a test asks for it."""


def container(name: str):
    """Brownie's container of a contract, without a fixture."""
    return project.get_loaded_projects()[0][name]


def deploy_oracle(
    deployer,
    *,
    owner,
    guardian,
    operators: Sequence[str] = COMMITTEE.addresses,
    quorum: int = 3,
    challenge_window: int = CHALLENGE_WINDOW,
    admission_delay: int = ADMISSION_DELAY,
    closing_delay: int = CLOSING_DELAY,
    factory: object = None,
    factories: Sequence[ProjectContract] | None = None,
    methodologies: Sequence[tuple] | None = None,
    grams_per_bond: int = GRAMS_PER_BOND,
    bond: int = BOND,
    slice_: int = SLICE,
    unbonding: int = UNBONDING,
    suspension: int = SUSPENSION,
    bonded: bool = True,
    currency: object = None,
    demands: tuple = (DEMAND_BOND, 2 * DAY, DAY, DAY),
    disputes: tuple | None = None,
) -> ProjectContract:
    """An oracle whose first methodology is ``METHODOLOGY_ID``: reductions, times 1.0, 3 % for the reserve.

    Its operators hold their bonds, unless ``bonded`` is false. What deploys the contracts around it can be shared by
    several oracles: ``factory`` its credits, ``factories`` the others.
    """
    if currency is None:
        currency = deployer.deploy(container("LocalCurrency"))
    if factory is None:
        factory = deployer.deploy(container("CarbonCreditFactory"))
    if methodologies is None:
        methodologies = [(METHODOLOGY_ID, deployer.deploy(container("ReductionPolicy"), ONE), RESERVE_SHARE_BPS)]
    if disputes is None:
        disputes = (arbiter(), DISPUTE_STAKE, DAY, 3 * DAY)
    config = (
        *(owner, guardian, list(operators), quorum),
        *(challenge_window, admission_delay, closing_delay),
        factory,
        *(deploy_factories(deployer) if factories is None else factories),
        (currency, bond, slice_, unbonding, suspension),
        *(demands, disputes),
        *(grams_per_bond, list(methodologies)),
    )
    oracle = deployer.deploy(container("EmissionOracle"), config)
    if bonded:
        put_in_force(oracle, operators, deployer)
    return oracle


def deploy_factories(deployer) -> list[ProjectContract]:
    """What deploys an oracle's operators, challenges, demands and disputes."""
    names = ("OperatorRegistryFactory", "BatchChallengesFactory", "BatchDemandsFactory", "BatchDisputesFactory")
    return [deployer.deploy(container(name)) for name in names]


def put_in_force(oracle, operators: Sequence[str], payer) -> None:
    """Pays a whole bond for each of the first operators, and enters them."""
    registry = registry_of(oracle)
    pay_bonds(registry, operators, payer)
    registry.enter(list(operators), [], {"from": payer})


def pay_bonds(registry, operators: Sequence[str], payer, amount: int | None = None) -> None:
    """Deposits for each of them, a whole bond unless told otherwise."""
    currency, size = registry.bondTerms()[:2]
    amount = size if amount is None else amount
    currency = container("LocalCurrency").at(currency)
    currency.mint(payer, amount * len(operators), {"from": payer})
    currency.approve(registry, amount * len(operators), {"from": payer})
    registry.deposit(list(operators), amount, {"from": payer})


def registry_of(oracle) -> ProjectContract:
    """The oracle's operators."""
    return container("OperatorRegistry").at(oracle.registry())


def challenges_of(oracle) -> ProjectContract:
    """Where its batches are proven wrong."""
    return container("BatchChallenges").at(oracle.challenges())


def demands_of(oracle) -> ProjectContract:
    """Where the opening of a pending batch is demanded."""
    return container("BatchDemands").at(oracle.demands())


def disputes_of(oracle) -> ProjectContract:
    """Where raw data is disputed."""
    return container("BatchDisputes").at(oracle.disputes())


def arbiter():
    """Who rules in disputes."""
    return accounts[15]


def open_vintage(oracle, owner, vintage: int = VINTAGE, methodology_id: str = METHODOLOGY_ID) -> ProjectContract:
    """Opens a year; its credit."""
    oracle.openVintage(vintage, methodology_id, {"from": owner})
    return container("CarbonCredit").at(oracle.creditOf(vintage))


def reserve_of(oracle) -> Contract:
    """The oracle's reserve."""
    return container("CorrectionReserve").at(oracle.reserve())
