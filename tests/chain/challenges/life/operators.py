"""Operators come, go, are suspended and top up."""

from brownie import accounts

from tests.chain.challenges.life.shadow import ALL, QUORUM
from tests.chain.challenges.life.stage import UNBONDING, Stage, expected
from tests.chain.oracle.deployments import ADMISSION_DELAY, BOND, SLICE, SUSPENSION, pay_bonds


class OperatorSteps(Stage):
    any_operator = range(5)
    any_dropped = range(6)
    any_withdrawn = range(5)

    def step_suspend(self, any_operator):
        time, shadow, operator = self.now(), self.shadow, ALL[any_operator]
        last, left = shadow.suspended[operator], [each for each in shadow.in_force if each != operator]
        refusal = None
        if last and time < last + SUSPENSION:
            refusal = ("SuspendedTooRecently", operator, last + SUSPENSION)
        elif operator in shadow.in_force and len(left) < QUORUM:
            refusal = ("SuspensionLeavesNoQuorum", len(left), QUORUM)
        with expected(refusal):
            tx = self.registry.suspend(operator, shadow.in_force, {"from": self.guardian})
        if not refusal:
            shadow.suspended[operator] = tx.timestamp + SUSPENSION
            shadow.in_force = left

    def step_leave(self, any_operator):
        """A quorum stays: a life without one shows little."""
        shadow, operator = self.shadow, ALL[any_operator]
        left = [each for each in shadow.in_force if each != operator]
        if len(left) < QUORUM:
            return
        refusal = None
        if not shadow.bonds[operator]:
            refusal = ("NothingToWithdraw", operator)
        elif operator in shadow.leaving:
            refusal = ("AlreadyLeaving", operator, shadow.leaving[operator])
        with expected(refusal):
            tx = self.registry.leave(shadow.in_force, {"from": accounts.at(operator)})
        if not refusal:
            shadow.leaving[operator] = tx.timestamp + UNBONDING
            shadow.in_force = left

    def step_withdraw_bond(self, any_withdrawn):
        time, shadow, operator = self.now(), self.shadow, ALL[any_withdrawn]
        until = shadow.leaving.get(operator, 0)
        refusal = ("StillBonded", operator, until) if not until or time < until else None
        with expected(refusal):
            self.registry.withdrawBond({"from": accounts.at(operator)})
        if not refusal:
            del shadow.leaving[operator]
            shadow.bonds[operator] = 0

    def step_top_up(self, any_operator):
        """What is missing, or a slice beyond."""
        shadow, operator = self.shadow, ALL[any_operator]
        missing = BOND - shadow.bonds[operator]
        amount = missing if missing > 0 else SLICE
        refusal = ("Leaving", operator) if operator in shadow.leaving else None
        with expected(refusal):
            pay_bonds(self.registry, [operator], self.deployer, amount)
        if not refusal:
            shadow.bonds[operator] += amount

    def step_enter(self, any_operator):
        """All who can and one who perhaps cannot."""
        time, shadow, wanted = self.now(), self.shadow, ALL[any_operator]
        out = [each for each in ALL if each not in shadow.in_force]
        joining = [each for each in out if shadow.is_ready(each, time) or each == wanted]
        if not joining:
            return
        refusal = None if wanted not in joining or shadow.is_ready(wanted, time) else ("NotReady", wanted)
        with expected(refusal):
            self.registry.enter(joining, shadow.in_force, {"from": self.relayer})
        if not refusal:
            shadow.in_force = sorted([*shadow.in_force, *joining], key=lambda each: int(each, 16))

    def step_admit(self, any_dropped):
        """The owner announces all operators, or all but one."""
        if not self.is_late(self.now() + ADMISSION_DELAY):
            self.admit([each for place, each in enumerate(ALL) if place != any_dropped])

    def admit(self, listed):
        """Whoever is ready when the delay is over is in force."""
        shadow = self.shadow
        self.registry.scheduleOperatorSet(listed, QUORUM, {"from": self.owner})
        scheduled = self.registry.scheduledOperatorSet()
        with expected(("OperatorSetNotYetActive", str(scheduled[0]), scheduled[1])):
            self.registry.activateOperatorSet(listed, {"from": self.relayer})
        self.wait(ADMISSION_DELAY)
        before, shadow.admitted = shadow.admitted, listed
        ready = [each for each in listed if shadow.is_ready(each, self.now())]
        refusal = ("TooFewReady", len(ready), QUORUM) if len(ready) < QUORUM else None
        with expected(refusal):
            self.registry.activateOperatorSet(listed, {"from": self.relayer})
        if refusal:
            shadow.admitted = before
            self.registry.cancelOperatorSet({"from": self.owner})
        else:
            shadow.in_force = ready

    def step_withdraw_reward(self, any_operator):
        """Whoever has most."""
        rewards = self.shadow.rewards.most_common(1)
        if rewards and rewards[0][1]:
            self.registry.withdrawReward({"from": accounts.at(rewards[0][0])})
            self.shadow.rewards[rewards[0][0]] = 0
