"""Promises 6, 7 and 8: where credits are, what auctions owe, what was retired."""

from tests.chain.system.actors import PARTNERS, WALLETS
from tests.chain.system.model.rewards import OPEN
from tests.chain.system.world import World


class CreditInvariants(World):
    def invariant_promise_8_balances_add_up_to_what_was_issued_and_not_burnt(self):
        """Wallets, auction, catalogue, reserve and all who were sent any hold the supply, to the gram."""
        for year, vintage in self.shadow.vintages.items():
            yield vintage.credit, "totalSupply", (), vintage.supply
            yield vintage.credit, "totalBurnt", (), vintage.burnt
            for holder in self.credit_holders(year):
                yield vintage.credit, "balanceOf", (holder,), vintage.balance[holder]
            assert vintage.balance.total() == vintage.supply == vintage.issued.total() - vintage.burnt
            assert all(amount >= 0 for amount in vintage.balance.values())
            assert set(+vintage.balance) <= set(self.credit_holders(year))

    def invariant_promise_7_escrows_wait_in_the_catalogue(self):
        """Every open voucher's price, beside what somebody sent there unasked."""
        catalogue = self.shadow.catalogue
        yield self.catalogue, "listings", (), len(catalogue.listings)
        waiting = [each for each in catalogue.vouchers if each.state == OPEN]
        for voucher in {each.id: each for each in (*waiting, *catalogue.vouchers[-2:])}.values():
            listing = voucher.listing
            words = (voucher.holder, listing.number, voucher.deadline, voucher.state, listing.price)
            lock = "0x" + self.lock_of(voucher.holder, listing.number, voucher.code).hex()
            yield self.catalogue, "voucherOf", (voucher.id,), (*words, lock)
        for year, vintage in self.shadow.vintages.items():
            held = catalogue.escrow(year) + vintage.stray[self.catalogue.address]
            assert vintage.balance[self.catalogue.address] == held
            assert vintage.balance[self.donations.address] == 0
            assert vintage.balance[self.certificate.address] == vintage.stray[self.certificate.address]

    def invariant_promise_6_an_auction_holds_what_it_owes(self):
        """Money: vaults, escrows, and what winners paid and sellers did not receive yet. Credits: lots of both."""
        for year, market in self.shadow.markets.items():
            auction = self.auctions[year]
            for each in WALLETS:
                yield auction, "vaultOf", (each,), market.vault[each]
                yield auction, "escrowOf", (each,), market.escrow(each)
            owed = market.vault.total() + sum(market.escrow(each) for each in market.bid_in)
            owed += self.shadow.claimed[year] - self.shadow.paid[year]
            assert self.shadow.money[auction.address] == owed
            lots = sum(self.unsettled_lots(market))
            vintage = self.shadow.vintages[year]
            held = lots * market.terms.lot_grams + vintage.stray[auction.address]
            assert vintage.balance[auction.address] == held

    def unsettled_lots(self, market):
        """Lots that were not sold and not paid out, or sold and not claimed."""
        for round_ in market.rounds:
            is_running = round_ is market.round and not (round_.is_final(self.node.time) and not market.walk.lags)
            outcome = None if is_running else round_.outcome()
            unpaid = {index for id_, index in market.unpaid.items() if id_ >> 32 == round_.number}
            for index, consignment in enumerate(round_.consignments):
                if outcome is None:
                    yield consignment.lots
                else:
                    yield outcome.sales[index].returned if index in unpaid else 0
            if outcome:
                yield sum(fill.filled for fill in outcome.fills if market.bid_in.get(fill.bidder) == round_.number)

    def invariant_promise_6_one_price_for_all(self):
        for year, market in self.shadow.markets.items():
            if not market.rounds:
                continue
            round_, auction = market.round, self.auctions[year]
            yield auction, "currentRound", (), round_.number
            yield auction, "roundOf", (round_.number,), self.round_state(market)
            if round_.is_final(self.node.time) and not market.walk.lags:
                outcome = round_.outcome()
                yield auction, "resultOf", (round_.number,), tuple(vars(outcome).values())[:9]
                outcome.check_sums()
                assert outcome.sold == min(outcome.supply, outcome.demand)
                assert all(fill.cost == fill.filled * outcome.clearing_price for fill in outcome.fills)
                assert all(sale.proceeds == sale.sold * outcome.clearing_price for sale in outcome.sales)

    def round_state(self, market) -> tuple:
        round_, walk = market.round, market.walk
        return (
            *(round_.start, round_.end, round_.supply, round_.opening_price),
            *(walk.clock, walk.demand_above, round_.demand, round_.extensions_left),
        )

    def invariant_promise_8_certificates_add_up_to_what_was_retired(self):
        found = self.shadow.certificates
        for year, vintage in self.shadow.vintages.items():
            yield self.certificate, "totalRetired", (year,), found.retired[year]
            yield self.certificate, "certificatesOf", (year,), found.count[year]
            assert (
                sum(each.amount for each in found.all if each.vintage == year) == found.retired[year] <= vintage.burnt
            )
        for each in (*WALLETS, *PARTNERS):
            yield self.certificate, "retiredFor", (each,), found.retired_for[each]

    def invariant_promise_8_a_certificate_says_for_ever_what_it_said(self):
        """The newest one and an old one, another one each time."""
        found = self.shadow.certificates.all
        for each in (found[-1], found[self.node.time % len(found)]) if found else ():
            yield self.certificate, "retirementOf", (each.id,), each.retirement
            yield self.certificate, "ownerOf", (each.id,), each.beneficiary
