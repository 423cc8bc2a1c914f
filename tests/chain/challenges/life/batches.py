"""Right and false batches, revoked, proven wrong and collected; and the clock."""

from tests.chain.challenges.life.shadow import PEOPLE, QUORUM, Batch
from tests.chain.challenges.life.stage import GRAMS_PER_BOND, Stage, expected
from tests.chain.challenges.reports import Person, commitment_of, post_people, prove, salt
from tests.chain.oracle.batches import JULY_ENDS, draft, hexed, pass_time_until, post
from tests.chain.oracle.committee import COMMITTEE, Committee
from tests.chain.oracle.deployments import DAY, VINTAGE

BASELINE = 1000
EARNED = {400: 582, 200: 776, 700: 291}
"""Credits by emissions: what was not emitted, less 3 % for the reserve."""
EMISSIONS = tuple(EARNED)
TOO_MUCH = 18
HALF_A_DAY = DAY // 2


def committee_of(operators: list[str]) -> Committee:
    return Committee(tuple(each for each in COMMITTEE.members if each.address in operators))


class BatchSteps(Stage):
    any_false = (False, True)
    any_growth = range(7001)
    any_levels = range(81)
    any_missing = range(10)
    any_halves = range(1, 8)
    any_which = range(12)

    def is_late(self, time: int) -> bool:
        """So late in the year that the last steps of a life would not find room."""
        return time > self.settled_at - 60 * DAY

    def people_of(self, levels: int, missing: int, is_false: bool) -> tuple[list[Person], dict[int, int]]:
        """Reports and their rows: each with one of three emissions, one perhaps dropped, one perhaps paid too much."""
        present = [place for place in range(PEOPLE) if place != missing]
        found = []
        for place in present:
            emissions = EMISSIONS[levels // 3**place % 3]
            credits = EARNED[emissions] + (TOO_MUCH if is_false and place == present[0] else 0)
            figures = (BASELINE, emissions, 1)
            found.append(Person(self.people[place].address, (figures,) * 3, figures, credits))
        return found, {place: row for row, place in enumerate(present)}

    def step_post(self, any_false, any_growth, any_levels, any_missing):
        if not self.year_is_over and not self.is_late(self.now()):
            self.post_batch(any_false, any_growth, any_levels, any_missing)

    def post_batch(self, is_false: bool, growth: int, levels: int, missing: int) -> None:
        """The period after the final batch's, so that what falls is posted again."""
        shadow = self.shadow
        self.now()
        if len(shadow.in_force) < QUORUM:
            return
        committee = committee_of(shadow.in_force)
        refusal = None
        if shadow.pending:
            refusal = ("BatchPending", shadow.pending.sequence, shadow.pending.final_at)
        elif growth > QUORUM * GRAMS_PER_BOND:
            refusal = ("GrowthTooLarge", growth, QUORUM * GRAMS_PER_BOND)
        through = shadow.final.through + 1 if shadow.final else JULY_ENDS - 10_000
        people, rows = self.people_of(levels, missing, is_false)
        changes = {"through": through, "authorisedTotal": shadow.total + growth}
        if refusal:
            with expected(refusal):
                post(self.oracle, draft(self.oracle, **changes), self.relayer, committee)
            return
        posted = post_people(self.oracle, people, self.relayer, committee=committee, **changes)
        batch = Batch(posted, list(shadow.in_force), rows, changes["authorisedTotal"], is_false, shadow.final)
        shadow.batches.append(batch)
        assert posted.signers.bit_count() >= QUORUM

    def step_revoke(self):
        self.now()
        pending = self.shadow.pending
        refusal = None
        if not pending:
            refusal = ("NoPendingBatch", VINTAGE)
        elif pending.through <= self.shadow.revoked_through:
            refusal = ("RevocationSpent", VINTAGE, pending.through)
        with expected(refusal):
            self.oracle.revokeBatch(VINTAGE, {"from": self.guardian})
        if not refusal:
            pending.is_dead = pending.is_revoked = True
            self.shadow.revoked_through = pending.through

    def step_prove(self, any_which):
        """A false batch, of whatever time."""
        self.now()
        false = [each for each in self.shadow.batches[-3:] if each.is_false]
        if not false:
            return
        batch = false[any_which % len(false)]
        self.salts += 1
        arguments = (batch.posted.target, batch.posted.numbers(0), salt(f"life {self.salts}"))
        refusal = self.shadow.refusal(batch)
        with expected(refusal):
            prove(self.challenges, "proveWrongCredits", *arguments, challenger=self.challenger)
        if not refusal:
            commitment = commitment_of(self.challenges, "proveWrongCredits", arguments, self.challenger)
            self.shadow.fault(batch, hexed(commitment), self.challenger.address)

    def step_collect(self, any_which):
        shadow = self.shadow
        if not shadow.uncollected:
            return
        commitment, challenger, batch = shadow.uncollected.pop(any_which % len(shadow.uncollected))
        arguments = (commitment, challenger, batch.posted.posting, batch.operators)
        self.challenges.collect(*arguments, shadow.in_force, {"from": self.relayer})
        shadow.slash(batch.signers, challenger)
        with expected(("NothingToCollect", commitment)):
            self.challenges.collect(*arguments, shadow.in_force, {"from": self.relayer})

    def step_pass_time(self, any_halves):
        if not self.is_late(self.now() + any_halves * HALF_A_DAY):
            self.wait(any_halves * HALF_A_DAY)

    def step_the_batch_becomes_final(self):
        self.now()
        if self.shadow.pending:
            pass_time_until(self.shadow.pending.final_at)
            self.wait(0)

    def step_the_year_ends(self):
        """Once there is something to correct."""
        self.now()
        if len(self.shadow.batches) > 2 and self.shadow.final:
            self.end_the_year()

    def end_the_year(self):
        if not self.year_is_over:
            pass_time_until(self.settled_at)
            self.wait(0)
        self.year_is_over = True
