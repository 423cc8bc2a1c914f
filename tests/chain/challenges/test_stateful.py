"""Random lives of an oracle beside a shadow: operators, batches, challenges, demands, disputes, issuance, corrections.

After every step the promises 1, 2, 3 and 7 are checked, and that money is where the shadow says, to the unit. A step
that the shadow forbids must be refused with the exact error. At the end the oracle goes on.

``make lives`` plays more and longer ones; a seed gives the same life again.
"""

import os

import pytest

from tests.chain.challenges.life.batches import BatchSteps
from tests.chain.challenges.life.credits import CreditSteps
from tests.chain.challenges.life.demands import DemandSteps
from tests.chain.challenges.life.disputes import DisputeSteps
from tests.chain.challenges.life.ending import EndingSteps
from tests.chain.challenges.life.operators import OperatorSteps
from tests.chain.challenges.life.player import play
from tests.chain.challenges.life.shadow import ALL, QUORUM
from tests.chain.oracle.batches import hexed
from tests.chain.oracle.deployments import BOND, CHALLENGE_WINDOW, MAXIMUM_DELAY, VINTAGE

LIVES = int(os.environ.get("ABATE_STATEFUL_LIVES", "4"))
FIRST = int(os.environ.get("ABATE_STATEFUL_SEED", "0"))
STEPS = int(os.environ.get("ABATE_STATEFUL_STEPS", "25"))


class OracleLife(EndingSteps, OperatorSteps, BatchSteps, DemandSteps, DisputeSteps, CreditSteps):
    def invariant_promise_1_everybody_in_force_holds_a_whole_bond(self):
        shadow = self.shadow
        assert self.oracle.operatorSetHash() == self.oracle.hashOperatorSet(shadow.in_force, QUORUM)
        assert {each: self.registry.operatorOf(each)[0] for each in ALL} == shadow.bonds
        assert all(shadow.bonds[each] >= BOND for each in shadow.in_force)

    def invariant_promise_1_nothing_is_minted_but_from_the_final_batch(self):
        self.now()
        final = self.shadow.final
        stored = self.oracle.finalBatch(VINTAGE)
        if final:
            assert (stored["sequence"], stored["root"]) == (final.sequence, hexed(final.posted.tree.root))
            assert stored["record"] == final.posted.record
        else:
            assert (stored["sequence"], self.credit.totalIssued()) == (0, 0)
        assert self.oracle.isFinalBatchFaulted(VINTAGE) == bool(final and final.is_faulted)

    def invariant_promise_2_issued_is_bounded(self):
        shadow = self.shadow
        assert self.credit.totalIssued() == sum(shadow.issued) + shadow.reserve_issued <= shadow.total

    def invariant_promise_3_nothing_is_counted_twice(self):
        shadow = self.shadow
        assert [self.credit.issuedTo(each) for each in self.people] == shadow.issued
        assert [self.credit.balanceOf(each) for each in self.people] == shadow.issued

    def invariant_promise_3_a_deficit_is_burnt_once(self):
        shadow = self.shadow
        assert self.credit.balanceOf(self.reserve) == shadow.reserve_issued - shadow.burnt
        assert (self.reserve.burntOf(VINTAGE), self.reserve.uncoveredOf(VINTAGE)) == (shadow.burnt, shadow.uncovered)
        assert self.credit.totalBurnt() == shadow.burnt

    def invariant_promise_7_finality_comes_in_bounded_time(self):
        self.now()
        pending = self.shadow.pending
        stored, final_at = self.oracle.pendingBatch(VINTAGE)
        assert (stored[0], final_at) == ((pending.sequence, pending.final_at) if pending else (0, 0))
        if pending:
            assert final_at <= pending.posted.time + CHALLENGE_WINDOW + MAXIMUM_DELAY

    def invariant_bonds_are_where_the_shadow_says(self):
        shadow = self.shadow
        assert self.registry.destroyed() == shadow.destroyed
        assert all(self.registry.rewardOf(each) == reward for each, reward in shadow.rewards.items())
        held = sum(shadow.bonds.values()) + sum(shadow.rewards.values()) + shadow.destroyed
        assert self.money.balanceOf(self.registry) == held

    def invariant_stakes_are_where_the_shadow_says(self):
        for contract, ledger in ((self.demands, self.shadow.demands), (self.disputes, self.shadow.disputes)):
            assert self.money.balanceOf(contract) == ledger.held
            assert contract.destroyed() == ledger.destroyed
            assert all(contract.owedTo(each) == amount for each, amount in ledger.owed.items())


@pytest.fixture(scope="module")
def life(deployer, owner, guardian, relayer, stranger):
    return OracleLife(deployer, owner, guardian, relayer, stranger)


@pytest.mark.parametrize("seed", range(FIRST, FIRST + LIVES))
def test_the_oracle_follows_its_shadow(life, seed):
    play(life, seed, STEPS)
