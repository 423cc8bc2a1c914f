"""Faults are proven, right batches are not, and what faults cost is collected."""

from tests.chain.challenges.reports import AGE, OBSERVERS, root_message, sign_root
from tests.chain.oracle.batches import hexed
from tests.chain.oracle.committee import COMMITTEE
from tests.chain.system.actors import CHALLENGER, RELAYER
from tests.chain.system.model.batches import Batch
from tests.chain.system.model.operators import QUORUM
from tests.chain.system.steps.batches import commitment_to
from tests.chain.system.world import World

PROVEN_BY = {
    "credits": "proveWrongCredits",
    "median": "proveWrongMedian",
    "account twice": "proveDuplicateAccount",
    "source twice": "proveSourceUsedTwice",
    "sources out of order": "proveMalformedSources",
    "observation": "proveWrongObservation",
    "unsigned root": "proveUnsignedRoot",
}


class FaultSteps(World):
    any_fault_of = tuple(PROVEN_BY)
    any_which = range(12)
    any_is_hasty = (False,) * 9 + (True,)
    any_signer = range(3)

    def step_prove(self, any_which, any_is_hasty, any_fault_of, any_pending_year, any_brings):
        """A false batch, of whatever time."""
        self.bring_pending(any_pending_year, any_fault_of, any_brings)
        batches = [each for vintage in self.shadow.vintages.values() for each in vintage.batches[-3:]]
        false = [each for each in batches if each.fault]
        provable = [each for each in false if not self.shadow.vintages[each.vintage].refusal(each)]
        if any_which % 3 and provable:
            false = provable
        if false:
            batch = false[any_which % len(false)]
            self.prove(batch, batch.fault, any_is_hasty)

    def step_prove_what_is_right(self, any_which, any_fault_of):
        """A right batch has no fault."""
        self.now()
        newest = [each.newest for each in self.shadow.vintages.values() if each.newest]
        right = [each for each in newest if not each.fault]
        if right:
            self.prove(right[any_which % len(right)], any_fault_of, False)

    def prove(self, batch: Batch, fault: str, is_hasty: bool) -> None:
        """Commits to a proof, waits and reveals it; one who is hasty does not wait."""
        function, arguments = PROVEN_BY[fault], self.proof(batch, fault)
        commitment = commitment_to(self.challenges.data(function, *arguments), CHALLENGER)
        self.act(CHALLENGER, self.challenges, "commit", commitment)
        committed = self.node.time
        if not is_hasty:
            self.wait(AGE)
        self.now()
        refusal = self.shadow.vintages[batch.vintage].refusal(batch)
        if is_hasty:
            refusal = ("CommitmentTooYoung", commitment, committed + AGE - 1)
        elif not refusal and fault != batch.fault:
            refusal = self.without_fault(batch, fault)
        if self.act(CHALLENGER, self.challenges, function, *arguments, refusal=refusal):
            self.fault(batch, commitment, CHALLENGER)

    def without_fault(self, batch: Batch, fault: str) -> tuple:
        """Why such a proof against a right batch is none."""
        if fault == "account twice":
            people = batch.posted.people
            return ("DifferentAccounts", people[0].account, people[-1].account)
        if fault == "source twice":
            one, other = (hexed(batch.posted.people[row].nullifiers[0]) for row in (0, 1))
            return ("DifferentSources", one, other)
        return ("NoFault",)

    def proof(self, batch: Batch, fault: str) -> tuple:
        posted, salt = batch.posted, self.salt()
        last = len(posted.people) - 1
        if fault == "account twice":
            leaves = (posted.leaf(0), posted.proof(0), posted.leaf(last), posted.proof(last))
            return (posted.target, *leaves, salt)
        if fault == "source twice":
            return (posted.target, posted.sources(0), 0, posted.sources(1), 0, salt)
        if fault == "sources out of order":
            return (posted.target, posted.sources(0), salt)
        if fault == "observation":
            tree = posted.observed[0]
            observation, proof = batch.seen[0].observation(0), tree.proof(0)
            return (posted.posting, posted.roots, 0, observation, proof, posted.numbers(0), salt)
        if fault == "unsigned root":
            return (posted.posting, posted.roots, 0, salt)
        return (posted.target, posted.numbers(0), salt)

    def fault(self, batch: Batch, commitment: str, challenger: str) -> None:
        """The batch was proven wrong; somebody can collect."""
        vintage = self.shadow.vintages[batch.vintage]
        batch.is_dead = batch.is_dead or batch is vintage.pending
        batch.is_faulted = True
        self.shadow.uncollected.append((commitment, challenger, batch))

    def step_collect(self, any_which):
        shadow = self.shadow
        if not shadow.uncollected:
            return
        commitment, challenger, batch = shadow.uncollected.pop(any_which % len(shadow.uncollected))
        arguments = (commitment, challenger, batch.posted.posting, batch.operators)
        self.act(RELAYER, self.challenges, "collect", *arguments, shadow.operators.in_force)
        shadow.operators.slash(batch.signers, challenger)
        refusal = ("NothingToCollect", commitment)
        self.act(RELAYER, self.challenges, "collect", *arguments, shadow.operators.in_force, refusal=refusal)

    def step_prove_two_roots(self, any_which, any_signer):
        """An operator signed another root for the moment of a batch; it is slashed alone, once a moment."""
        batches = [each for vintage in self.shadow.vintages.values() for each in vintage.batches[-2:]]
        if not batches:
            return
        batch, place = batches[any_which % len(batches)], any_signer
        operator, found = OBSERVERS[place].address, self.shadow.operators
        if sum(each != operator for each in found.in_force) < QUORUM and any_which % 4:
            # it would leave no quorum: seldom enough
            return
        self.prove_two_roots(batch, place)
        if any_which % 2:
            self.prove_two_roots(batch, place)

    def prove_two_roots(self, batch: Batch, place: int) -> None:
        operator, found = OBSERVERS[place].address, self.shadow.operators
        roots = []
        for tree in batch.posted.observed[place], batch.posted.tree:
            message = root_message(batch.posted.batch, tree, place, len(batch.posted.people))
            roots += [tuple(message.values()), sign_root(self.oracle, COMMITTEE.members[place], message)]
        arguments = (operator, *roots, found.in_force, self.salt())
        commitment = commitment_to(self.challenges.data("proveTwoRoots", *arguments), CHALLENGER)
        self.act(CHALLENGER, self.challenges, "commit", commitment)
        self.wait(AGE)
        moment = (operator, batch.vintage, batch.sequence)
        refusal = ("AlreadyProven", *moment) if moment in self.shadow.two_roots else None
        if self.act(CHALLENGER, self.challenges, "proveTwoRoots", *arguments, refusal=refusal):
            self.shadow.two_roots.add(moment)
            found.slash([operator], CHALLENGER)
