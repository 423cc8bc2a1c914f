"""Random lives of an oracle beside a shadow model: operators, right and false batches, proofs, slashing, issuance.

After every step: everybody in force holds a whole bond, bonds and destroyed money add up to what was paid in, people
have the highest figure that a final batch gave them, and no more than is authorised. At the end the oracle goes on.
"""

import os
from dataclasses import dataclass, field

from brownie import chain
from brownie.test import strategy

from tests.chain.challenges.reports import commitment_of, post_people, prove, right, salt
from tests.chain.oracle.batches import JULY_ENDS, pass_time
from tests.chain.oracle.committee import COMMITTEE
from tests.chain.oracle.deployments import (
    BOND,
    DAY,
    RESERVE_SHARE_BPS,
    SLICE,
    SUSPENSION,
    VINTAGE,
    challenges_of,
    deploy_oracle,
    open_vintage,
    pay_bonds,
    registry_of,
)

ALL = COMMITTEE.addresses
GRAMS_PER_BOND = 2000
RIGHT, FALSE = 582, 600
EXAMPLES = int(os.environ.get("ABATE_STATEFUL_EXAMPLES", "3"))


@dataclass
class Batch:
    """A posted batch of the model; false ones give the first person 600 where 582 are right."""

    posted: object
    false: bool
    total: int
    final_at: int
    faulted: bool = False


@dataclass
class Model:
    """What should be true, in plain numbers."""

    bonds: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ALL, BOND))
    in_force: list[str] = field(default_factory=lambda: list(ALL))
    suspended: dict[str, int] = field(default_factory=dict)
    issued: dict[int, int] = field(default_factory=lambda: {0: 0, 1: 0})
    total: int = 0
    rewards: int = 0
    destroyed: int = 0
    paid: int = 5 * BOND
    final: Batch | None = None
    pending: Batch | None = None
    uncollected: list[tuple] = field(default_factory=list)

    def now(self, time: int) -> None:
        """The pending batch becomes final by time alone."""
        if self.pending and time >= self.pending.final_at:
            self.final, self.pending = self.pending, None
            self.total = self.final.total

    def slash(self, operators: list[str]) -> None:
        taken = 0
        for each in operators:
            loss = min(SLICE, self.bonds[each])
            self.bonds[each] -= loss
            taken += loss
        reward = min(taken, SLICE) // 2
        self.rewards += reward
        self.destroyed += taken - reward
        self.in_force = [each for each in self.in_force if self.bonds[each] >= BOND]


