"""Bids that are sure to be outbid inflate demand, which the next opening price follows: what that does."""


def test_inflated_demand_moves_the_next_opening_by_the_clamp_at_most(auction, market, seller, alice, bidders):
    market.offer(seller, 100)
    market.bid(alice, 9, 100)
    for i, bidder in enumerate(bidders):
        market.bid(bidder, 10 + i, 100)
    assert market.state()["demand"] == 900
    market.end()

    clearing = auction.resultOf(1)["clearingPrice"]
    # the formula says 900 / 100 x 50,000 = 450,000; the upper clamp is 1.25 x the clearing price
    assert auction.nextOpeningPrice() == clearing * 12_500 // 10_000


def test_demand_that_left_the_book_counts_no_more(auction, market, seller, alice, bob, carol):
    market.offer(seller, 100)
    market.bid(alice, 3, 100)
    market.bid(bob, 5, 100)
    market.bid(carol, 6, 100)
    before = market.state()["demand"]
    auction.exit(1, {"from": alice})
    assert (before, market.state()["demand"]) == (300, 200)


def test_the_inflating_money_is_bound_until_the_round_is_settled(auction, market, seller, bidders):
    market.offer(seller, 100)
    for i, bidder in enumerate(bidders[:3]):
        market.bid(bidder, 10 + i, 100)
    last = bidders[2]
    assert auction.vaultOf(last) == 0
    assert auction.escrowOf(last) == 100 * auction.priceOf(1, 12)
