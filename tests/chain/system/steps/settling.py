"""Rounds are settled: winners claim, sellers are paid, one by one or many at once."""

from functools import partial

from abate.auction.reference import RefusedError
from tests.chain.oracle.deployments import METHODOLOGY_ID
from tests.chain.system.actors import RELAYER, WALLETS
from tests.chain.system.world import World


class SettlingSteps(World):
    any_settled = range(7)

    def step_claim(self, any_market_year, any_settled, any_brings):
        """Often after the round is over."""
        year, market = self.market_of(any_market_year)
        if any_brings and market.bid_in and min(market.bid_in.values()) == len(market.rounds):
            self.step_the_round_ends(year)
        having = sorted(market.bid_in)
        self.claim(year, having[any_settled % len(having)] if having and any_settled < 6 else WALLETS[any_settled])

    def claim(self, year, bidder):
        self.trade(RELAYER, year, "claim", bidder, follow=partial(self.claimed, year, bidder))

    def claimed(self, year, bidder, time):
        """A winner has the credits, or a certificate for them; money is refunded to the vault."""
        market, vintage, auction = self.shadow.markets[year], self.shadow.vintages[year], self.auctions[year].address
        retires = bidder in market.retires
        filled, cost, _ = market.claim(bidder, time)
        grams = filled * market.terms.lot_grams
        self.shadow.claimed[year] += cost
        if retires and filled:
            vintage.burn(auction, grams)
            self.shadow.certificates.add(vintage, bidder, grams, time, METHODOLOGY_ID, "")
        else:
            vintage.balance[auction] -= grams

    def step_claim_many(self, any_market_year):
        year, _ = self.market_of(any_market_year)
        self.claim_many(year)

    def claim_many(self, year):
        """Everybody; who has nothing to claim is passed over."""

        def follow(time):
            for bidder in WALLETS:
                self.tried(partial(self.claimed, year, bidder), time)

        self.trade(RELAYER, year, "claimMany", WALLETS, follow=follow)

    def step_pay(self, any_market_year, any_settled):
        year, market = self.market_of(any_market_year)
        ids = self.consignment_ids(market)
        number = ids[any_settled % len(ids)]
        self.trade(RELAYER, year, "pay", number, follow=partial(self.paid, year, number))

    def paid(self, year, number, time):
        """A seller's proceeds are in the vault, what was not sold goes back."""
        market, vintage = self.shadow.markets[year], self.shadow.vintages[year]
        sale = market.pay(number, time)
        self.shadow.paid[year] += sale.proceeds
        vintage.balance[self.auctions[year].address] -= sale.returned * market.terms.lot_grams

    def step_pay_many(self, any_market_year):
        year, _ = self.market_of(any_market_year)
        self.pay_many(year)

    def pay_many(self, year):
        """All, and one that is none."""
        ids = [*sorted(self.shadow.markets[year].unpaid), 1]

        def follow(time):
            for number in ids:
                self.tried(partial(self.paid, year, number), time)

        self.trade(RELAYER, year, "payMany", ids, follow=follow)

    def tried(self, job, time) -> None:
        try:
            job(time)
        except RefusedError:
            # it is passed over
            return
