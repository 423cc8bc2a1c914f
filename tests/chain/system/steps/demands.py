"""Openings of pending batches are demanded, answered, left unanswered."""

from dataclasses import dataclass

from tests.chain.demands.asking import ANSWERED, OPEN, REPAID, UNANSWERED, id_of, opening
from tests.chain.oracle.batches import hexed
from tests.chain.oracle.deployments import DAY, DEMAND_BOND
from tests.chain.system.actors import DEFENDER, PEOPLE, RELAYER
from tests.chain.system.model.batches import Batch
from tests.chain.system.model.operators import ALL
from tests.chain.system.world import SLACK, World

NO_HASH = "0x" + "00" * 32


@dataclass(eq=False)
class Asked:
    """A demand; ``is_for_leaf`` where a dropped account asks for its new leaf, not for numbers."""

    words: tuple
    demander: str
    batch: Batch
    person: str
    is_for_leaf: bool
    answer_by: int
    state: int = OPEN

    @property
    def id(self) -> str:
        return id_of(self.words)


class DemandSteps(World):
    any_person = range(4)
    any_asker = range(9)
    any_demand = range(12)
    any_unchanged = (False, True)
    any_pending_year = (2013, 2013, 2014)

    def step_demand_numbers(self, any_pending_year, any_person, any_asker, any_fault, any_brings):
        self.bring_pending(any_pending_year, any_fault, any_brings)
        batch, person = self.shadow.vintages[any_pending_year].pending, PEOPLE[any_person]
        if batch and person in batch.rows:
            self.demand(batch, batch, person, any_asker)

    def step_demand_leaf(self, any_pending_year, any_person, any_asker, any_fault, any_brings):
        self.bring_pending(any_pending_year, any_fault, any_brings)
        batch, person = self.shadow.vintages[any_pending_year].pending, PEOPLE[any_person]
        if batch and batch.before and person in batch.before.rows:
            self.demand(batch, batch.before, person, any_asker)

    def bring_pending(self, year: int, fault: str | None, brings: bool) -> None:
        """A batch in its window, right or false; of the other year where this one is not or no more."""
        self.now()
        if brings and not self.shadow.vintages[year].pending:
            self.bring_operators()
            self.post(year, fault, growth=200_000, levels=self.salts % 81, missing=self.salts % 8)
        self.now()

    def demand(self, batch, shown, person, asker):
        """By the person, or by an operator, who must be ready."""
        time, operators = self.now(), self.shadow.operators
        demander = ALL[asker] if asker < len(ALL) else person
        is_for_leaf = shown is not batch
        twice = [
            each for each in self.asked if (each.batch, each.person, each.is_for_leaf) == (batch, person, is_for_leaf)
        ]
        refusal = None
        if asker < len(ALL) and not operators.is_ready(demander, time):
            refusal = ("NotEntitled", demander)
        elif time >= batch.window_end - DAY:
            refusal = ("DemandTooLate", batch.window_end - DAY)
        elif twice:
            refusal = ("AlreadyDemanded", twice[0].id)
        row = shown.rows[person]
        leaf = NO_HASH if is_for_leaf else hexed(shown.posted.tree.leaf(row))
        before = batch.before.root if batch.before else NO_HASH
        words = (batch.vintage, batch.sequence, batch.root, before, person, leaf)
        function = "demandLeaf" if is_for_leaf else "demandNumbers"
        arguments = (batch.vintage, batch.sequence, shown.posted.leaf(row), shown.posted.proof(row))
        if self.act(demander, self.demands, function, *arguments, refusal=refusal):
            asked = Asked(words, demander, batch, person, is_for_leaf, time + DAY)
            self.asked.append(asked)
            self.shadow.demands.staked += DEMAND_BOND
            self.shadow.pay(demander, self.demands.address, DEMAND_BOND)
            batch.final_at = max(batch.final_at, asked.answer_by + DAY)

    def step_answer(self, any_demand, any_unchanged, any_person, any_brings):
        """Numbers, the unchanged leaf or the new leaf; where there is nothing to show, the demand stays."""
        if any_brings and not self.pick(any_demand, OPEN):
            self.bring_unchanged(any_unchanged)
            self.step_demand_numbers(2013, any_person, len(ALL), None, True)
            self.step_demand_leaf(2013, any_person, len(ALL), None, False)
        time, asked = self.now(), self.pick(any_demand, OPEN)
        if not asked or asked.person not in asked.batch.rows:
            return
        refusal = None if time < asked.answer_by else ("AnswerTooLate", asked.id, asked.answer_by)
        batch = asked.batch
        row = batch.rows[asked.person]
        leaf, proof = batch.posted.leaf(row), batch.posted.proof(row)
        before = batch.before.rows.get(asked.person) if batch.before else None
        if asked.is_for_leaf:
            call = ("answerLeaf", asked.words, *leaf[1:], proof)
        elif any_unchanged and before is not None and batch.before.posted.leaf(before) == leaf:
            call = ("answerUnchanged", asked.words, batch.before.posted.proof(before))
        else:
            call = ("answerNumbers", asked.words, *opening(batch.posted, row))
        if self.act(DEFENDER, self.demands, *call, refusal=refusal):
            asked.state = ANSWERED
            self.shadow.demands.share(DEMAND_BOND, DEFENDER)

    def step_prove_unanswered(self, any_demand):
        """After a day also where the demander took the bond back."""
        asked = self.pick(any_demand, OPEN, REPAID)
        if asked:
            self.prove_unanswered(asked)

    def step_nobody_answers(self, any_demand):
        """A day later."""
        asked = self.pick(any_demand, OPEN)
        if asked and not self.is_late(self.now()):
            self.wait_until(asked.answer_by + SLACK)
            self.prove_unanswered(asked)

    def bring_unchanged(self, wanted: bool) -> None:
        """A pending batch with the final one's reports."""
        self.now()
        vintage = self.shadow.vintages[2013]
        if wanted and vintage.final and not vintage.pending:
            self.bring_operators()
            self.post(2013, growth=100_000, levels=0)

    def prove_unanswered(self, asked):
        time = self.now()
        refusal = self.shadow.vintages[asked.batch.vintage].refusal(asked.batch)
        if asked.state == OPEN and time < asked.answer_by:
            refusal = ("AnswerTimeRunning", asked.id, asked.answer_by)
        if self.act(RELAYER, self.demands, "proveUnanswered", asked.words, refusal=refusal):
            if asked.state == OPEN:
                self.shadow.demands.owe(asked.demander, DEMAND_BOND)
            asked.state = UNANSWERED
            self.fault(asked.batch, asked.id, asked.demander)

    def step_repay(self, any_demand):
        asked = self.pick(any_demand, OPEN)
        if asked:
            self.repay(asked)

    def repay(self, asked):
        refusal = None
        if self.now() < asked.answer_by:
            refusal = ("AnswerTimeRunning", asked.id, asked.answer_by)
        if self.act(RELAYER, self.demands, "repay", asked.id, refusal=refusal):
            asked.state = REPAID
            self.shadow.demands.owe(asked.demander, DEMAND_BOND)

    def pick(self, which: int, *states: int) -> Asked | None:
        """One of the latest demands in these states."""
        found = [each for each in self.asked if each.state in states][-3:]
        return found[which % len(found)] if found else None
