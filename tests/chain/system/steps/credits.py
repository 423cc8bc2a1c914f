"""Credits are issued, moved, allowed, permitted and burnt; deficits are corrected."""

from eth_utils import to_canonical_address

from tests.chain.oracle.batches import packed
from tests.chain.system.actors import PEOPLE, RELAYER, WALLETS, permit_signature
from tests.chain.system.model.batches import UNLIMITED
from tests.chain.system.stage import YEARS
from tests.chain.system.world import World


class CreditSteps(World):
    any_claimant = range(4)
    any_is_stale = (False,) * 9 + (True,)
    any_holder = range(7)
    any_other = range(7)
    any_part = range(1, 13)
    any_credit_year = (2013, 2013, 2013, 2014)
    any_number = (2, 4)

    def step_issue(self, any_credit_year, any_claimant, any_is_stale):
        """From the final batch, or from the one before it."""
        self.now()
        vintage, account = self.shadow.vintages[any_credit_year], PEOPLE[any_claimant]
        final = vintage.final
        shown = final.before if final and any_is_stale else final
        if not shown or account not in shown.rows:
            return
        leaf, proof = shown.posted.leaf(shown.rows[account]), shown.posted.proof(shown.rows[account])
        issued, refusal = vintage.issued[account], None
        if not vintage.pays:
            refusal = ("NoFinalBatch", vintage.year)
        elif shown.root != final.root:
            refusal = ("InvalidProof", shown.root, final.root)
        elif leaf[1] <= issued:
            refusal = ("NothingDue", account, leaf[1], issued)
        elif not vintage.room:
            refusal = ("CapReached", vintage.issued_to_people)
        if self.act(RELAYER, vintage.credit, "issue", *leaf, proof, refusal=refusal):
            vintage.issue(account, min(leaf[1] - issued, vintage.room))

    def step_issue_many(self, any_credit_year, any_number):
        """To two people whose leaves are neighbours in the tree, or to four: what cannot be paid is passed over."""
        self.now()
        vintage = self.shadow.vintages[any_credit_year]
        final = vintage.final
        if not final or len(final.posted.people) < any_number:
            return
        tree = final.posted.tree
        whole = any_number == 4 and len(tree.leaves) == 4
        rows = [tree.leaves.index(node) for node in tree.nodes[-4 if whole else -2 :]]
        leaves = [final.posted.leaf(row) for row in rows]
        entries = packed([(to_canonical_address(account), credits, report) for account, credits, report in leaves])
        proof = [] if whole else tree.proof(rows[0])[1:]
        refusal = None if vintage.pays else ("NoFinalBatch", vintage.year)
        if self.act(RELAYER, vintage.credit, "issueMany", entries, proof, refusal=refusal):
            for account, credits, _ in leaves:
                due = max(0, credits - vintage.issued[account])
                vintage.issue(account, min(due, vintage.room))

    def step_issue_reserve(self, any_credit_year):
        self.now()
        vintage = self.shadow.vintages[any_credit_year]
        issued, refusal = vintage.issued[vintage.reserve], None
        if not vintage.pays:
            refusal = ("NoFinalBatch", vintage.year)
        elif vintage.reserve_cap <= issued:
            refusal = ("NothingDue", vintage.reserve, vintage.reserve_cap, issued)
        if self.act(RELAYER, vintage.credit, "issueReserve", refusal=refusal):
            vintage.issue(vintage.reserve, vintage.reserve_cap - issued)

    def step_correct(self, any_credit_year, any_claimant):
        """By the leaf, or where the final batch is wrong by the opened report."""
        self.now()
        final = self.shadow.vintages[any_credit_year].final
        if final and PEOPLE[any_claimant] in final.rows:
            self.correct(any_credit_year, PEOPLE[any_claimant])

    def correct(self, year, account):
        time, vintage = self.now(), self.shadow.vintages[year]
        final, issued = vintage.final, vintage.issued[account]
        row = final.rows[account]
        figure = final.figures[account] if final.is_faulted else final.posted.leaf(row)[1]
        refusal = None
        if time < vintage.settled:
            refusal = ("VintageNotSettled", year, vintage.settled)
        elif account in vintage.corrected:
            refusal = ("AlreadyCorrected", year, account)
        elif figure >= issued:
            refusal = ("NoDeficit", account, figure, issued)
        if final.is_faulted:
            call = ("correctFault", year, final.posted.numbers(row))
        else:
            call = ("correct", year, *final.posted.leaf(row), final.posted.proof(row))
        if self.act(RELAYER, self.reserve, *call, refusal=refusal):
            share = vintage.reserve_cap - vintage.issued[vintage.reserve]
            if vintage.pays and share > 0:
                vintage.issue(vintage.reserve, share)
            burnt = min(issued - figure, vintage.balance[vintage.reserve])
            vintage.burn(vintage.reserve, burnt)
            vintage.covered += burnt
            vintage.uncovered += issued - figure - burnt
            vintage.corrected.add(account)

    # ------------------------------------------------------------------------------------------------------ wallets

    def amount_of(self, vintage, holder: str, part: int) -> int:
        """A part of what somebody has; at times one gram too much, or nothing."""
        balance = vintage.balance[holder]
        return balance + 1 if part == 12 else balance * (part - 1) // 10

    def holder_of(self, vintage, which: int) -> str:
        """Rather somebody who has something."""
        having = [each for each in WALLETS if vintage.balance[each]]
        return having[which % len(having)] if having and which < 6 else WALLETS[which]

    def bring_credits(self, year: int) -> None:
        """Somebody has some: a batch is final and issued from."""
        if year == 2014 and self.node.time < YEARS[2014]:
            year = 2013
        vintage = self.shadow.vintages[year]
        if sum(vintage.balance[each] for each in WALLETS) < 10_000:
            self.step_a_right_batch_becomes_final(year, 300_000, 41)
            for place in range(len(PEOPLE)) if vintage.pays else ():
                self.step_issue(year, place, False)

    def step_transfer(self, any_credit_year, any_holder, any_other, any_part, any_brings):
        """To a wallet, to the reserve, or into a contract that does not ask for it."""
        if any_brings:
            self.bring_credits(any_credit_year)
        vintage = self.shadow.vintages[any_credit_year]
        holder = self.holder_of(vintage, any_holder)
        amount = self.amount_of(vintage, holder, any_part)
        taker = WALLETS[any_other]
        if any_part == 3:
            taker = (self.catalogue, self.auctions[any_credit_year], self.certificate, self.reserve)[
                any_other % 4
            ].address
            amount = min(amount, 100)
        refusal = vintage.short(holder, amount)
        if self.act(holder, vintage.credit, "transfer", taker, amount, refusal=refusal):
            vintage.move(holder, taker, amount)
            vintage.stray[taker] += amount

    def step_approve(self, any_credit_year, any_holder, any_other, any_part):
        """Another wallet or one of the contracts: nothing, something, or without end."""
        vintage, holder = self.shadow.vintages[any_credit_year], WALLETS[any_holder]
        spenders = [*WALLETS, self.certificate.address, self.catalogue.address, self.donations.address]
        spender = spenders[(any_other + any_part) % len(spenders)]
        amount = UNLIMITED if any_part > 4 else 1000 * (any_part - 1)
        self.act(holder, vintage.credit, "approve", spender, amount)
        vintage.allowed[holder, spender] = amount

    def step_permit_and_spend(self, any_credit_year, any_holder, any_other, any_part, any_is_stale, any_brings):
        """A wallet signs, another one sends the permit and takes the credits; sometimes it takes them without one."""
        if any_brings:
            self.bring_credits(any_credit_year)
        vintage, spender = self.shadow.vintages[any_credit_year], WALLETS[any_other]
        holder = self.holder_of(vintage, any_holder)
        amount = self.amount_of(vintage, holder, any_part)
        if not any_is_stale:
            deadline, *signature = self.permit(vintage, holder, spender, amount)
            self.act(RELAYER, vintage.credit, "permit", holder, spender, amount, deadline, *signature)
            self.used_permit(vintage, holder, spender, amount)
        refusal = vintage.not_allowed(holder, spender, amount)
        function = "burnFrom" if any_part % 4 == 1 else "transferFrom"
        arguments = (holder, amount) if function == "burnFrom" else (holder, spender, amount)
        if self.act(spender, vintage.credit, function, *arguments, refusal=refusal):
            vintage.use(holder, spender, amount)
            if function == "burnFrom":
                vintage.burn(holder, amount)
            else:
                vintage.move(holder, spender, amount)

    def permit(self, vintage, holder: str, spender: str, amount: int) -> tuple:
        """``ISignedOrders.CreditPermit`` of a holder."""
        name, nonce = f"Personal Carbon Credit {vintage.year}", vintage.nonce[holder]
        return permit_signature(self.chain_id, vintage.credit.address, name, holder, spender, amount, nonce)

    def used_permit(self, vintage, holder: str, spender: str, amount: int) -> None:
        vintage.nonce[holder] += 1
        vintage.allowed[holder, spender] = amount

    def step_burn(self, any_credit_year, any_holder, any_part):
        """A little, or one gram more than there is."""
        vintage = self.shadow.vintages[any_credit_year]
        holder = self.holder_of(vintage, any_holder)
        amount = min(500, self.amount_of(vintage, holder, any_part)) if any_part < 12 else vintage.balance[holder] + 1
        if self.act(holder, vintage.credit, "burn", amount, refusal=vintage.short(holder, amount)):
            vintage.burn(holder, amount)
