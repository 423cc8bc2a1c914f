"""Right and false batches of two vintages are signed and posted, revoked and awaited; and the clock."""

from eth_utils import keccak

from tests.chain.challenges.reports import Person, Posted, nullifier, prepared
from tests.chain.oracle.batches import FOR_EVER, JULY_ENDS, fields, word
from tests.chain.oracle.committee import COMMITTEE, Committee, compact, signature, stranger_key
from tests.chain.oracle.deployments import CHALLENGE_WINDOW, DAY, HOUR, METHODOLOGY_ID, RESERVE_SHARE_BPS
from tests.chain.system.actors import GUARDIAN, PEOPLE, RELAYER
from tests.chain.system.model.batches import Batch
from tests.chain.system.model.operators import QUORUM
from tests.chain.system.stage import GRAMS_PER_BOND, YEARS
from tests.chain.system.world import SLACK, World

BASELINE = 100_000
"""Grams of each period and person."""
LEFT = (600, 200, 900)
"""What of a thousand of them is still emitted."""
TOO_MUCH = 30_000
FIRST_PERIOD_ENDS = {2013: JULY_ENDS - 10_000, 2014: YEARS[2014] + 1000}
FAULTS = ("credits", "median", "account twice", "source twice", "sources out of order", "observation", "unsigned root")
SCHEDULED_GROWTH = (0, 100_000, 200_000, 300_000, 300_000, 300_001, 400_000, 500_001)


def earned(baseline: int, emissions: int) -> int:
    return (baseline - emissions) * (10_000 - RESERVE_SHARE_BPS) // 10_000


