"""Every step twice: on the contract and on its shadow. Both take it, or both refuse it with the same error."""

from functools import partial

from brownie import accounts

from abate.auction.reference import RefusedError
from tests.chain.auction.clock import next_block_at, now
from tests.chain.auction.orders import signed, skipped
from tests.chain.auction.shadow import Shadow
from tests.chain.errors import reverts


class Mirror:
    """A market and its shadow.

    Steps carry exact block times, one second after another, so that both judge the same moment.
    """

    def __init__(self, market, terms, offers_retirement=False):
        self.market, self.shadow, self.auction = market, Shadow(terms, offers_retirement), market.auction

    def step(self, send, follow):
        """Send a transaction at the next second and let the shadow follow; True if it was taken."""
        at = now() + 1
        next_block_at(at)
        try:
            follow(at)
        except RefusedError as refused:
            with reverts(refused.name, *refused.evidence):
                send()
            return False
        tx = send()
        assert tx.timestamp == at
        return True

    def open(self, by):
        return self.step(lambda: self.auction.openRound({"from": by}), self.shadow.open)

    def consign(self, seller, lots):
        self.market.supply(seller, lots)
        number = self.market.round
        taken = self.step(
            lambda: self.auction.consign(number, lots, {"from": seller}),
            lambda at: self.shadow.consign(address(seller), lots, at),
        )
        if not taken:
            self.shadow.credits[address(seller)] += lots * self.shadow.terms.lot_grams
        return taken

    def fund(self, account, amount):
        self.market.fund(account, amount)
        self.shadow.deposit(address(account), amount)

    def withdraw(self, account, amount):
        return self.step(
            lambda: self.auction.withdraw(amount, {"from": accounts.at(address(account))}),
            lambda at: self.shadow.withdraw(address(account), amount),
        )

    def bid(self, bidder, tick, lots):
        number = self.market.round
        return self.step(
            lambda: self.auction.bid(number, tick, lots, {"from": bidder}),
            lambda at: self.shadow.bid(address(bidder), tick, lots, at),
        )

    def bid_with_deposit(self, bidder, tick, lots, amount):
        number = self.market.round
        self.market.currency.mint(bidder, amount, {"from": bidder})
        self.market.currency.approve(self.auction, amount, {"from": bidder})
        return self.step(
            lambda: self.auction.bidWithDeposit(number, tick, lots, amount, {"from": bidder}),
            lambda at: self.shadow.bid(address(bidder), tick, lots, at, amount),
        )

    def bid_curve(self, bidder, steps):
        number = self.market.round
        return self.step(
            lambda: self.auction.bidCurve(number, steps, {"from": bidder}),
            lambda at: self.shadow.bid_curve(address(bidder), steps, at),
        )

    def relay(self, bidder, steps, by, retire=False):
        """A signed bid: taken, or passed over for the reason that a direct one is refused for."""
        number, packed, at = self.market.round, signed(self.auction, bidder, *steps, retire=retire), now() + 1
        follow = partial(self.shadow.relay, address(bidder), steps, retire, at)
        next_block_at(at)
        try:
            follow()
        except RefusedError as refused:
            if refused.name in ("BiddingClosed", "SupplyTooLow"):
                with reverts(refused.name, *refused.evidence):
                    self.auction.relayBids(number, [packed], [], {"from": by})
            else:
                tx = self.auction.relayBids(number, [packed], [], {"from": by})
                assert (tx.return_value, skipped(tx)) == (0, [(address(bidder), refused.name)])
            return False
        tx = self.auction.relayBids(number, [packed], [], {"from": by})
        assert (tx.timestamp, tx.return_value, skipped(tx)) == (at, 1, [])
        return True

    def exit(self, bidder):
        number = self.market.round
        return self.step(
            lambda: self.auction.exit(number, {"from": bidder}),
            lambda at: self.shadow.exit(address(bidder), at),
        )

    def retire_on_claim(self, bidder, retire):
        return self.step(
            lambda: self.auction.retireOnClaim(retire, {"from": bidder}),
            lambda at: self.shadow.retire_on_claim(address(bidder), retire),
        )

    def crank(self, words, by):
        number, lags = self.market.round, self.shadow.crank(words)
        assert self.auction.crank(number, words, {"from": by}).return_value is lags

    def claim(self, bidder, by):
        return self.step(
            lambda: self.auction.claim(bidder, {"from": by}),
            lambda at: self.shadow.claim(address(bidder), at),
        )

    def pay(self, id_, by):
        return self.step(
            lambda: self.auction.pay(id_, {"from": by}),
            lambda at: self.shadow.pay(id_, at),
        )

    # ----------------------------------------------------------------------------------------------------- checks

    def check_round(self):
        """The running round's whole state is the shadow's."""
        round_, state = self.shadow.round, self.market.state()
        assert state == {
            "start": round_.start,
            "end": round_.end,
            "supply": round_.supply,
            "openingPrice": round_.opening_price,
            "clockTick": self.shadow.walk.clock,
            "demandAbove": self.shadow.walk.demand_above,
            "demand": round_.demand,
            "extensionsLeft": round_.extensions_left,
        }

    def check_result(self):
        """The running round, now final, has the shadow's result."""
        outcome = self.shadow.round.outcome()
        outcome.check_sums()
        result = self.auction.resultOf(self.market.round).dict()
        assert tuple(result.values()) == tuple(vars(outcome).values())[: len(result)]

    def check_account(self, account):
        """An account's money and credits are the shadow's."""
        who = address(account)
        assert self.auction.vaultOf(who) == self.shadow.vault[who]
        assert self.auction.escrowOf(who) == self.shadow.escrow(who)
        assert self.market.credit.balanceOf(who) == self.shadow.credits[who]

    def check_money(self):
        """The contract holds the vaults, the escrows, and what winners paid and sellers did not receive yet."""
        owed = sum(self.shadow.vault.values()) + sum(self.shadow.escrow(bidder) for bidder in self.shadow.bid_in)
        for round_ in self.shadow.rounds:
            outcome = round_.outcome()
            owed += sum(fill.cost for fill in outcome.fills if self.is_claimed(round_.number, fill.bidder))
            owed -= sum(sale.proceeds for i, sale in enumerate(outcome.sales) if self.is_paid(round_.number, i))
        assert self.market.currency.balanceOf(self.auction) == owed

    def is_claimed(self, number, bidder):
        return self.shadow.bid_in.get(bidder) != number

    def is_paid(self, number, index):
        return all((id_ >> 32, at) != (number, index) for id_, at in self.shadow.unpaid.items())


def address(account):
    """An account's address, whether given as an account or as an address."""
    return getattr(account, "address", account)
