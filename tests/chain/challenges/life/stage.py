"""The contracts of a life, its people, its clock; what every part of it stands on."""

from contextlib import nullcontext

from brownie import accounts, chain

from tests.chain.challenges.life.shadow import PEOPLE, Shadow
from tests.chain.errors import reverts
from tests.chain.oracle.batches import pass_time
from tests.chain.oracle.deployments import (
    DAY,
    VINTAGE,
    arbiter,
    challenges_of,
    container,
    demands_of,
    deploy_oracle,
    disputes_of,
    open_vintage,
    registry_of,
    reserve_of,
)

GRAMS_PER_BOND = 2000
UNBONDING = 13 * DAY
CLOSING_DELAY = 7 * DAY
SLACK = 300
"""Seconds by which every wait is longer, so that no step happens in the very second of a limit."""


def expected(refusal: tuple | None):
    """The block must be refused so, or go through."""
    return reverts(*refusal) if refusal else nullcontext()


class Stage:
    """Deploys once; each life starts from the same state with a new shadow."""

    def __init__(self, deployer, owner, guardian, relayer, challenger):
        self.deployer, self.owner, self.guardian = deployer, owner, guardian
        self.relayer, self.challenger, self.arbiter = relayer, challenger, arbiter()
        self.people, self.defender = accounts[10 : 10 + PEOPLE], accounts[16]
        self.oracle = deploy_oracle(
            deployer,
            owner=owner,
            guardian=guardian,
            grams_per_bond=GRAMS_PER_BOND,
            unbonding=UNBONDING,
            closing_delay=CLOSING_DELAY,
        )
        self.credit, self.reserve = open_vintage(self.oracle, owner), reserve_of(self.oracle)
        self.registry, self.challenges = registry_of(self.oracle), challenges_of(self.oracle)
        self.demands, self.disputes = demands_of(self.oracle), disputes_of(self.oracle)
        self.money = container("LocalCurrency").at(self.registry.bondTerms()[0])
        self.settled_at = self.oracle.settledAt(VINTAGE)
        for each in (*self.people, *accounts[3:8], self.defender):
            self.money.mint(each, 10**12, {"from": each})
            for contract in (self.demands, self.disputes):
                self.money.approve(contract, 10**12, {"from": each})
        self.begin()

    def begin(self) -> None:
        """A life begins."""
        self.shadow = Shadow()
        self.asked, self.disputed = [], []
        self.salts = 0
        self.year_is_over = False

    def now(self) -> int:
        """The present; the shadow has come that far."""
        time = chain[-1].timestamp
        self.shadow.at(time)
        return time

    def wait(self, seconds: int) -> None:
        pass_time(seconds + SLACK)
        self.now()
