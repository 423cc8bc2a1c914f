"""A life: all steps, all invariants, and how it ends."""

from tests.chain.demands.asking import OPEN as ASKED
from tests.chain.oracle.deployments import BOND, DAY, SUSPENSION
from tests.chain.system.actors import PEOPLE, RELAYER, WALLETS
from tests.chain.system.invariants.credits import CreditInvariants
from tests.chain.system.invariants.oracle import OracleInvariants
from tests.chain.system.model.operators import ALL, QUORUM
from tests.chain.system.model.rewards import OPEN
from tests.chain.system.stage import GRAMS_PER_BOND, UNBONDING, YEARS
from tests.chain.system.steps.batches import BatchSteps
from tests.chain.system.steps.credits import CreditSteps
from tests.chain.system.steps.demands import DemandSteps
from tests.chain.system.steps.disputes import DisputeSteps
from tests.chain.system.steps.donating import DonatingSteps
from tests.chain.system.steps.faults import FaultSteps
from tests.chain.system.steps.governing import GoverningSteps
from tests.chain.system.steps.operators import OperatorSteps
from tests.chain.system.steps.retiring import RetiringSteps
from tests.chain.system.steps.rewards import RewardSteps
from tests.chain.system.steps.settling import SettlingSteps
from tests.chain.system.steps.trading import TradingSteps
from tests.chain.system.world import SLACK


class Life(
    OracleInvariants,
    CreditInvariants,
    OperatorSteps,
    BatchSteps,
    FaultSteps,
    DemandSteps,
    DisputeSteps,
    CreditSteps,
    TradingSteps,
    SettlingSteps,
    RetiringSteps,
    RewardSteps,
    DonatingSteps,
    GoverningSteps,
):
    """All that can happen, in any order."""

    any_is_false = (False, True)

    def end(self, any_is_false: bool) -> None:
        """Whatever happened: operators sign again and their batch pays, and everybody has what is theirs.

        Where ``any_is_false``, the last batch was false: it is proven wrong when it is final and issued from.

        Promises 3, 6, 7 and 8 as they are in the end: every deficit is corrected once, no money and no lot is left in
        an auction, every escrow goes back, and what was retired stays as it was.
        """
        if self.shadow.operators.scheduled:
            self.step_cancel_operators()
        self.put_all_in_force()
        self.the_next_batch_pays("credits" if any_is_false else None)
        self.auctions_are_emptied()
        self.escrows_go_back()
        self.vintages_are_corrected()
        self.stakes_go_back()
        self.everything_is_read_again()

    def put_all_in_force(self) -> None:
        found = self.shadow.operators
        for operator in ALL:
            if self.now() < found.suspended[operator]:
                self.act(self.shadow.owner, self.registry, "liftSuspension", operator)
                found.suspended[operator] = self.node.time
            if operator in found.leaving:
                self.wait_until(found.leaving[operator] + SLACK)
                self.act(operator, self.registry, "withdrawBond")
                self.shadow.pay(self.registry.address, operator, found.bonds[operator])
                del found.leaving[operator]
                found.bonds[operator] = 0
        while self.shadow.uncollected:
            self.step_collect(0)
        while any(found.bonds[each] < BOND for each in ALL):
            self.step_top_up(0)
        self.step_schedule_operators(len(ALL))
        self.wait_until(found.scheduled[1] + SLACK)
        self.step_activate_operators(0, len(ALL), False, 1)
        assert found.in_force == ALL

    def the_next_batch_pays(self, fault: str | None) -> None:
        """Of the first vintage that still takes batches. Where it is false, it pays no more once that is proven."""
        self.wait(UNBONDING + SUSPENSION)
        year = 2013 if self.now() < self.shadow.vintages[2013].closes - 10 * DAY else 2014
        vintage = self.shadow.vintages[year]
        self.wait_until(YEARS[year] + 2 * DAY)
        if vintage.pending:
            self.wait_until(vintage.pending.final_at)
        self.post(year, fault, growth=QUORUM * GRAMS_PER_BOND)
        self.wait_until(vintage.pending.final_at)
        self.now()
        assert vintage.pays
        for place in range(len(PEOPLE)):
            self.step_issue(year, place, False)
        self.step_issue_reserve(year)
        if fault:
            self.prove(vintage.final, fault, False)
            self.step_issue(year, 0, False)
            self.step_collect(0)

    def auctions_are_emptied(self) -> None:
        for year, market in self.shadow.markets.items():
            if market.rounds:
                self.wait_until(market.round.end)
                self.crank(year, 256)
                self.claim_many(year)
                self.pay_many(year)
            for account in WALLETS:
                self.withdraw(year, account, market.vault[account])
            auction = self.auctions[year].address
            assert self.shadow.money[auction] == 0
            vintage = self.shadow.vintages[year]
            assert vintage.balance[auction] == vintage.stray[auction]

    def escrows_go_back(self) -> None:
        waiting = [each for each in self.shadow.catalogue.vouchers if each.state == OPEN]
        for voucher in waiting:
            self.wait_until(voucher.deadline + SLACK)
            self.give_back(voucher)
        for vintage in self.shadow.vintages.values():
            assert vintage.balance[self.catalogue.address] == vintage.stray[self.catalogue.address]

    def vintages_are_corrected(self) -> None:
        """Once: the second time is refused."""
        for year, vintage in self.shadow.vintages.items():
            self.wait_until(vintage.settled + SLACK)
            for account in (*PEOPLE, *PEOPLE) if vintage.final else ():
                if account in vintage.final.rows:
                    self.correct(year, account)

    def stakes_go_back(self) -> None:
        """What is left in the oracle's parts are bonds and what was destroyed."""
        for asked in [each for each in self.asked if each.state == ASKED]:
            self.repay(asked)
        for disputed in list(self.disputed):
            self.release(disputed)
        for contract, ledger in self.ledgers():
            for account in list(+ledger.owed):
                self.withdraw_stake(contract, ledger, account)
            assert self.shadow.money[contract.address] == ledger.destroyed
        for account in list(+self.shadow.operators.rewards):
            self.withdraw_reward(account)

    def everything_is_read_again(self) -> None:
        """What is too much to read after each step."""
        self.check([self.invariant_promise_8_every_certificate_says_what_it_said, self.allowances_and_nonces])

    def invariant_promise_8_every_certificate_says_what_it_said(self):
        for each in self.shadow.certificates.all:
            yield self.certificate, "retirementOf", (each.id,), each.retirement

    def allowances_and_nonces(self):
        shadow = self.shadow
        for vintage in shadow.vintages.values():
            for (holder, spender), amount in vintage.allowed.items():
                yield vintage.credit, "allowance", (holder, spender), amount
            for holder in WALLETS:
                yield vintage.credit, "nonces", (holder,), vintage.nonce[holder]
        for contract in (self.certificate, self.catalogue, self.donations):
            for holder in WALLETS:
                yield contract, "nonces", (holder,), shadow.nonce[contract.label, holder]
        for year, market in shadow.markets.items():
            for holder in WALLETS:
                yield self.auctions[year], "nonceOf", (holder,), market.nonce[holder]
        yield self.currency, "nonces", (RELAYER,), shadow.money_nonce[RELAYER]
