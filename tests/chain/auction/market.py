"""What the tests do with an auction, in few words: open, stock, fund, bid, end."""

from tests.chain.auction.clock import now, travel_to

FUNDS = 10**12
VAULT_MAX = 2**112 - 1
"""The most that an account's field for its vault holds."""


class Market:
    """An auction with its two tokens, and the round that runs."""

    def __init__(self, auction, credit, currency, operator):
        self.auction, self.credit, self.currency, self.operator = auction, credit, currency, operator
        self.lot = auction.config()[2]

    @property
    def round(self):
        return self.auction.currentRound()

    def state(self, number=None):
        """The round's struct, by field names."""
        return self.auction.roundOf(number or self.round).dict()

    def open(self):
        self.auction.openRound({"from": self.operator})
        return self.round

    def supply(self, seller, lots):
        """Mint and approve credits for whole lots, without consigning them."""
        self.credit.mint(seller, lots * self.lot, {"from": seller})
        self.credit.approve(self.auction, lots * self.lot, {"from": seller})

    def consign(self, seller, lots):
        """Consign fresh credits; returns the consignment's id."""
        self.supply(seller, lots)
        return self.auction.consign(self.round, lots, {"from": seller}).events["Consigned"]["id"]

    def fund(self, account, amount=FUNDS):
        """Put money into an account's vault."""
        self.currency.mint(account, amount, {"from": account})
        self.currency.approve(self.auction, amount, {"from": account})
        return self.auction.deposit(amount, {"from": account})

    def start_bidding(self):
        travel_to(self.state()["start"])

    def offer(self, seller, lots):
        """A round in its bidding time with one consignment; returns its number."""
        self.open()
        self.consign(seller, lots)
        self.start_bidding()
        return self.round

    def bid(self, bidder, tick, lots):
        """Bid, and put money into the vault where it lacks."""
        price = self.auction.priceOf(self.round, tick)
        outbid = sum(
            self.auction.priceOf(self.round, step[1]) * step[2]
            for step in self.auction.stepsOf(bidder)[0]
            if step[1] < self.state()["clockTick"] and step[0] == self.round
        )
        missing = price * lots - self.auction.vaultOf(bidder) - outbid
        if missing > 0:
            self.fund(bidder, missing)
        return self.auction.bid(self.round, tick, lots, {"from": bidder})

    def end(self):
        """Let the round's time run out."""
        end = self.state()["end"]
        if now() < end:
            travel_to(end)

    def lots_of(self, account):
        """Whole lots of credits in an account's own hands."""
        return self.credit.balanceOf(account) // self.lot


class IssuedMarket(Market):
    """A market of real credits, which nobody can mint: ``holder`` has them and gives sellers what they consign."""

    def __init__(self, auction, credit, currency, operator, holder):
        super().__init__(auction, credit, currency, operator)
        self.holder = holder

    def supply(self, seller, lots):
        self.credit.transfer(seller, lots * self.lot, {"from": self.holder})
        self.credit.approve(self.auction, lots * self.lot, {"from": seller})
