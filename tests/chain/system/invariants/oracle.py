"""Promises 1, 2, 3, 5 and 7: roles, operators, batches, what is issued from them, and where bonds and stakes lie.

Each invariant yields what a view must answer - (contract, function, arguments, answer) - and asserts how the figures of
several contracts hang together.
"""

from tests.chain.oracle.deployments import BOND, CHALLENGE_WINDOW, MAXIMUM_DELAY, METHODOLOGY_ID
from tests.chain.system.actors import ARBITER, CHALLENGER, DEFENDER, GUARDIAN, PARTNERS, PEOPLE, STRANGER
from tests.chain.system.model.batches import NOTHING_STORED
from tests.chain.system.model.operators import ALL, QUORUM, set_hash
from tests.chain.system.world import ANY, World

NO_ROOT = "0x" + "00" * 32


class OracleInvariants(World):
    def invariant_promise_1_nobody_has_a_role_that_was_not_given(self):
        shadow = self.shadow
        yield self.oracle, "owner", (), shadow.owner
        yield self.oracle, "pendingOwner", (), shadow.pending_owner
        yield self.oracle, "guardian", (), GUARDIAN
        yield self.disputes, "disputeTerms", (), (ARBITER, ANY, ANY, ANY)
        for contract, admitted in (
            (self.catalogue, shadow.catalogue.admitted),
            (self.donations, shadow.cause_admitted),
        ):
            for each in (*PARTNERS, STRANGER):
                yield contract, "isAdmitted", (each,), each in admitted
        scheduled = shadow.operators.scheduled
        given = (set_hash(scheduled[0]), scheduled[1]) if scheduled else (NO_ROOT, 0)
        yield self.registry, "scheduledOperatorSet", (), given

    def invariant_promise_1_everybody_in_force_holds_a_whole_bond(self):
        found = self.shadow.operators
        yield self.oracle, "operatorSetHash", (), found.hash
        for each in ALL:
            words = (found.bonds[each], found.leaving.get(each, 0), found.suspended[each], ANY)
            yield self.registry, "operatorOf", (each,), words
            yield self.registry, "isReady", (each,), found.is_ready(each, self.node.time)
        assert all(found.bonds[each] >= BOND for each in found.in_force)
        assert not set(found.in_force) & set(found.leaving)

    def invariant_promise_1_credits_come_from_batches_that_a_quorum_signed(self):
        for year, vintage in self.shadow.vintages.items():
            final = vintage.final
            yield self.oracle, "finalBatch", (year,), final.stored if final else NOTHING_STORED
            yield vintage.credit, "totalIssued", (), vintage.issued.total()
            if final:
                assert len(final.signers) >= QUORUM
                assert self.node.time >= final.posted.time + CHALLENGE_WINDOW
                assert not final.is_revoked
            else:
                assert vintage.issued.total() == 0

    def invariant_promise_2_issued_is_bounded(self):
        for vintage in self.shadow.vintages.values():
            yield vintage.credit, "peopleCap", (), vintage.people_cap
            yield vintage.credit, "reserveCap", (), vintage.reserve_cap
            assert vintage.issued_to_people <= vintage.people_cap
            assert vintage.issued[vintage.reserve] <= vintage.reserve_cap
            assert vintage.issued.total() <= vintage.total

    def invariant_promise_3_nothing_is_counted_twice(self):
        """Nobody was issued more than the highest figure of a leaf of theirs that was ever final."""
        for vintage in self.shadow.vintages.values():
            for each in (*PEOPLE, vintage.reserve):
                yield vintage.credit, "issuedTo", (each,), vintage.issued[each]
            for each in PEOPLE:
                assert vintage.issued[each] <= max((batch.highest[each] for batch in vintage.batches), default=0)

    def invariant_promise_3_a_deficit_is_corrected_once(self):
        for year, vintage in self.shadow.vintages.items():
            yield self.reserve, "burntOf", (year,), vintage.covered
            yield self.reserve, "uncoveredOf", (year,), vintage.uncovered
            for each in PEOPLE:
                yield self.reserve, "isCorrected", (year, each), each in vintage.corrected

    def invariant_promise_5_a_batch_proven_wrong_pays_nothing(self):
        for year, vintage in self.shadow.vintages.items():
            final = vintage.final
            yield self.oracle, "isFinalBatchFaulted", (year,), bool(final and final.is_faulted)
            root = final.root if vintage.pays else NO_ROOT
            yield self.oracle, "claimable", (year, METHODOLOGY_ID), (root, vintage.total, ANY)

    def invariant_promise_7_finality_comes_in_bounded_time(self):
        for year, vintage in self.shadow.vintages.items():
            pending = vintage.pending
            stored = (pending.stored, pending.final_at) if pending else (NOTHING_STORED, 0)
            yield self.oracle, "pendingBatch", (year,), stored
            if pending:
                assert pending.final_at <= pending.window_end + MAXIMUM_DELAY

    def invariant_bonds_stakes_and_what_was_destroyed_lie_where_they_should(self):
        shadow = self.shadow
        yield self.registry, "destroyed", (), shadow.operators.destroyed
        for each in (CHALLENGER, *ALL, *PEOPLE, DEFENDER):
            yield self.registry, "rewardOf", (each,), shadow.operators.rewards[each]
        for contract, ledger in ((self.demands, shadow.demands), (self.disputes, shadow.disputes)):
            yield contract, "destroyed", (), ledger.destroyed
            for each in (*ALL, *PEOPLE, DEFENDER):
                yield contract, "owedTo", (each,), ledger.owed[each]
            assert shadow.money[contract.address] == ledger.held
        assert shadow.money[self.registry.address] == shadow.operators.held

    def invariant_money_is_neither_made_nor_lost(self):
        """The currency's whole supply, over wallets and contracts."""
        money = self.shadow.money
        for account in self.money_holders:
            yield self.currency, "balanceOf", (account,), money[account]
        yield self.currency, "totalSupply", (), money.total()
