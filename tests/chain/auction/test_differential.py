"""Random auctions on the contract and on the reference: prices, fills, payments and refusals must be the same.

ABATE_AUCTION_FUZZ sets how many auctions are played (default 15).
"""

import os
import random

import pytest
from brownie import accounts

from tests.chain.auction.clock import travel_to
from tests.chain.auction.deployments import deploy_auction
from tests.chain.auction.market import Market
from tests.chain.auction.mirror import Mirror
from tests.library.auction.terms import terms

AUCTIONS = int(os.environ.get("ABATE_AUCTION_FUZZ", "15"))
BIDDERS, SELLERS = slice(14, 22), slice(22, 30)


@pytest.mark.parametrize("seed", range(AUCTIONS))
def test_a_random_auction_of_two_rounds(credit, currency, deployer, stranger, seed):
    dice = random.Random(seed)
    ticks = dice.choice([1, 5, 40, 2_047])
    settings = {
        "ticks": ticks,
        "minimumBidBps": dice.choice([0, 100, 2_000]),
        "minimumSupply": dice.choice([1, 10]),
        "purchaseLimitBps": dice.choice([2_500, 10_000, 10_000]),
    }
    rules = terms(
        ticks=ticks,
        minimum_bid=settings["minimumBidBps"],
        minimum_supply=settings["minimumSupply"],
        purchase_limit=settings["purchaseLimitBps"],
    )
    market = Market(deploy_auction(deployer, credit, currency, **settings), credit, currency, stranger)
    mirror = Mirror(market, rules)
    for _ in range(2):
        play(mirror, dice, ticks, stranger)
    leave_nothing(mirror)


def play(mirror, dice, ticks, settler):
    """One round from its opening to its last payment."""
    assert mirror.open(settler)
    for seller in dice.choices(accounts[SELLERS], k=dice.choice([0, 1, 1, 3])):
        assert mirror.consign(seller, dice.choice([1, 7, 30, 1_000]))
    supply = mirror.shadow.round.supply
    travel_to(mirror.shadow.round.start)
    for _ in range(dice.choice([0, 1, 4, 8])):
        bid_at_random(mirror, dice, ticks, supply, settler)
    mirror.check_round()
    travel_to(mirror.shadow.round.end)
    mirror.check_result()
    mirror.check_money()
    settle(mirror, dice, settler)


def bid_at_random(mirror, dice, ticks, supply, settler):
    """A bid of one to four steps, direct or signed and relayed."""
    bidder = dice.choice(accounts[BIDDERS])
    steps = [step_at_random(mirror, dice, ticks, supply) for _ in range(dice.choice([1, 1, 1, 2, 4]))]
    needed = sum(mirror.shadow.round.price(tick) * lots for tick, lots in steps)
    missing = needed - mirror.shadow.vault[bidder.address]
    if missing > 0 and dice.random() < 0.9:
        mirror.fund(bidder, missing)
    if dice.random() < 0.3:
        mirror.relay(bidder, steps, settler)
    elif len(steps) == 1:
        mirror.bid(bidder, *steps[0])
    else:
        mirror.bid_curve(bidder, steps)
    if dice.random() < 0.2:
        mirror.exit(dice.choice(accounts[BIDDERS]))


def step_at_random(mirror, dice, ticks, supply):
    """Often near others, so that ties and outbidding happen; sometimes out of range."""
    tick = dice.choice([dice.randint(1, ticks), mirror.shadow.round.clock + 1, dice.randint(1, ticks + 1)])
    lots = dice.choice([1, max(1, supply // 5), max(1, supply // 3), max(1, supply // 2), supply, supply + 1])
    return tick, lots


def settle(mirror, dice, settler):
    """All bids and consignments in any order, and everybody's money and credits compared."""
    jobs = [(mirror.claim, bidder) for bidder in mirror.shadow.bid_in]
    jobs += [(mirror.pay, id_) for id_ in mirror.shadow.unpaid]
    dice.shuffle(jobs)
    for job, subject in jobs:
        assert job(subject, settler)
    for account in (*accounts[BIDDERS], *accounts[SELLERS]):
        mirror.check_account(account)


def leave_nothing(mirror):
    """Everybody withdraws; the contract is empty to the last unit."""
    for account, amount in list(mirror.shadow.vault.items()):
        assert mirror.withdraw(account, amount)
    assert mirror.market.currency.balanceOf(mirror.auction) == 0
    assert mirror.market.credit.balanceOf(mirror.auction) == 0
