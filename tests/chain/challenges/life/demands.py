"""Openings of the pending batch are demanded, answered, left unanswered."""

from dataclasses import dataclass

from brownie import accounts

from tests.chain.challenges.life.shadow import ALL, Batch
from tests.chain.challenges.life.stage import Stage, expected
from tests.chain.demands.asking import ANSWERED, OPEN, REPAID, UNANSWERED, id_of, opening
from tests.chain.oracle.deployments import DAY, DEMAND_BOND, VINTAGE


@dataclass(eq=False)
class Asked:
    """A demand; ``is_for_leaf`` where a dropped account asks for its new leaf, not for numbers."""

    words: tuple
    demander: str
    batch: Batch
    person: int
    is_for_leaf: bool
    answer_by: int
    state: int = OPEN

    @property
    def id(self) -> str:
        return id_of(self.words)


class DemandSteps(Stage):
    any_person = range(4)
    any_asker = range(6)
    any_demand = range(12)
    any_unchanged = (False, True)

    def step_demand_numbers(self, any_person, any_asker):
        self.now()
        batch = self.shadow.pending
        if batch and any_person in batch.rows:
            self.demand(batch, batch, any_person, any_asker, self.demands.demandNumbers)

    def step_demand_leaf(self, any_person, any_asker):
        self.now()
        batch = self.shadow.pending
        if batch and batch.before and any_person in batch.before.rows:
            self.demand(batch, batch.before, any_person, any_asker, self.demands.demandLeaf)

    def demand(self, batch, shown, person, asker, function):
        """By the person, or by an operator, who must be ready."""
        time, shadow = self.now(), self.shadow
        demander = accounts.at(ALL[asker]) if asker < len(ALL) else self.people[person]
        is_for_leaf = shown is not batch
        twice = [each for each in self.asked if (each.batch, each.person) == (batch, person)]
        twice = [each for each in twice if each.is_for_leaf == is_for_leaf]
        refusal = None
        if asker < len(ALL) and not shadow.is_ready(ALL[asker], time):
            refusal = ("NotEntitled", demander)
        elif time >= batch.window_end - DAY:
            refusal = ("DemandTooLate", batch.window_end - DAY)
        elif twice:
            refusal = ("AlreadyDemanded", twice[0].id)
        row = shown.rows[person]
        leaf, proof = shown.posted.leaf(row), shown.posted.proof(row)
        with expected(refusal):
            tx = function(VINTAGE, batch.sequence, leaf, proof, {"from": demander})
        if not refusal:
            words, answer_by = tuple(tx.events["Demanded"]["demand"]), tx.timestamp + DAY
            self.asked.append(Asked(words, demander.address, batch, person, is_for_leaf, answer_by))
            shadow.demands.staked += DEMAND_BOND
            batch.final_at = max(batch.final_at, answer_by + DAY)

    def step_answer(self, any_demand, any_unchanged):
        """Numbers, the unchanged leaf or the new leaf; where there is nothing to show, the demand stays."""
        time, asked = self.now(), self.pick(any_demand, OPEN)
        if not asked:
            return
        refusal = None if time < asked.answer_by else ("AnswerTooLate", asked.id, asked.answer_by)
        batch, sender = asked.batch, {"from": self.defender}
        row = batch.rows.get(asked.person)
        if row is None:
            return
        leaf, proof = batch.posted.leaf(row), batch.posted.proof(row)
        before = batch.before.rows.get(asked.person) if batch.before else None
        with expected(refusal):
            if asked.is_for_leaf:
                self.demands.answerLeaf(asked.words, *leaf[1:], proof, sender)
            elif any_unchanged and before is not None and batch.before.posted.leaf(before) == leaf:
                self.demands.answerUnchanged(asked.words, batch.before.posted.proof(before), sender)
            else:
                self.demands.answerNumbers(asked.words, *opening(batch.posted, row), sender)
        if not refusal:
            asked.state = ANSWERED
            self.shadow.demands.share(DEMAND_BOND, self.defender.address)

    def step_prove_unanswered(self, any_demand):
        """After a day also where the demander took the bond back."""
        self.now()
        asked = self.pick(any_demand, OPEN, REPAID)
        if asked:
            self.prove_unanswered(asked)

    def step_nobody_answers(self, any_demand):
        """A day later."""
        asked = self.pick(any_demand, OPEN)
        if asked and not self.is_late(self.now()):
            self.wait(DAY)
            self.prove_unanswered(asked)

    def prove_unanswered(self, asked):
        refusal = self.shadow.refusal(asked.batch)
        if asked.state == OPEN and self.now() < asked.answer_by:
            refusal = ("AnswerTimeRunning", asked.id, asked.answer_by)
        with expected(refusal):
            self.demands.proveUnanswered(asked.words, {"from": self.relayer})
        if not refusal:
            if asked.state == OPEN:
                self.shadow.demands.owe(asked.demander, DEMAND_BOND)
            asked.state = UNANSWERED
            self.shadow.fault(asked.batch, asked.id, asked.demander)

    def step_repay(self, any_demand):
        time, asked = self.now(), self.pick(any_demand, OPEN)
        if not asked:
            return
        refusal = ("AnswerTimeRunning", asked.id, asked.answer_by) if time < asked.answer_by else None
        with expected(refusal):
            self.demands.repay(asked.id, {"from": self.relayer})
        if not refusal:
            asked.state = REPAID
            self.shadow.demands.owe(asked.demander, DEMAND_BOND)

    def pick(self, which: int, *states: int) -> Asked | None:
        """One of the latest demands in these states."""
        found = [each for each in self.asked if each.state in states][-3:]
        return found[which % len(found)] if found else None
