"""Promise 6: all winners pay the same price, all sellers receive it, and the sums are exact to the last unit."""

import pytest
from brownie import accounts

from tests.chain.auction.deployments import deploy_auction
from tests.chain.auction.market import Market

# seven sellers and seven bidders with numbers that divide badly; ticks so that the clock ends on a tie of three
CONSIGNED = (101, 57, 23, 11, 7, 5, 3)
BIDS = ((9, 41), (5, 67), (5, 43), (5, 29), (7, 37), (8, 53), (4, 59))


@pytest.fixture(scope="module")
def settled(credit, currency, deployer, stranger, bidders, sellers):
    """The market after everybody was served, in another order than they came; events of claims and payments."""
    market = Market(deploy_auction(deployer, credit, currency, lotGrams=1_000), credit, currency, stranger)
    market.open()
    ids = [market.consign(seller, lots) for seller, lots in zip(sellers, CONSIGNED, strict=False)]
    market.start_bidding()
    for bidder, (tick, lots) in zip(bidders, sorted(BIDS), strict=False):
        market.bid(bidder, tick, lots)
    market.end()
    paid = market.auction.payMany(ids[::-1], {"from": stranger}).events["SellerPaid"]
    claimed = market.auction.claimMany(bidders[: len(BIDS)][::-1], {"from": stranger}).events["BidSettled"]
    return market, list(paid), list(claimed)


def test_promise_6_one_price_for_all(settled):
    market, paid, claimed = settled
    price = market.auction.resultOf(1)["clearingPrice"]

    assert market.auction.resultOf(1)["clockTick"] == 5
    assert price == 14_000
    assert all(claim["cost"] == claim["filled"] * price for claim in claimed)
    assert all(payment["proceeds"] == payment["sold"] * price for payment in paid)


def test_promise_6_filled_is_the_smaller_one_of_supply_and_demand(settled):
    market, paid, claimed = settled
    supply, demand = sum(CONSIGNED), sum(lots for _, lots in BIDS)

    assert (market.state()["supply"], market.state()["demand"]) == (supply, demand)
    filled = sum(claim["filled"] for claim in claimed)
    assert filled == sum(payment["sold"] for payment in paid) == min(supply, demand)
    # 131 lots were bid above the clock's tick, and the rest is shared on it
    on_clock = [claim["filled"] for claim in claimed if claim["bidder"] in tied(market)]
    assert sum(on_clock) == supply - 131


def tied(market):
    return [accounts[14 + i] for i, (tick, _) in enumerate(sorted(BIDS)) if tick == market.state()["clockTick"]]


def test_promise_6_paid_in_is_paid_out_and_refunds(settled, currency):
    market, paid, claimed = settled
    escrowed = sum((10_000 + (tick - 1) * 1_000) * lots for tick, lots in BIDS)

    assert sum(claim["cost"] + claim["refund"] for claim in claimed) == escrowed
    assert sum(claim["cost"] for claim in claimed) == sum(payment["proceeds"] for payment in paid)
    assert currency.balanceOf(market.auction) == escrowed


def test_promise_6_no_dust(settled, currency, credit, bidders, sellers):
    market, _, _ = settled
    for account in (*bidders, *sellers):
        balance = market.auction.vaultOf(account)
        if balance:
            market.auction.withdraw(balance, {"from": account})

    assert currency.balanceOf(market.auction) == 0
    assert credit.balanceOf(market.auction) == 0
