"""Any steps in any order, over several rounds: the contract and its shadow stay the same.

The credits are real ones of an oracle's vintage, so that winners can have them retired on claim.
"""

from brownie import accounts
from brownie.test import strategy

from tests.chain.auction.clock import now, travel_to
from tests.chain.auction.deployments import deploy_auction
from tests.chain.auction.market import IssuedMarket
from tests.chain.auction.mirror import Mirror
from tests.chain.certificate.deployments import deploy_certificate
from tests.chain.oracle.batches import publish
from tests.chain.oracle.deployments import deploy_oracle, open_vintage
from tests.library.auction.terms import terms

PEOPLE = slice(14, 20)
TICKS = 200
ISSUED = 10**9
EXAMPLES, STEPS = 5, 25


class Steps:
    """What people, sellers and settlers may try at any time."""

    st_who = strategy("uint8", max_value=5)
    st_tick = strategy("uint16", max_value=12)
    st_high = strategy("bool")
    st_lots = strategy("uint32", max_value=60)
    st_amount = strategy("uint32", max_value=3_000_000)
    st_words = strategy("uint8", max_value=6)
    st_retire = strategy("bool")

    def __init__(cls, market, operator):  # noqa: N805 (Brownie passes the class)
        cls.market, cls.operator = market, operator

    def setup(self):
        self.mirror = Mirror(self.market, terms(ticks=TICKS, minimum_bid=0), offers_retirement=True)
        self.mirror.open(self.operator)
        self.mirror.consign(accounts[PEOPLE][0], 30)

    def rule_consign(self, st_who, st_lots):
        self.mirror.consign(accounts[PEOPLE][st_who], st_lots)

    def rule_deposit(self, st_who, st_amount):
        self.mirror.fund(accounts[PEOPLE][st_who], st_amount)

    def rule_withdraw(self, st_who, st_amount):
        self.mirror.withdraw(accounts[PEOPLE][st_who], st_amount)

    def rule_bid(self, st_who, st_tick, st_high, st_lots):
        self.mirror.bid(accounts[PEOPLE][st_who], tick(st_tick, st_high), st_lots)

    def rule_bid_in_bidding_time(self, st_who, st_tick, st_lots):
        """Bring time and money along, so that runs get far."""
        self.reach_bidding()
        self.fund_for(st_who, st_tick, st_lots)
        self.mirror.bid(accounts[PEOPLE][st_who], st_tick, st_lots)

    def rule_bid_with_deposit(self, st_who, st_tick, st_high, st_lots, st_amount):
        self.mirror.bid_with_deposit(accounts[PEOPLE][st_who], tick(st_tick, st_high), st_lots, st_amount)

    def rule_top_up(self, st_who, st_tick, st_lots):
        """A further step above the clock, with a deposit that suffices."""
        self.reach_bidding()
        above = self.mirror.shadow.round.clock + 1 + st_tick
        price = self.mirror.shadow.round.price(above)
        self.mirror.bid_with_deposit(accounts[PEOPLE][st_who], above, st_lots, price * st_lots)

    def rule_bid_two_steps(self, st_who, st_tick, st_lots):
        self.mirror.bid_curve(accounts[PEOPLE][st_who], [(max(1, st_tick), st_lots), (st_tick + 1, st_lots // 2)])

    def rule_relay(self, st_who, st_tick, st_lots, st_retire):
        self.reach_bidding()
        self.fund_for(st_who, st_tick, st_lots)
        bidder = accounts[PEOPLE][st_who]
        self.mirror.relay(bidder, [(max(1, st_tick), st_lots)], self.operator, st_retire)

    def rule_a_dense_book_is_overtaken(self):
        """Five curves over twenty words of the ladder, and a bid for all: more than one bid may walk."""
        self.reach_bidding()
        supply = self.mirror.shadow.round.supply
        *crowd, last = range(6)
        for i in crowd:
            steps = [(8 * (4 * i + k) + 1, 1) for k in range(4)]
            self.fund_for(i, TICKS, 4)
            self.mirror.bid_curve(accounts[PEOPLE][i], steps)
        self.fund_for(last, TICKS - 10, supply)
        self.mirror.bid(accounts[PEOPLE][last], TICKS - 10, supply)

    def rule_crank(self, st_words):
        self.mirror.crank(st_words, self.operator)

    def rule_exit(self, st_who):
        self.mirror.exit(accounts[PEOPLE][st_who])

    def rule_retire_on_claim(self, st_who, st_retire):
        self.mirror.retire_on_claim(accounts[PEOPLE][st_who], st_retire)

    def rule_claim(self, st_who):
        self.mirror.claim(accounts[PEOPLE][st_who], self.operator)

    def rule_pay(self, st_who):
        unpaid = sorted(self.mirror.shadow.unpaid) or [1]
        self.mirror.pay(unpaid[st_who % len(unpaid)], self.operator)

    def rule_end_the_round(self):
        if now() < self.mirror.shadow.round.end:
            travel_to(self.mirror.shadow.round.end)
        self.mirror.crank(256, self.operator)
        self.mirror.check_result()

    def rule_open(self):
        self.mirror.open(self.operator)

    def invariant_the_round_is_the_shadows(self):
        self.mirror.check_round()

    def invariant_the_contract_holds_what_it_owes(self):
        self.mirror.check_money()

    def teardown(self):
        for account in accounts[PEOPLE]:
            self.mirror.check_account(account)
        assert self.market.credit.totalBurnt() == sum(self.mirror.shadow.retired.values())

    def reach_bidding(self):
        if now() < self.mirror.shadow.round.start:
            travel_to(self.mirror.shadow.round.start)

    def fund_for(self, who, at_tick, lots):
        self.mirror.fund(accounts[PEOPLE][who], self.mirror.shadow.round.price(at_tick) * lots)


def tick(low, is_high):
    """Both ends of the ladder, and beyond them."""
    return TICKS - 10 + low if is_high else low


def test_the_contract_follows_its_shadow(state_machine, deployer, owner, guardian, relayer, stranger, currency):
    oracle = deploy_oracle(deployer, owner=owner, guardian=guardian)
    credit = open_vintage(oracle, owner)
    claims = publish(oracle, {relayer: ISSUED, stranger: 1}, relayer, 2 * ISSUED)
    credit.issue(*claims.claim(relayer), {"from": relayer})
    certificate = deploy_certificate(deployer, oracle)
    auction = deploy_auction(deployer, credit, currency, ticks=TICKS, minimumBidBps=0, certificate=certificate.address)
    market = IssuedMarket(auction, credit, currency, stranger, holder=relayer)
    state_machine(Steps, market, stranger, settings={"max_examples": EXAMPLES, "stateful_step_count": STEPS})
