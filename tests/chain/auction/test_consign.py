from tests.chain.auction.clock import next_block_at
from tests.chain.errors import reverts


def test_consigned_lots_move_into_the_auction_under_an_id_of_their_own(auction, market, credit, seller, sellers):
    market.open()
    market.supply(seller, 10)
    market.supply(sellers[1], 5)
    first = auction.consign(1, 7, {"from": seller})
    second = auction.consign(1, 5, {"from": sellers[1]})
    third = auction.consign(1, 3, {"from": seller})

    ids = [tx.return_value for tx in (first, second, third)]
    assert ids == [1 << 32, (1 << 32) + 7, (1 << 32) + 12]
    assert second.events["Consigned"] == {"round": 1, "seller": sellers[1], "id": ids[1], "lots": 5}
    assert auction.consignmentOf(ids[2]).dict() == {"seller": seller, "round": 1, "before": 12, "lots": 3}
    assert market.state()["supply"] == 15
    assert credit.balanceOf(auction) == 15_000
    assert credit.balanceOf(seller) == 0


def test_consigning_ends_exactly_when_bidding_starts(auction, market, seller):
    market.open()
    start = market.state()["start"]
    market.supply(seller, 20)

    next_block_at(start - 1)
    auction.consign(1, 10, {"from": seller})
    next_block_at(start)
    with reverts("ConsignmentClosed", 1, start):
        auction.consign(1, 10, {"from": seller})
    assert market.state()["supply"] == 10


def test_at_least_one_lot(auction, market, seller):
    market.open()
    with reverts("LotsOutOfRange", 0, 1, 2**27 - 1):
        auction.consign(1, 0, {"from": seller})


def test_a_round_holds_at_most_the_lots_that_its_fields_can(auction, market, seller):
    market.open()
    market.consign(seller, 2**27 - 11)
    market.supply(seller, 11)
    with reverts("LotsOutOfRange", 11, 1, 10):
        auction.consign(1, 11, {"from": seller})
    auction.consign(1, 10, {"from": seller})
    assert market.state()["supply"] == 2**27 - 1
    with reverts("LotsOutOfRange", 1, 1, 0):
        auction.consign(1, 1, {"from": seller})


def test_only_rounds_that_were_opened(auction, market, seller):
    with reverts("UnknownRound", 1):
        auction.consign(1, 10, {"from": seller})


def test_credits_that_are_not_there_cannot_be_consigned(auction, market, credit, seller):
    market.open()
    credit.mint(seller, 9_999, {"from": seller})
    credit.approve(auction, 10_000, {"from": seller})
    with reverts("ERC20InsufficientBalance", seller, 9_999, 10_000):
        auction.consign(1, 10, {"from": seller})
    assert market.state()["supply"] == 0


def test_an_unknown_consignment_is_all_zero(auction):
    assert auction.consignmentOf(5) == ("0x" + "0" * 40, 0, 0, 0)
