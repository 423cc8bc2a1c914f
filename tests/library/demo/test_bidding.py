"""A home that cannot bid says why, and sends nothing."""

from types import SimpleNamespace

import pytest

from abate.demo.bidding import Offer, bid, leave_when_outbid
from abate.demo.setting import load_documents
from abate.demo.stage import Participant

DOCUMENTS = load_documents()
HOME = "10018064"  # has no curve in any round


def stage_with(home, clock=0, minimum=1, standing=0):
    """100 lots offered from 0.09 in steps of 0.002; nobody on it can send anything."""
    state = SimpleNamespace(supply=100, opening_price=90_000, clock_tick=clock)
    auction = SimpleNamespace(
        round_of=lambda number: state,
        minimum_bid_of=lambda number: minimum,
        bid_of=lambda account: SimpleNamespace(tick=standing),
        escrow_of=lambda account: 500,
    )
    return SimpleNamespace(documents=DOCUMENTS, auction=auction, homes=(home,))


def at(*prices, leaves=False):
    sender = SimpleNamespace(address="0x" + "11" * 20)
    return Participant(HOME, sender, prices, leaves)


@pytest.mark.parametrize(
    ("home", "told", "reason"),
    [
        (at(), {}, "it has no limit price"),
        (at(89_999), {}, "its limit price is below the opening price"),
        (at(100_000), {"clock": 6}, "the price has passed its limit"),
        (at(100_000), {"minimum": 9}, "it wants less than the smallest bid"),
    ],
)
def test_a_home_that_cannot_bid_says_why(home, told, reason):
    assert bid(stage_with(home, **told), 1, {HOME: 8}) == [Offer(home, 8, reason)]


def test_a_home_that_wants_nothing_makes_no_offer():
    assert bid(stage_with(at(100_000)), 1, {}) == []


@pytest.mark.parametrize(("clock", "freed"), [(4, {}), (5, {}), (6, {HOME: 500})])
def test_only_an_outbid_home_leaves(clock, freed):
    home, sent = at(100_000, leaves=True), []
    home.sender.send = sent.append
    stage = stage_with(home, clock=clock, standing=5)
    stage.auction.exit = lambda number: ("exit", number)

    assert leave_when_outbid(stage, 1, [Offer(home, 8)]) == freed
    assert sent == [("exit", 1)][: len(freed)]