class OracleLife:
    st_false = strategy("bool")
    st_growth = strategy("uint16", max_value=7000)
    st_operator = strategy("uint8", max_value=4)
    st_person = strategy("uint8", max_value=1)
    st_days = strategy("uint8", min_value=1, max_value=4)

    def __init__(self, accounts, deployer, owner, guardian, relayer, stranger):
        self.people, self.deployer, self.guardian = accounts[10:12], deployer, guardian
        self.relayer, self.challenger = relayer, stranger
        self.oracle = deploy_oracle(deployer, owner=owner, guardian=guardian, grams_per_bond=GRAMS_PER_BOND)
        self.credit = open_vintage(self.oracle, owner)
        self.registry, self.challenges = registry_of(self.oracle), challenges_of(self.oracle)

    def setup(self):
        self.model = Model()
        self.months = 0

    def now(self):
        self.model.now(chain[-1].timestamp)

    def rule_post(self, st_false, st_growth):
        self.now()
        model = self.model
        if model.pending or model.in_force != ALL:
            return
        self.months += 1
        total = model.total + min(st_growth, 3 * GRAMS_PER_BOND)
        people = [right(self.people[0], credits=FALSE if st_false else RIGHT), right(self.people[1])]
        through = JULY_ENDS - 10_000 + self.months
        posted = post_people(self.oracle, people, self.relayer, through=through, authorisedTotal=total)
        model.pending = Batch(posted, st_false, total, self.oracle.pendingBatch(VINTAGE)[1])

    def rule_prove(self, st_false):
        """Against the pending batch, or against the final one."""
        self.now()
        model = self.model
        batch = model.pending if st_false else model.final
        if not batch or not batch.false or batch.faulted:
            return
        arguments = (batch.posted.target, batch.posted.numbers(0), salt("stateful"))
        prove(self.challenges, "proveWrongCredits", *arguments, challenger=self.challenger)
        batch.faulted = True
        self.now()
        if batch is model.pending:
            model.pending = None
        commitment = commitment_of(self.challenges, "proveWrongCredits", arguments, self.challenger)
        model.uncollected.append((commitment, batch))

    def rule_collect(self):
        if not self.model.uncollected:
            return
        commitment, batch = self.model.uncollected.pop()
        arguments = (commitment, self.challenger, batch.posted.posting, ALL, self.model.in_force)
        self.challenges.collect(*arguments, {"from": self.relayer})
        self.model.slash(ALL[:3])

    def rule_revoke(self):
        self.now()
        if self.model.pending:
            self.oracle.revokeBatch(VINTAGE, {"from": self.guardian})
            self.model.pending = None

    def rule_suspend(self, st_operator):
        model, operator = self.model, ALL[st_operator]
        free = model.suspended.get(operator, 0) + SUSPENSION
        if operator not in model.in_force or len(model.in_force) < 4 or chain[-1].timestamp < free:
            return
        tx = self.registry.suspend(operator, model.in_force, {"from": self.guardian})
        model.suspended[operator] = tx.timestamp + SUSPENSION
        model.in_force = [each for each in model.in_force if each != operator]

    def rule_enter_again(self):
        """All who can."""
        model, time = self.model, chain[-1].timestamp
        free = [each for each in ALL if each not in model.in_force and model.suspended.get(each, 0) <= time]
        for each in free:
            if model.bonds[each] < BOND:
                missing = BOND - model.bonds[each]
                pay_bonds(self.registry, [each], self.deployer, missing)
                model.bonds[each] += missing
                model.paid += missing
        if free:
            self.registry.enter(free, model.in_force, {"from": self.relayer})
            model.in_force = [each for each in ALL if each in {*model.in_force, *free}]

    def rule_pass_time(self, st_days):
        pass_time(st_days * DAY)
        self.now()

    def rule_issue(self, st_person):
        self.now()
        model, final = self.model, self.model.final
        if not final or final.faulted:
            return
        figure = final.posted.people[st_person].credits
        room = model.total - model.total * RESERVE_SHARE_BPS // 10_000 - sum(model.issued.values())
        paid = max(0, min(figure - model.issued[st_person], room))
        if paid:
            leaf, proof = final.posted.leaf(st_person), final.posted.proof(st_person)
            self.credit.issue(*leaf, proof, {"from": self.relayer})
            model.issued[st_person] += paid

    def invariant_promise_1_everybody_in_force_holds_a_whole_bond(self):
        model = self.model
        assert self.oracle.operatorSetHash() == self.oracle.hashOperatorSet(model.in_force, 3)
        bonds = {each: self.registry.operatorOf(each)[0] for each in ALL}
        assert bonds == model.bonds
        assert all(bonds[each] >= BOND for each in model.in_force)

    def invariant_money_is_where_the_model_says(self):
        model = self.model
        assert self.registry.rewardOf(self.challenger) == model.rewards
        assert self.registry.destroyed() == model.destroyed
        assert sum(model.bonds.values()) + model.rewards + model.destroyed == model.paid

    def invariant_promise_2_issued_is_bounded(self):
        assert self.credit.totalIssued() == sum(self.model.issued.values()) <= self.model.total

    def invariant_promise_3_nothing_is_counted_twice(self):
        assert [self.credit.issuedTo(each) for each in self.people] == [self.model.issued[0], self.model.issued[1]]
        assert max(self.model.issued.values()) <= FALSE

    def invariant_faulted_batches_issue_nothing(self):
        self.now()
        final = self.model.final
        assert self.oracle.isFinalBatchFaulted(VINTAGE) == bool(final and final.faulted)

    def teardown(self):
        """Promise 7: whatever happened, operators top up, post, and the batch becomes final."""
        pass_time(SUSPENSION + 4 * DAY)
        self.now()
        while self.model.uncollected:
            self.rule_collect()
        self.rule_enter_again()
        self.rule_post(False, 3 * GRAMS_PER_BOND)
        pass_time(4 * DAY)
        self.now()
        for person in (0, 1):
            self.rule_issue(person)
        assert not self.oracle.isFinalBatchFaulted(VINTAGE)
        assert self.credit.issuedTo(self.people[1]) == RIGHT


def test_the_oracle_follows_its_shadow(state_machine, accounts, deployer, owner, guardian, relayer, stranger):
    settings = {"max_examples": EXAMPLES, "stateful_step_count": 14}
    state_machine(OracleLife, accounts, deployer, owner, guardian, relayer, stranger, settings=settings)
