from tests.chain.errors import reverts


def clock(market):
    state = market.state()
    return state["clockTick"], state["demandAbove"]


def test_demand_equal_to_supply_does_not_move_it(market, seller, alice, bob):
    market.offer(seller, 100)
    market.bid(alice, 5, 60)
    tx = market.bid(bob, 9, 40)

    assert "ClockMoved" not in tx.events
    assert clock(market) == (0, 100)
    market.end()
    result = market.auction.resultOf(1)
    assert (result["clearingPrice"], result["sold"]) == (10_000, 100)


def test_one_lot_more_moves_it_to_the_highest_tick_in_excess(market, seller, alice, bob, carol):
    market.offer(seller, 100)
    market.bid(alice, 5, 60)
    market.bid(bob, 9, 40)
    tx = market.bid(carol, 2, 1)

    assert tx.events["ClockMoved"] == {"round": 1, "clockTick": 2, "demandAbove": 100}
    assert clock(market) == (2, 100)


def test_ties_move_it_onto_their_own_tick(market, seller, alice, bob, carol):
    market.offer(seller, 100)
    market.bid(alice, 7, 60)
    market.bid(bob, 7, 60)
    assert clock(market) == (7, 0)

    market.fund(carol)
    with reverts("TickNotAboveClock", 7, 7):
        market.auction.bid(1, 7, 10, {"from": carol})


def test_it_passes_empty_ticks_and_words(market, seller, alice, bob, carol):
    market.offer(seller, 100)
    market.bid(alice, 3, 50)
    market.bid(bob, 64, 50)
    market.bid(carol, 90, 50)
    assert clock(market) == (3, 100)
    market.bid(market.operator, 95, 50)
    assert clock(market) == (64, 100)


def test_it_can_reach_the_ladders_top_and_then_no_bid_fits(market, seller, alice, bob, carol):
    market.offer(seller, 100)
    market.bid(alice, 100, 80)
    market.bid(bob, 100, 80)
    assert clock(market) == (100, 0)

    market.fund(carol)
    with reverts("TickAboveLadder", 101, 100):
        market.auction.bid(1, 101, 10, {"from": carol})


def test_ticks_of_one_word_do_not_run_into_each_other(market, seller, bidders):
    market.offer(seller, 2**27 - 1)
    for tick, bidder in zip(range(8, 16), bidders, strict=True):
        market.bid(bidder, tick, (2**27 - 1) // 8)

    assert [market.auction.demandAt(tick) for tick in range(8, 16)] == [(2**27 - 1) // 8] * 8
    assert market.auction.demandAt(7) == market.auction.demandAt(16) == 0


def test_a_new_round_begins_with_an_empty_book(market, seller, alice, bob):
    market.offer(seller, 100)
    market.bid(alice, 9, 60)
    market.end()
    market.offer(seller, 100)

    assert clock(market) == (0, 0)
    assert market.auction.demandAt(9) == 0
    market.bid(bob, 10, 30)
    assert market.auction.demandAt(9) == 0
    assert market.auction.demandAt(10) == 30
    assert market.auction.bidOf(bob)["before"] == 0
