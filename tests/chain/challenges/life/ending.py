"""How every life ends: the oracle goes on, the year is corrected, everybody fetches what is theirs."""

from tests.chain.challenges.life.batches import EARNED, EMISSIONS, BatchSteps
from tests.chain.challenges.life.credits import CreditSteps
from tests.chain.challenges.life.demands import DemandSteps
from tests.chain.challenges.life.disputes import DisputeSteps
from tests.chain.challenges.life.operators import OperatorSteps
from tests.chain.challenges.life.shadow import ALL, PEOPLE, QUORUM
from tests.chain.challenges.life.stage import GRAMS_PER_BOND, UNBONDING
from tests.chain.challenges.reports import post_people, right
from tests.chain.demands.asking import OPEN
from tests.chain.oracle.batches import make_final
from tests.chain.oracle.deployments import BOND, DAY, DEMAND_BOND, SUSPENSION, VINTAGE, open_vintage

NOBODY_DROPPED = 9
JANUARY_2 = 1_388_620_800
"""2014-01-02 00:00 UTC."""


class EndingSteps(OperatorSteps, BatchSteps, DemandSteps, DisputeSteps, CreditSteps):
    def end(self):
        """Promise 7: whatever happened, operators top up, post, and the batch becomes final and pays."""
        self.wait(UNBONDING + SUSPENSION)
        while self.shadow.uncollected:
            self.step_collect(0)
        self.put_all_in_force()
        if self.year_is_over:
            self.the_next_year_pays()
        else:
            self.the_next_batch_pays()
        self.end_the_year()
        self.everything_is_corrected()
        self.everybody_fetches_what_is_theirs()

    def put_all_in_force(self):
        for place, operator in enumerate(ALL):
            if operator in self.shadow.leaving:
                self.step_withdraw_bond(place)
            if self.shadow.bonds[operator] < BOND:
                self.step_top_up(place)
        self.admit(ALL)
        assert self.oracle.operatorSetHash() == self.oracle.hashOperatorSet(ALL, QUORUM)

    def the_next_batch_pays(self):
        self.post_batch(False, QUORUM * GRAMS_PER_BOND, 0, NOBODY_DROPPED)
        self.wait(3 * DAY)
        assert self.oracle.finalBatch(VINTAGE)["sequence"] == self.shadow.batches[-1].sequence
        assert not self.oracle.isFinalBatchFaulted(VINTAGE)
        for person in range(PEOPLE):
            self.step_issue(person)
        assert all(self.credit.issuedTo(each) >= EARNED[EMISSIONS[0]] for each in self.people)

    def the_next_year_pays(self):
        credit = open_vintage(self.oracle, self.owner, VINTAGE + 1)
        changes = {"vintage": VINTAGE + 1, "through": JANUARY_2, "authorisedTotal": QUORUM * GRAMS_PER_BOND}
        posted = post_people(self.oracle, [right(each) for each in self.people], self.relayer, **changes)
        make_final(self.oracle)
        credit.issue(*posted.leaf(0), posted.proof(0), {"from": self.relayer})
        assert credit.issuedTo(self.people[0]) == EARNED[EMISSIONS[0]]

    def everything_is_corrected(self):
        """Once: the second time is refused."""
        if self.shadow.final:
            for person in (*self.shadow.final.rows, *self.shadow.final.rows):
                self.correct(person)
        self.invariant_promise_3_a_deficit_is_burnt_once()

    def everybody_fetches_what_is_theirs(self):
        """What is left in the contracts are whole bonds and what was destroyed."""
        shadow = self.shadow
        for asked in [each for each in self.asked if each.state == OPEN]:
            self.demands.repay(asked.id, {"from": self.relayer})
            shadow.demands.owe(asked.demander, DEMAND_BOND)
        for disputed in list(self.disputed):
            self.release(disputed)
        for contract, ledger in ((self.demands, shadow.demands), (self.disputes, shadow.disputes)):
            while sum(ledger.owed.values()):
                self.withdraw_stake(contract, ledger)
            assert self.money.balanceOf(contract) == contract.destroyed() == ledger.destroyed
        while sum(shadow.rewards.values()):
            self.step_withdraw_reward(0)
        held = self.money.balanceOf(self.registry)
        assert held == sum(shadow.bonds.values()) + self.registry.destroyed()
