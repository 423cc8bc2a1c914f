"""A bid that overtakes twenty words of the book leaves the clock lagging; anybody brings it up."""

import pytest
from brownie import accounts

from tests.chain.programmes import sender_of

CROWD = range(13, 18)
AFTER_BID = 16 * 8 + 7  # the end of the sixteenth word that has bids
LAST = 160
MONEY = 100_000_000


@pytest.fixture(scope="module")
def lagging(contracts, bidding):
    """One lot on the first tick of each of twenty words, and all forty lots asked for above them."""
    auction = contracts.auction
    for place, index in enumerate(CROWD):
        deposit(contracts, index)
        steps = [(8 * (4 * place + step), 1) for step in (1, 2, 3, 4)]
        sender_of(accounts[index]).send(auction.bid_curve(1, steps))
    deposit(contracts, 12)
    sender_of(accounts[12]).send(auction.bid(1, 200, 40))


def deposit(contracts, index):
    sender = sender_of(accounts[index])
    sender.send(contracts.currency.mint(sender.address, MONEY))
    sender.send(contracts.currency.approve(contracts.auction.address, MONEY))
    sender.send(contracts.auction.deposit(MONEY))


def clock(contracts):
    state = contracts.auction.round_of(1)
    return state.clock_tick, state.demand_above


def test_a_clock_that_does_not_lag_costs_nothing(as_person, contracts, bidding):
    before = contracts.chain.web3.eth.block_number

    done = as_person("alice", "auction", "crank", "--json")

    assert done.json == {"round": 1, "clock_tick": 0, "lags": False, "transaction": None}
    assert contracts.chain.web3.eth.block_number == before


def test_anybody_brings_the_clock_up_while_bids_are_taken(as_person, contracts, lagging):
    assert clock(contracts) == (AFTER_BID, 44)

    done = as_person("alice", "auction", "crank", "--json")

    assert done.code == 0
    assert done.json == {"round": 1, "clock_tick": LAST, "lags": False, "transaction": done.json["transaction"]}
    assert clock(contracts) == (LAST, 40)


def test_fewer_words_leave_the_rest_to_others(as_person, contracts, lagging):
    done = as_person("alice", "auction", "crank", "--words", "1")

    assert (done.code, clock(contracts)) == (0, (AFTER_BID + 8, 43))
    assert "still lags: run this again" in done.out
