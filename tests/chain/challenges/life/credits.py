"""Credits are issued to people, to pairs of leaves and to the reserve, and corrected when the year is over."""

from eth_utils import to_canonical_address

from tests.chain.challenges.life.batches import EARNED
from tests.chain.challenges.life.stage import Stage, expected
from tests.chain.oracle.batches import packed
from tests.chain.oracle.deployments import VINTAGE


class CreditSteps(Stage):
    any_claimant = range(4)

    def step_issue(self, any_claimant):
        self.now()
        shadow, final = self.shadow, self.shadow.final
        if not final or any_claimant not in final.rows:
            return
        row, issued = final.rows[any_claimant], shadow.issued[any_claimant]
        leaf = final.posted.leaf(row)
        refusal = None
        if not shadow.pays:
            refusal = ("NoFinalBatch", VINTAGE)
        elif leaf[1] <= issued:
            refusal = ("NothingDue", leaf[0], leaf[1], issued)
        elif not shadow.room:
            refusal = ("CapReached", sum(shadow.issued))
        with expected(refusal):
            self.credit.issue(*leaf, final.posted.proof(row), {"from": self.relayer})
        if not refusal:
            shadow.issued[any_claimant] += min(leaf[1] - issued, shadow.room)

    def step_issue_many(self):
        """To two people whose leaves are neighbours in the tree."""
        self.now()
        shadow, final = self.shadow, self.shadow.final
        if not final:
            return
        tree, people = final.posted.tree, {row: person for person, row in final.rows.items()}
        rows = [tree.leaves.index(node) for node in tree.nodes[-2:]]
        leaves = [final.posted.leaf(row) for row in rows]
        entries = packed([(to_canonical_address(account), credits, report) for account, credits, report in leaves])
        with expected(None if shadow.pays else ("NoFinalBatch", VINTAGE)):
            self.credit.issueMany(entries, tree.proof(rows[0])[1:], {"from": self.relayer})
        for row, leaf in zip(rows, leaves, strict=True):
            if shadow.pays:
                due = max(0, leaf[1] - shadow.issued[people[row]])
                shadow.issued[people[row]] += min(due, shadow.room)

    def step_issue_reserve(self):
        self.now()
        shadow = self.shadow
        refusal = None
        if not shadow.pays:
            refusal = ("NoFinalBatch", VINTAGE)
        elif shadow.reserve_cap <= shadow.reserve_issued:
            refusal = ("NothingDue", self.reserve, shadow.reserve_cap, shadow.reserve_issued)
        with expected(refusal):
            self.credit.issueReserve({"from": self.relayer})
        if not refusal:
            shadow.reserve_issued = shadow.reserve_cap

    def step_correct(self, any_claimant):
        """By the leaf, or where the final batch is wrong by the opened report."""
        self.now()
        if self.shadow.final and any_claimant in self.shadow.final.rows:
            self.correct(any_claimant)

    def correct(self, person):
        shadow, final = self.shadow, self.shadow.final
        row, account, issued = final.rows[person], self.people[person], shadow.issued[person]
        figure = final.posted.leaf(row)[1]
        if final.is_faulted:
            figure = EARNED[final.posted.people[row].figures[1]]
        refusal = None
        if not self.year_is_over:
            refusal = ("VintageNotSettled", VINTAGE, self.settled_at)
        elif person in shadow.corrected:
            refusal = ("AlreadyCorrected", VINTAGE, account)
        elif figure >= issued:
            refusal = ("NoDeficit", account, figure, issued)
        with expected(refusal):
            if final.is_faulted:
                self.reserve.correctFault(VINTAGE, final.posted.numbers(row), {"from": self.relayer})
            else:
                leaf, proof = final.posted.leaf(row), final.posted.proof(row)
                self.reserve.correct(VINTAGE, *leaf, proof, {"from": self.relayer})
        if not refusal:
            if shadow.pays:
                shadow.reserve_issued = max(shadow.reserve_issued, shadow.reserve_cap)
            shadow.correct(person, figure)
