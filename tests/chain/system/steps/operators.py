"""Operators come, go, are suspended and top up; the owner announces sets."""

from tests.chain.oracle.deployments import ADMISSION_DELAY, BOND, SLICE, SUSPENSION
from tests.chain.system.actors import GUARDIAN, RELAYER
from tests.chain.system.model.operators import ALL, FOR_EVER, QUORUM, set_hash
from tests.chain.system.stage import UNBONDING
from tests.chain.system.world import SLACK, World


class OperatorSteps(World):
    any_operator = range(5)
    any_dropped = range(7)
    any_patience = range(3)

    def bring_operators(self) -> None:
        """A quorum is in force again, if enough can pay for it."""
        found = self.shadow.operators
        for operator in ALL if len(found.in_force) < QUORUM else ():
            missing = BOND - found.bonds[operator]
            if missing > 0 and operator not in found.leaving:
                self.act(operator, self.registry, "deposit", [operator], missing)
                self.shadow.pay(operator, self.registry.address, missing)
                found.bonds[operator] = BOND
            if operator not in found.in_force and found.is_ready(operator, self.now()):
                self.put_in_force([operator])

    def put_in_force(self, joining, refusal=None):
        found = self.shadow.operators
        if self.act(RELAYER, self.registry, "enter", joining, found.in_force, refusal=refusal):
            found.in_force = sorted([*found.in_force, *joining], key=lambda each: int(each, 16))

    def step_suspend(self, any_operator, any_patience):
        """One, or one after another until a quorum is all that is left."""
        for place in range(3 if any_patience == 2 else 1):
            self.suspend(ALL[(any_operator + place) % len(ALL)])

    def suspend(self, operator):
        time, found = self.now(), self.shadow.operators
        last, left = found.suspended[operator], found.without(operator)
        refusal = None
        if last == FOR_EVER:
            refusal = ("SuspendedTooRecently", operator, last)
        elif last and time < last + SUSPENSION:
            refusal = ("SuspendedTooRecently", operator, last + SUSPENSION)
        elif operator in found.in_force and len(left) < QUORUM:
            refusal = ("SuspensionLeavesNoQuorum", len(left), QUORUM)
        if self.act(GUARDIAN, self.registry, "suspend", operator, found.in_force, refusal=refusal):
            found.suspended[operator] = time + SUSPENSION
            found.in_force = left

    def step_confirm_suspension(self, any_operator, any_brings):
        """Seldom: it lasts until the owner lifts it."""
        if any_brings:
            self.suspend(ALL[any_operator])
        time, found, operator = self.now(), self.shadow.operators, ALL[any_operator]
        refusal = None if time < found.suspended[operator] else ("NotSuspended", operator)
        if self.act(self.shadow.owner, self.registry, "confirmSuspension", operator, refusal=refusal):
            found.suspended[operator] = FOR_EVER

    def step_lift_suspension(self, any_operator):
        """Of somebody who is suspended, if anybody is."""
        time, found = self.now(), self.shadow.operators
        suspended = [each for each in ALL if time < found.suspended[each]]
        operator = suspended[any_operator % len(suspended)] if suspended else ALL[any_operator]
        refusal = None if suspended else ("NotSuspended", operator)
        if self.act(self.shadow.owner, self.registry, "liftSuspension", operator, refusal=refusal):
            found.suspended[operator] = time

    def step_leave(self, any_operator):
        """A quorum stays: a life without one shows little."""
        time, found, operator = self.now(), self.shadow.operators, ALL[any_operator]
        left = found.without(operator)
        if len(left) < QUORUM:
            return
        refusal = None
        if not found.bonds[operator]:
            refusal = ("NothingToWithdraw", operator)
        elif operator in found.leaving:
            refusal = ("AlreadyLeaving", operator, found.leaving[operator])
        if self.act(operator, self.registry, "leave", found.in_force, refusal=refusal):
            found.leaving[operator] = time + UNBONDING
            found.in_force = left

    def step_withdraw_bond(self, any_operator, any_patience):
        """Often of somebody who is leaving, who may wait for it."""
        found, operator = self.shadow.operators, ALL[any_operator]
        if any_patience and found.leaving:
            operator = sorted(found.leaving)[any_operator % len(found.leaving)]
        until = found.leaving.get(operator, 0)
        if any_patience == 2 and until and not self.is_late(until):
            self.wait_until(until + SLACK)
        time = self.now()
        refusal = ("StillBonded", operator, until) if not until or time < until else None
        if self.act(operator, self.registry, "withdrawBond", refusal=refusal):
            del found.leaving[operator]
            self.shadow.pay(self.registry.address, operator, found.bonds[operator])
            found.bonds[operator] = 0

    def step_top_up(self, any_operator):
        """What is missing, or a slice beyond."""
        found, operator = self.shadow.operators, ALL[any_operator]
        below = [each for each in ALL if found.bonds[each] < BOND and each not in found.leaving]
        if below:
            operator = below[any_operator % len(below)]
        missing = BOND - found.bonds[operator]
        amount = missing if missing > 0 else SLICE
        refusal = ("Leaving", operator) if operator in found.leaving else None
        if self.act(operator, self.registry, "deposit", [operator], amount, refusal=refusal):
            self.shadow.pay(operator, self.registry.address, amount)
            found.bonds[operator] += amount

    def step_enter(self, any_operator):
        """All who can and one who perhaps cannot."""
        time, found, wanted = self.now(), self.shadow.operators, ALL[any_operator]
        out = [each for each in ALL if each not in found.in_force]
        joining = [each for each in out if found.is_ready(each, time) or each == wanted]
        if not joining:
            return
        refusal = None if wanted not in joining or found.is_ready(wanted, time) else ("NotReady", wanted)
        self.put_in_force(joining, refusal)

    def step_schedule_operators(self, any_dropped):
        """The owner announces all operators, or all but one."""
        time, found = self.now(), self.shadow.operators
        listed = [each for place, each in enumerate(ALL) if place != any_dropped]
        refusal = None
        if found.scheduled and time < found.scheduled[1] + ADMISSION_DELAY:
            refusal = ("OperatorSetAlreadyScheduled", set_hash(found.scheduled[0]), found.scheduled[1])
        if self.act(self.shadow.owner, self.registry, "scheduleOperatorSet", listed, QUORUM, refusal=refusal):
            found.scheduled = (listed, time + ADMISSION_DELAY)

    def step_activate_operators(self, any_patience, any_dropped, any_brings, any_seldom):
        """By anybody, sometimes when the delay is over, seldom when it is over twice: then the set has expired.

        Whoever is ready is in force.
        """
        found = self.shadow.operators
        if any_brings and not found.scheduled:
            self.step_schedule_operators(any_dropped)
        if any_patience and found.scheduled and not self.is_late(found.scheduled[1]):
            self.wait_until(found.scheduled[1] + (SLACK if any_seldom else ADMISSION_DELAY))
        time = self.now()
        listed, active_from = found.scheduled or (ALL, 0)
        ready = [
            each
            for each in listed
            if found.bonds[each] >= BOND and each not in found.leaving and time >= found.suspended[each]
        ]
        refusal = None
        if not found.scheduled:
            refusal = ("NoScheduledOperatorSet",)
        elif time < active_from:
            refusal = ("OperatorSetNotYetActive", set_hash(listed), active_from)
        elif time >= active_from + ADMISSION_DELAY:
            refusal = ("OperatorSetExpired", set_hash(listed), active_from + ADMISSION_DELAY)
        elif len(ready) < QUORUM:
            refusal = ("TooFewReady", len(ready), QUORUM)
        if self.act(RELAYER, self.registry, "activateOperatorSet", listed, refusal=refusal):
            found.admitted, found.in_force, found.scheduled = listed, ready, None

    def step_cancel_operators(self):
        found = self.shadow.operators
        refusal = None if found.scheduled else ("NoScheduledOperatorSet",)
        if self.act(self.shadow.owner, self.registry, "cancelOperatorSet", refusal=refusal):
            found.scheduled = None

    def step_withdraw_reward(self):
        """Whoever has most."""
        rewards = self.shadow.operators.rewards
        if rewards:
            self.withdraw_reward(rewards.most_common(1)[0][0])

    def withdraw_reward(self, account):
        rewards = self.shadow.operators.rewards
        refusal = None if rewards[account] else ("NothingToWithdraw", account)
        if self.act(account, self.registry, "withdrawReward", refusal=refusal):
            self.shadow.pay(self.registry.address, account, rewards[account])
            rewards[account] = 0
