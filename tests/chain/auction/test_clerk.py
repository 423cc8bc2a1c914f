"""What the auction says without its storage comes from a contract beside it, which has none."""

import pytest

from tests.chain.auction.deployments import settings
from tests.chain.auction.orders import order
from tests.chain.errors import reverts


@pytest.fixture
def clerk(auction, AuctionClerk):
    return AuctionClerk.at(auction.clerk())


def test_an_auction_makes_a_clerk_with_its_own_settings(auction, clerk, credit, currency):
    assert clerk.config() == auction.config() == settings(credit, currency)
    assert clerk.eip712Domain() == auction.eip712Domain()
    assert clerk.eip712Domain()[4] == auction


def test_both_give_the_digest_that_bidders_sign(auction, clerk, market, seller, alice):
    number = market.offer(seller, 100)
    packed = order(auction, alice, (3, 10), (4, 5)).packed(bytes(65))
    assert clerk.digestOf(number, packed) == auction.digestOf(number, packed)


def test_refused_views_keep_their_errors(auction):
    with reverts("UnknownRound", 7):
        auction.roundOf(7)
    with reverts("UnknownRound", 7):
        auction.priceOf(7, 1)
    with reverts("TickAboveLadder", 101, 100):
        auction.priceOf(0, 101)
