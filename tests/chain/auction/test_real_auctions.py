"""Two real auctions on the contract: one that sold out and one that did not. Each bid is a bidder of its own."""

import pytest

from abate.auction.markets import load_auctions
from abate.auction.pricing import highest_tick
from abate.auction.replay import LOT, TERMS, cents, drawn_book, opening_of, play
from tests.chain.auction.deployments import deploy_auction
from tests.chain.auction.market import Market

AT_ONCE = 40
AUCTIONS = {published.number: published for published in load_auctions()}


@pytest.mark.parametrize("number", [13, 24])
def test_the_contract_gives_the_published_price_and_quantity(
    BidderCrowd, credit, currency, deployer, seller, stranger, number
):
    published = AUCTIONS[number]
    opening, bids = opening_of(published), drawn_book(published)
    settings = {"floorPrice": opening, "tickSize": TERMS.tick_size, "ticks": TERMS.ticks, "minimumBidBps": 0}
    market = Market(deploy_auction(deployer, credit, currency, **settings), credit, currency, stranger)
    market.offer(seller, published.offered // LOT)

    wishes = [(highest_tick(wanted.limit, opening, TERMS), wanted.lots) for wanted in bids]
    crowd, made = deployer.deploy(BidderCrowd), 0
    for some in (wishes[at : at + AT_ONCE] for at in range(0, len(wishes), AT_ONCE)):
        made += len(crowd.bidInTurn(market.auction, 1, some, {"from": deployer}).events["Bid"])
    market.end()

    result = market.auction.resultOf(1).dict()
    reference, taken = play(published, bids, opening)
    assert made == taken
    assert result["clearingPrice"] == cents(published.clearing_price)
    assert result["sold"] == published.sold // LOT
    assert result["demand"] == reference.demand
    market.auction.pay(1 << 32, {"from": stranger})
    assert market.auction.vaultOf(seller) == result["sold"] * cents(published.clearing_price)
