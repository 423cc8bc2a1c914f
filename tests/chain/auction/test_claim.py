from tests.chain.errors import reverts


def test_a_winner_gets_credits_and_what_it_did_not_pay(auction, market, credit, seller, alice, bob, stranger):
    market.offer(seller, 100)
    market.bid(alice, 9, 60)
    market.bid(bob, 4, 60)
    market.end()

    tx = auction.claim(alice, {"from": stranger})

    # the clock is on tick 4: 13,000
    refund = 60 * 18_000 - 60 * 13_000
    assert tx.return_value == 60
    assert tx.events["BidSettled"] == {
        "round": 1,
        "bidder": alice,
        "filled": 60,
        "cost": 60 * 13_000,
        "refund": refund,
    }
    assert credit.balanceOf(alice) == 60_000
    assert auction.vaultOf(alice) == refund
    assert auction.bidOf(alice) == (0, 0, 0, 0)
    assert auction.escrowOf(alice) == 0


def test_on_the_clock_a_bid_gets_its_exact_share(auction, market, credit, seller, alice, bob, stranger):
    market.offer(seller, 100)
    market.bid(alice, 9, 60)
    market.bid(bob, 4, 60)
    market.end()
    tx = auction.claim(bob, {"from": stranger})

    assert (tx.events["BidSettled"]["filled"], tx.events["BidSettled"]["refund"]) == (40, 20 * 13_000)
    assert credit.balanceOf(bob) == 40_000


def test_an_outbid_bidder_gets_all_the_money_and_no_credit(
    auction, market, credit, seller, alice, bob, carol, stranger
):
    market.offer(seller, 100)
    market.bid(alice, 2, 60)
    market.bid(bob, 4, 60)
    market.bid(carol, 5, 60)
    market.end()
    tx = auction.claim(alice, {"from": stranger})

    assert tx.return_value == 0
    assert auction.vaultOf(alice) == 60 * 11_000
    assert credit.balanceOf(alice) == 0
    assert "Transfer" not in tx.events


def test_a_bid_is_settled_once(auction, market, seller, alice, stranger):
    market.offer(seller, 100)
    market.bid(alice, 2, 60)
    market.end()
    auction.claim(alice, {"from": stranger})
    with reverts("NoBid", alice):
        auction.claim(alice, {"from": stranger})


def test_nothing_is_settled_before_the_round_is_final(auction, market, seller, alice):
    market.offer(seller, 100)
    market.bid(alice, 2, 60)
    with reverts("RoundNotFinal", 1):
        auction.claim(alice, {"from": alice})


def test_an_old_rounds_share_is_the_same_after_its_ladder_was_used_again(
    auction, market, credit, seller, alice, bob, carol, stranger
):
    market.offer(seller, 100)
    market.bid(alice, 9, 60)
    market.bid(bob, 4, 60)
    market.end()
    market.offer(seller, 100)
    market.bid(carol, 4, 7)

    assert auction.resultOf(1)["clockDemand"] == 60
    auction.claim(bob, {"from": stranger})
    assert credit.balanceOf(bob) == 40_000