class BatchSteps(World):
    any_year = (2013, 2013, 2013, 2014)
    any_fault = (None, None, None, None, *FAULTS)
    any_growth = SCHEDULED_GROWTH
    any_levels = range(81)
    any_missing = range(12)
    any_signers = (3, 3, 3, 3, 3, 4, 5, 2)
    any_is_forged = (False,) * 7 + (True,)
    any_halves = range(1, 6)
    any_hours = range(1, 9)

    def is_late(self, moment: int) -> bool:
        """So late that the second vintage would close before a life's end came to it."""
        return moment > YEARS[2014] + 300 * DAY

    def people_of(self, period: int, levels: int, missing: int, fault: str | None) -> list[Person]:
        """Reports of a vintage to date: each person with one of three emissions, one perhaps dropped."""
        present = [each for place, each in enumerate(PEOPLE) if place != missing]
        baseline = BASELINE * period
        found = []
        for place, account in enumerate(present):
            emissions = baseline * LEFT[levels // 3**place % 3] // 1000
            figures = (baseline, emissions, period)
            credits, sources = earned(baseline, emissions), [nullifier(account)]
            found.append(Person(account, (figures,) * QUORUM, figures, credits, nullifiers=sources))
        if fault:
            found = bent(found, fault)
        return found

    def step_post(self, any_year, any_fault, any_growth, any_levels, any_missing, any_signers, any_is_forged):
        if any_year == 2014 and self.node.time < YEARS[2014] and any_levels % 4:
            # before its year begins it is refused: now and then is enough
            any_year = 2013
        if any_year == 2013 and self.now() >= self.shadow.vintages[2013].closes and any_levels % 4:
            any_year = 2014
        self.post(any_year, any_fault, any_growth, any_levels, any_missing, any_signers, any_is_forged)

    def post(self, year, fault=None, growth=0, levels=0, missing=99, signers=QUORUM, is_forged=False):
        """The period after the final batch's, so that what falls is posted again."""
        time, shadow, vintage = self.now(), self.shadow, self.shadow.vintages[year]
        operators = list(shadow.operators.in_force)
        if len(operators) < QUORUM:
            return
        final = vintage.final
        period = final.period + 1 if final else 1
        if final and not (fault or final.fault or levels % 5):
            # nobody has new figures: the same reports again
            period, people = final.period, list(final.posted.people)
        else:
            people = self.people_of(period, levels, missing, fault)
        batch = {
            "vintage": year,
            "sequence": len(vintage.batches) + 1,
            "through": final.through + 1 if final else FIRST_PERIOD_ENDS[year],
            "methodologyId": METHODOLOGY_ID,
            "factorSetHash": word("factor sets"),
            "evidenceHash": word("evidence"),
            "authorisedTotal": vintage.total + growth,
            "count": len(people),
            "operatorSetHash": shadow.operators.hash,
            "validUntil": FOR_EVER,
        }
        seen = with_other_figures(people) if fault == "observation" else people
        forged = 0 if fault == "unsigned root" else None
        tree, observed, roots = prepared(self.oracle, people, batch, seen, forged)
        committee = Committee(tuple(each for each in COMMITTEE.members if each.address in operators))
        signed = committee.addresses[:signers]
        signatures = committee.sign(self.oracle, batch, signers)
        refusal = self.refusal_of_posting(vintage, batch, len(signed), growth, time)
        if is_forged and len(signatures) >= QUORUM:
            signatures[-1] = compact(signature(stranger_key(), self.oracle, batch))
            refusal = outsider(signed[-2])
        if self.act(RELAYER, self.oracle, "postBatch", fields(batch), operators, signatures, refusal=refusal):
            bits = (1 << len(signed)) - 1
            posted = Posted(self.oracle, tuple(people), tree, observed, roots, batch, bits, time)
            rows = {person.account: row for row, person in reversed(list(enumerate(people)))}
            right = {each.account: earned(*each.figures[:2]) for each in reversed(people)}
            total = batch["authorisedTotal"]
            vintage.batches.append(Batch(posted, seen, operators, signed, rows, right, total, period, fault, final))

    def refusal_of_posting(self, vintage, batch, signers, growth, time):
        if signers < QUORUM:
            return ("QuorumNotReached", signers, QUORUM)
        if vintage.pending:
            return ("BatchPending", vintage.pending.sequence, vintage.pending.final_at)
        if growth > signers * GRAMS_PER_BOND:
            return ("GrowthTooLarge", growth, signers * GRAMS_PER_BOND)
        if batch["through"] > time:
            return ("PeriodNotOver", batch["through"], time)
        if time >= vintage.closes:
            return ("VintageClosed", vintage.year, vintage.closes)
        return None

    def step_a_right_batch_becomes_final(self, any_year, any_growth, any_levels):
        """So that lives get far: posted by a quorum, and its window passes."""
        if any_year == 2014 and self.node.time < YEARS[2014]:
            any_year = 2013
        if self.is_late(self.node.time + CHALLENGE_WINDOW) or self.shadow.vintages[any_year].pending:
            return
        self.bring_operators()
        self.post(any_year, growth=min(any_growth, QUORUM * GRAMS_PER_BOND), levels=any_levels)
        self.step_the_batch_becomes_final(any_year)

    def step_the_batch_becomes_final(self, any_year):
        self.now()
        pending = self.shadow.vintages[any_year].pending
        if pending:
            self.wait_until(pending.final_at)

    def step_revoke(self, any_year, any_fault, any_brings):
        """Often twice: what the quorum posts again stands."""
        self.bring_pending(any_year, any_fault, any_brings)
        if self.revoke(any_year) and any_brings:
            self.post(any_year, levels=1)
            self.revoke(any_year)

    def revoke(self, year) -> bool:
        self.now()
        vintage = self.shadow.vintages[year]
        pending, refusal = vintage.pending, None
        if not pending:
            refusal = ("NoPendingBatch", year)
        elif pending.through <= vintage.revoked_through:
            refusal = ("RevocationSpent", year, pending.through)
        taken = self.act(GUARDIAN, self.oracle, "revokeBatch", year, refusal=refusal)
        if taken:
            pending.is_dead = pending.is_revoked = True
            vintage.revoked_through = pending.through
        return taken

    def step_pass_hours(self, any_hours):
        if not self.is_late(self.node.time):
            self.wait(any_hours * HOUR)

    def step_pass_days(self, any_halves):
        if not self.is_late(self.now() + any_halves * DAY // 2):
            self.wait(any_halves * DAY // 2)

    def step_the_new_year(self):
        """Once the first vintage has gone some way; then both take batches."""
        batches = self.shadow.vintages[2013].batches
        if self.node.time < YEARS[2014] and len(batches) > 2:
            self.wait_until(YEARS[2014] + DAY)

    def step_the_first_vintage_is_settled(self):
        """Its last batches are posted; now it is corrected. The other one goes on."""
        vintages = self.shadow.vintages
        if YEARS[2014] < self.node.time < vintages[2013].settled and vintages[2014].batches:
            self.wait_until(vintages[2013].settled + SLACK)


def bent(people: list[Person], fault: str) -> list[Person]:
    """Reports with a fault of this kind, as a colluding quorum would sign them."""
    first, second = people[:2]
    if fault == "credits":
        people[0] = Person(
            first.account, first.observed, first.figures, first.credits + TOO_MUCH, nullifiers=first.nullifiers
        )
    elif fault == "median":
        figures = (first.figures[0], first.figures[1] // 2, first.figures[2])
        people[0] = Person(first.account, first.observed, figures, earned(*figures[:2]), nullifiers=first.nullifiers)
    elif fault == "account twice":
        b, e, p = first.figures
        figures = (b, e // 4, p)
        twin = Person(first.account, (figures,) * QUORUM, figures, earned(b, e // 4), nullifiers=first.nullifiers)
        people.append(twin)
    elif fault == "source twice":
        people[1] = Person(second.account, second.observed, second.figures, second.credits, nullifiers=first.nullifiers)
    elif fault == "sources out of order":
        twice = [first.nullifiers[0], first.nullifiers[0]]
        people[0] = Person(first.account, first.observed, first.figures, first.credits, nullifiers=twice)
    return people


def with_other_figures(people: list[Person]) -> list[Person]:
    """What the operators signed that they observed, where the reports show something else."""
    first, *rest = people
    b, e, p = first.figures
    return [Person(first.account, ((b, e + 1, p),) * QUORUM, first.figures, first.credits), *rest]


def outsider(previous: str) -> tuple:
    """How a stranger's signature is refused after an operator's."""
    given = stranger_key().address
    if int(given, 16) <= int(previous, 16):
        return ("SignersNotAscending", previous, given)
    return ("NotAnOperator", given)


def commitment_to(data: bytes, challenger: str) -> str:
    return "0x" + keccak(data + bytes.fromhex(challenger[2:])).hex()
