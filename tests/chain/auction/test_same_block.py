"""Bids, cranks and exits of one block, in any order: nobody is shut out and nothing is gained by being first.

A stage plays all acts in one transaction. The book has one lot on each of twenty ticks, each in a word of its own; a
bid for all lots leaves the clock lagging behind it.
"""

import pytest

from tests.chain.auction.deployments import deploy_auction
from tests.chain.auction.market import Market

PLAYERS, WHALE, LATE = 5, 5, 6
TOP, SUPPLY = 300, 30


@pytest.fixture(scope="module")
def market(credit, currency, deployer, stranger, seller):
    auction = deploy_auction(deployer, credit, currency, ticks=400, minimumBidBps=0)
    market = Market(auction, credit, currency, stranger)
    market.offer(seller, SUPPLY)
    return market


@pytest.fixture(scope="module")
def stage(AuctionStage, market, currency, deployer, alice):
    stage = deployer.deploy(AuctionStage, [alice] * (LATE + 1))
    currency.mint(alice, 10**12, {"from": alice})
    currency.approve(market.auction, 10**12, {"from": alice})
    for player in stage.players():
        market.auction.depositFor(player, 10**9, {"from": alice})
    return stage


@pytest.fixture
def play(stage, market, alice):
    """Plays (player, function, arguments ...) acts in one block; which of them were taken."""

    def play(*acts):
        calls = [
            (who, market.auction, getattr(market.auction, name).encode_input(*values)) for who, name, *values in acts
        ]
        return [event["done"] for event in stage.play(calls, {"from": alice}).events["Acted"]]

    return play


CROWD = [(i, "bidCurve", 1, [(8 * (4 * i + k) + 1, 1) for k in range(4)]) for i in range(PLAYERS)]
OVERTAKES = (WHALE, "bid", 1, TOP, SUPPLY)
BIDS_LATE = (LATE, "bid", 1, TOP + 1, 1)


@pytest.mark.parametrize(
    "acts",
    [
        [OVERTAKES, BIDS_LATE],
        [OVERTAKES, (0, "crank", 1, 1), BIDS_LATE],
        [OVERTAKES, (0, "crank", 1, 300), BIDS_LATE],
        [(0, "crank", 1, 300), OVERTAKES, (0, "crank", 1, 2), (0, "crank", 1, 2), BIDS_LATE],
    ],
)
def test_a_crank_in_the_same_block_decides_about_nobodys_bid(market, play, acts):
    """With or without cranks between them, the same bids are taken and the clock comes to the same tick."""
    taken = play(*CROWD, *acts)
    assert all(taken)
    assert (market.state()["clockTick"], market.state()["demandAbove"]) == (TOP, 1)


def test_a_bid_that_the_true_clock_has_passed_is_refused_however_the_clock_lags(market, play):
    """Above the lagging clock but below the true one: the bid brings the clock up before it is judged."""
    last = 8 * (4 * PLAYERS - 1) + 1
    without = play(*CROWD, OVERTAKES, (LATE, "bid", 1, last, 1))
    assert without[-1] is False
    assert play((0, "crank", 1, 300), (LATE, "bid", 1, last, 1)) == [True, False]


def test_ticks_that_are_strewn_in_one_block_cost_later_bids_no_more_than_a_bounded_walk(market, play, alice, stranger):
    play(*CROWD, OVERTAKES)
    market.fund(alice)
    tx = market.auction.bid(1, TOP + 1, 1, {"from": alice})
    assert tx.gas_used < 130_000
    assert market.state()["clockTick"] == TOP


def test_leaving_in_the_block_of_the_crank_gives_back_no_more_than_was_outbid(market, play, stage, currency):
    before = [market.auction.vaultOf(player) for player in stage.players()]
    taken = play(
        *CROWD, OVERTAKES, (0, "exit", 1), (4, "exit", 1), (0, "crank", 1, 300), (4, "exit", 1), (0, "exit", 1)
    )
    # the clock lags: player 4's steps are not passed yet; after the crank they are, and nobody leaves twice
    assert taken == [True] * 7 + [False, True, True, False]
    vaults = [market.auction.vaultOf(player) for player in stage.players()]
    assert (vaults[0], market.auction.escrowOf(stage.players()[0])) == (before[0], 0)
    held = sum(vaults) + sum(market.auction.escrowOf(player) for player in stage.players())
    assert held == sum(before) == currency.balanceOf(market.auction)
