"""Raw data is disputed, defended, ruled on or left to a silent arbiter."""

from dataclasses import dataclass

from eth_abi import encode
from eth_utils import keccak

from tests.chain.challenges.life.disputes import DEFENCE_TIME, RULING_TIME
from tests.chain.oracle.batches import word
from tests.chain.oracle.deployments import DISPUTE_STAKE
from tests.chain.system.actors import ARBITER, DEFENDER, PEOPLE, RELAYER
from tests.chain.system.contracts import raw
from tests.chain.system.model.batches import Batch
from tests.chain.system.world import SLACK, World

DISPUTE = ["uint16", "uint32", "uint40", "address", "address", "bytes32"]


@dataclass(eq=False)
class Disputed:
    """An open dispute."""

    words: tuple
    batch: Batch
    disputer: str
    defender: str | None = None

    @property
    def id(self) -> str:
        return "0x" + keccak(encode(DISPUTE, raw(self.words))).hex()

    @property
    def defend_by(self) -> int:
        return self.batch.window_end + DEFENCE_TIME

    @property
    def ruling_by(self) -> int:
        return self.batch.window_end + RULING_TIME


class DisputeSteps(World):
    any_disputer = range(4)
    any_dispute = range(12)
    any_is_wrong = (False, True)
    any_ledger = (False, True)

    def step_dispute(self, any_pending_year, any_disputer, any_fault, any_brings):
        self.bring_pending(any_pending_year, any_fault, any_brings)
        time, vintage, disputer = self.now(), self.shadow.vintages[any_pending_year], PEOPLE[any_disputer]
        batch, refusal = vintage.pending, None
        if not batch:
            return
        if time >= batch.window_end:
            refusal = ("DisputeTooLate", batch.window_end)
        elif batch.through <= vintage.ruled_through:
            refusal = ("RulingSpent", vintage.year, batch.through)
        self.salts += 1
        evidence = word(f"evidence {self.salts}")
        arguments = (vintage.year, batch.sequence, PEOPLE[0], evidence)
        if self.act(disputer, self.disputes, "dispute", *arguments, refusal=refusal):
            words = (vintage.year, batch.sequence, batch.through, PEOPLE[0], disputer, evidence)
            disputed = Disputed(words, batch, disputer)
            self.disputed.append(disputed)
            self.stake(disputer)
            batch.final_at = max(batch.final_at, disputed.ruling_by)

    def stake(self, who: str) -> None:
        self.shadow.disputes.staked += DISPUTE_STAKE
        self.shadow.pay(who, self.disputes.address, DISPUTE_STAKE)

    def step_defend(self, any_dispute):
        time, disputed = self.now(), self.pick_dispute(any_dispute)
        if not disputed:
            return
        refusal = None
        if disputed.defender:
            refusal = ("AlreadyDefended", disputed.id, disputed.defender)
        elif time >= disputed.defend_by:
            refusal = ("DefenceTooLate", disputed.id, disputed.defend_by)
        if self.act(DEFENDER, self.disputes, "defend", disputed.words, refusal=refusal):
            disputed.defender = DEFENDER
            self.stake(DEFENDER)

    def step_rule(self, any_dispute, any_is_wrong):
        disputed = self.pick_dispute(any_dispute)
        if disputed:
            self.give_ruling(disputed, any_is_wrong)

    def step_rule_in_time(self, any_dispute, any_is_wrong):
        """When nobody can defend any more."""
        disputed = self.pick_dispute(any_dispute)
        if disputed and not self.is_late(self.now()):
            self.wait_until(disputed.defend_by + SLACK)
            self.give_ruling(disputed, any_is_wrong)
            if any_is_wrong:
                # the quorum posts the period again: no dispute can make it fall now
                self.step_dispute(disputed.batch.vintage, any_dispute % 4, None, True)

    def give_ruling(self, disputed, is_wrong):
        time, batch = self.now(), disputed.batch
        vintage, refusal = self.shadow.vintages[batch.vintage], None
        if time >= disputed.ruling_by:
            refusal = ("RulingTooLate", disputed.id, disputed.ruling_by)
        elif not disputed.defender and time < disputed.defend_by:
            refusal = ("DefenceTimeRunning", disputed.id, disputed.defend_by)
        elif is_wrong and batch.through <= vintage.ruled_through:
            refusal = ("RulingSpent", vintage.year, batch.through)
        elif is_wrong:
            refusal = vintage.refusal(batch)
        if self.act(ARBITER, self.disputes, "rule", disputed.words, is_wrong, refusal=refusal):
            self.disputed.remove(disputed)
            self.share_stakes(disputed, is_wrong)
            if is_wrong:
                vintage.ruled_through = batch.through
                self.fault(batch, disputed.id, disputed.disputer)

    def share_stakes(self, disputed, is_wrong):
        """The winner has its own stake back and half of the loser's; without a winner all of it is destroyed."""
        ledger, winner, loser = self.shadow.disputes, disputed.disputer, disputed.defender
        if not is_wrong:
            winner, loser = loser, winner
        if winner:
            ledger.owe(winner, DISPUTE_STAKE)
        if winner and loser:
            ledger.share(DISPUTE_STAKE, winner)
        elif loser:
            ledger.staked -= DISPUTE_STAKE
            ledger.destroyed += DISPUTE_STAKE

    def step_release(self, any_dispute, any_patience):
        """Where the arbiter was silent."""
        disputed = self.pick_dispute(any_dispute)
        if disputed:
            if any_patience and not self.is_late(disputed.ruling_by):
                self.wait_until(disputed.ruling_by + SLACK)
            self.release(disputed)

    def release(self, disputed):
        refusal = None
        if self.now() < disputed.ruling_by:
            refusal = ("RulingTimeRunning", disputed.id, disputed.ruling_by)
        if self.act(RELAYER, self.disputes, "release", disputed.words, refusal=refusal):
            self.disputed.remove(disputed)
            for each in filter(None, (disputed.disputer, disputed.defender)):
                self.shadow.disputes.owe(each, DISPUTE_STAKE)

    def step_withdraw_stake(self, any_ledger):
        """Whoever is owed most."""
        contract, ledger = self.ledgers()[any_ledger]
        if ledger.owed:
            self.withdraw_stake(contract, ledger, ledger.owed.most_common(1)[0][0])

    def ledgers(self):
        return (self.demands, self.shadow.demands), (self.disputes, self.shadow.disputes)

    def withdraw_stake(self, contract, ledger, account):
        amount = ledger.owed[account]
        if amount and self.act(account, contract, "withdraw"):
            self.shadow.pay(contract.address, account, amount)
            del ledger.owed[account]

    def pick_dispute(self, which: int) -> Disputed | None:
        """One of the latest open disputes."""
        found = self.disputed[-3:]
        return found[which % len(found)] if found else None
