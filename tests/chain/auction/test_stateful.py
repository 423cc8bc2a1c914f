"""Any steps in any order, over several rounds: the contract and its shadow stay the same."""

from brownie import accounts
from brownie.test import strategy

from tests.chain.auction.clock import now, travel_to
from tests.chain.auction.deployments import deploy_auction
from tests.chain.auction.market import Market
from tests.chain.auction.mirror import Mirror
from tests.library.auction.terms import terms

PEOPLE = slice(14, 20)
TICKS = 12
EXAMPLES, STEPS = 5, 25


class Steps:
    """What people, sellers and settlers may try at any time."""

    st_who = strategy("uint8", max_value=5)
    st_tick = strategy("uint16", max_value=TICKS + 1)
    st_lots = strategy("uint32", max_value=60)
    st_amount = strategy("uint32", max_value=3_000_000)

    def __init__(cls, deployer, stranger, gram_token, local_currency):  # noqa: N805 (Brownie passes the class)
        cls.deployer, cls.stranger = deployer, stranger
        cls.gram_token, cls.local_currency = gram_token, local_currency

    def setup(self):
        credit = self.deployer.deploy(self.gram_token)
        currency = self.deployer.deploy(self.local_currency)
        auction = deploy_auction(self.deployer, credit, currency, ticks=TICKS, minimumBidBps=0)
        self.mirror = Mirror(Market(auction, credit, currency, self.stranger), terms(ticks=TICKS, minimum_bid=0))
        self.mirror.open(self.stranger)

    def rule_consign(self, st_who, st_lots):
        self.mirror.consign(accounts[PEOPLE][st_who], st_lots)

    def rule_deposit(self, st_who, st_amount):
        self.mirror.fund(accounts[PEOPLE][st_who], st_amount)

    def rule_withdraw(self, st_who, st_amount):
        self.mirror.withdraw(accounts[PEOPLE][st_who], st_amount)

    def rule_bid(self, st_who, st_tick, st_lots):
        self.mirror.bid(accounts[PEOPLE][st_who], st_tick, st_lots)

    def rule_bid_in_bidding_time(self, st_who, st_tick, st_lots):
        """Bring time and money along, so that runs get far."""
        bidder, round_ = accounts[PEOPLE][st_who], self.mirror.shadow.round
        if now() < round_.start:
            travel_to(round_.start)
        self.mirror.fund(bidder, round_.price(st_tick) * st_lots)
        self.mirror.bid(bidder, st_tick, st_lots)

    def rule_bid_two_steps(self, st_who, st_tick, st_lots):
        self.mirror.bid_curve(accounts[PEOPLE][st_who], [(max(1, st_tick), st_lots), (st_tick + 1, st_lots // 2)])

    def rule_relay(self, st_who, st_tick, st_lots):
        bidder, round_ = accounts[PEOPLE][st_who], self.mirror.shadow.round
        if now() < round_.start:
            travel_to(round_.start)
        self.mirror.fund(bidder, round_.price(st_tick) * st_lots)
        self.mirror.relay(bidder, [(max(1, st_tick), st_lots)], self.stranger)

    def rule_exit(self, st_who):
        self.mirror.exit(accounts[PEOPLE][st_who])

    def rule_claim(self, st_who):
        self.mirror.claim(accounts[PEOPLE][st_who], self.stranger)

    def rule_pay(self, st_who):
        unpaid = sorted(self.mirror.shadow.unpaid) or [1]
        self.mirror.pay(unpaid[st_who % len(unpaid)], self.stranger)

    def rule_end_the_round(self):
        if now() < self.mirror.shadow.round.end:
            travel_to(self.mirror.shadow.round.end)
        self.mirror.check_result()

    def rule_open(self):
        self.mirror.open(self.stranger)

    def invariant_the_round_is_the_shadows(self):
        self.mirror.check_round()

    def invariant_the_contract_holds_what_it_owes(self):
        self.mirror.check_money()

    def teardown(self):
        for account in accounts[PEOPLE]:
            assert self.mirror.auction.vaultOf(account) == self.mirror.shadow.vault[account.address]
            assert self.mirror.auction.escrowOf(account) == self.mirror.shadow.escrow(account.address)


def test_the_contract_follows_its_shadow(state_machine, deployer, stranger, GramToken, LocalCurrency):
    state_machine(
        Steps,
        deployer,
        stranger,
        GramToken,
        LocalCurrency,
        settings={"max_examples": EXAMPLES, "stateful_step_count": STEPS},
    )
