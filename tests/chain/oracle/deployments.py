"""Deploys an oracle with all it needs, for the tests of every area."""

from collections.abc import Sequence

from brownie import project
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
    methodologies: Sequence[tuple] | None = None,
) -> ProjectContract:
    """An oracle whose first methodology is ``METHODOLOGY_ID``: reductions, times 1.0, 3 % for the reserve."""
    if factory is None:
        factory = deployer.deploy(container("CarbonCreditFactory"))
    if methodologies is None:
        methodologies = [(METHODOLOGY_ID, deployer.deploy(container("ReductionPolicy"), ONE), RESERVE_SHARE_BPS)]
    config = (
        *(owner, guardian, list(operators), quorum),
        *(challenge_window, admission_delay, closing_delay),
        *(factory, list(methodologies)),
    )
    return deployer.deploy(container("EmissionOracle"), config)


def open_vintage(oracle, owner, vintage: int = VINTAGE, methodology_id: str = METHODOLOGY_ID) -> ProjectContract:
    """Opens a year; its credit."""
    oracle.openVintage(vintage, methodology_id, {"from": owner})
    return container("CarbonCredit").at(oracle.creditOf(vintage))


def reserve_of(oracle) -> Contract:
    """The oracle's reserve."""
    return container("CorrectionReserve").at(oracle.reserve())
