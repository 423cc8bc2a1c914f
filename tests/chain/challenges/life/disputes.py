"""Raw data is disputed, defended, ruled on or left to a silent arbiter."""

from dataclasses import dataclass

from brownie import accounts

from tests.chain.challenges.life.shadow import Batch, Ledger
from tests.chain.challenges.life.stage import Stage, expected
from tests.chain.oracle.batches import pass_time_until, word
from tests.chain.oracle.deployments import DAY, DISPUTE_STAKE, VINTAGE

DEFENCE_TIME, RULING_TIME = DAY, 3 * DAY


@dataclass(eq=False)
class Disputed:
    """An open dispute."""

    words: tuple
    id: str
    batch: Batch
    disputer: str
    defender: str | None = None

    @property
    def defend_by(self) -> int:
        return self.batch.window_end + DEFENCE_TIME

    @property
    def ruling_by(self) -> int:
        return self.batch.window_end + RULING_TIME


class DisputeSteps(Stage):
    any_disputer = range(4)
    any_dispute = range(12)
    any_is_wrong = (False, True)
    any_ledger = (False, True)

    def step_dispute(self, any_disputer):
        time, shadow = self.now(), self.shadow
        batch, disputer = shadow.pending, self.people[any_disputer]
        if not batch:
            return
        refusal = None
        if time >= batch.window_end:
            refusal = ("DisputeTooLate", batch.window_end)
        elif batch.through <= shadow.ruled_through:
            refusal = ("RulingSpent", VINTAGE, batch.through)
        self.salts += 1
        arguments = (VINTAGE, batch.sequence, self.people[0], word(f"evidence {self.salts}"))
        with expected(refusal):
            tx = self.disputes.dispute(*arguments, {"from": disputer})
        if not refusal:
            event = tx.events["Disputed"]
            disputed = Disputed(tuple(event["dispute"]), str(event["id"]), batch, disputer.address)
            self.disputed.append(disputed)
            shadow.disputes.staked += DISPUTE_STAKE
            batch.final_at = max(batch.final_at, disputed.ruling_by)

    def step_defend(self, any_dispute):
        time, disputed = self.now(), self.pick_dispute(any_dispute)
        if not disputed:
            return
        refusal = None
        if disputed.defender:
            refusal = ("AlreadyDefended", disputed.id, disputed.defender)
        elif time >= disputed.defend_by:
            refusal = ("DefenceTooLate", disputed.id, disputed.defend_by)
        with expected(refusal):
            self.disputes.defend(disputed.words, {"from": self.defender})
        if not refusal:
            disputed.defender = self.defender.address
            self.shadow.disputes.staked += DISPUTE_STAKE

    def step_rule(self, any_dispute, any_is_wrong):
        disputed = self.pick_dispute(any_dispute)
        if disputed:
            self.give_ruling(disputed, any_is_wrong)

    def step_rule_in_time(self, any_dispute, any_is_wrong):
        """When nobody can defend any more."""
        disputed = self.pick_dispute(any_dispute)
        if disputed and not self.is_late(self.now()):
            if self.now() < disputed.defend_by:
                pass_time_until(disputed.defend_by)
                self.wait(0)
            self.give_ruling(disputed, any_is_wrong)

    def give_ruling(self, disputed, is_wrong):
        time, shadow, batch = self.now(), self.shadow, disputed.batch
        refusal = None
        if time >= disputed.ruling_by:
            refusal = ("RulingTooLate", disputed.id, disputed.ruling_by)
        elif not disputed.defender and time < disputed.defend_by:
            refusal = ("DefenceTimeRunning", disputed.id, disputed.defend_by)
        elif is_wrong and batch.through <= shadow.ruled_through:
            refusal = ("RulingSpent", VINTAGE, batch.through)
        elif is_wrong:
            refusal = shadow.refusal(batch)
        with expected(refusal):
            self.disputes.rule(disputed.words, is_wrong, {"from": self.arbiter})
        if not refusal:
            self.disputed.remove(disputed)
            self.share_stakes(shadow.disputes, disputed, is_wrong)
            if is_wrong:
                shadow.ruled_through = batch.through
                shadow.fault(batch, disputed.id, disputed.disputer)

    def share_stakes(self, ledger: Ledger, disputed: Disputed, is_wrong: bool) -> None:
        """The winner has its own stake back and half of the loser's; without a winner all of it is destroyed."""
        winner, loser = disputed.disputer, disputed.defender
        if not is_wrong:
            winner, loser = loser, winner
        if winner:
            ledger.owe(winner, DISPUTE_STAKE)
        if winner and loser:
            ledger.share(DISPUTE_STAKE, winner)
        elif loser:
            ledger.staked -= DISPUTE_STAKE
            ledger.destroyed += DISPUTE_STAKE

    def step_release(self, any_dispute):
        disputed = self.pick_dispute(any_dispute)
        if disputed:
            self.release(disputed)

    def release(self, disputed):
        refusal = None
        if self.now() < disputed.ruling_by:
            refusal = ("RulingTimeRunning", disputed.id, disputed.ruling_by)
        with expected(refusal):
            self.disputes.release(disputed.words, {"from": self.relayer})
        if not refusal:
            self.disputed.remove(disputed)
            for each in filter(None, (disputed.disputer, disputed.defender)):
                self.shadow.disputes.owe(each, DISPUTE_STAKE)

    def step_withdraw_stake(self, any_ledger):
        """Whoever is owed most."""
        if any_ledger:
            self.withdraw_stake(self.disputes, self.shadow.disputes)
        else:
            self.withdraw_stake(self.demands, self.shadow.demands)

    def withdraw_stake(self, contract, ledger):
        account, amount = (ledger.owed.most_common(1) or [(None, 0)])[0]
        if amount:
            before = self.money.balanceOf(account)
            contract.withdraw({"from": accounts.at(account)})
            assert self.money.balanceOf(account) - before == amount
            del ledger.owed[account]

    def pick_dispute(self, which: int) -> Disputed | None:
        """One of the latest open disputes."""
        found = self.disputed[-3:]
        return found[which % len(found)] if found else None
