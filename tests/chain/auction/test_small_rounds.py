"""Rounds at the edges: nobody comes, one comes, all want the same."""


def sold(market):
    result = market.auction.resultOf(market.round)
    return result["clearingPrice"], result["sold"], result["revenue"]


def test_nobody_consigns(market, stranger):
    market.open()
    market.start_bidding()
    assert market.auction.resultOf(1) == (10_000, 10_000, 0, 0, 0, 0, 0, 0, 0)


def test_nobody_bids(market, credit, seller, stranger):
    market.offer(seller, 100)
    market.end()
    assert sold(market) == (10_000, 0, 0)
    market.auction.pay(1 << 32, {"from": stranger})
    assert credit.balanceOf(seller) == 100_000


def test_demand_below_supply_is_filled_whole_at_the_opening_price(market, credit, seller, alice, bob, stranger):
    market.offer(seller, 100)
    market.bid(alice, 50, 30)
    market.bid(bob, 1, 20)
    market.end()
    assert sold(market) == (10_000, 50, 500_000)
    market.auction.claimMany([alice, bob], {"from": stranger})
    assert (market.lots_of(alice), market.lots_of(bob)) == (30, 20)


def test_one_bidder_takes_all_at_the_opening_price(market, seller, alice, stranger):
    market.offer(seller, 100)
    market.bid(alice, 100, 100)
    market.end()
    assert sold(market) == (10_000, 100, 1_000_000)
    market.auction.claim(alice, {"from": stranger})
    assert market.lots_of(alice) == 100
    assert market.auction.vaultOf(alice) == 100 * 109_000 - 1_000_000


def test_all_bids_on_one_tick_share_the_supply_by_lots(market, seller, alice, bob, carol, stranger):
    market.offer(seller, 100)
    for bidder in (alice, bob, carol):
        market.bid(bidder, 6, 40)
    market.end()
    assert sold(market) == (15_000, 100, 1_500_000)
    market.auction.claimMany([alice, bob, carol], {"from": stranger})
    assert [market.lots_of(bidder) for bidder in (alice, bob, carol)] == [33, 33, 34]


def test_one_buyer_may_be_the_seller_too(market, credit, seller, stranger):
    market.offer(seller, 100)
    market.bid(seller, 2, 100)
    market.end()
    market.auction.claim(seller, {"from": stranger})
    market.auction.pay(1 << 32, {"from": stranger})
    assert credit.balanceOf(seller) == 100_000
    assert market.auction.vaultOf(seller) == 100 * 11_000
