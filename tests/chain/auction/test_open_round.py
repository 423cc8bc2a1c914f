from tests.chain.auction.clock import next_block_at, now, travel_to
from tests.chain.errors import reverts

CONSIGNMENT, BIDDING, CLEARING, FINAL = 1, 2, 3, 4


def test_anybody_opens_the_first_round_at_the_floor(auction, market, stranger):
    assert auction.currentRound() == 0
    assert auction.stageOf(1) == 0

    opening = now() + 100
    next_block_at(opening)
    tx = auction.openRound({"from": stranger})

    start, end = opening + 3_600, opening + 3_600 + 7_200
    assert tx.return_value == auction.currentRound() == 1
    assert tx.events["RoundOpened"] == {"round": 1, "openingPrice": 10_000, "start": start, "end": end}
    assert market.state() == {
        "start": start,
        "end": end,
        "supply": 0,
        "openingPrice": 10_000,
        "clockTick": 0,
        "demandAbove": 0,
        "demand": 0,
        "extensionsLeft": 3,
    }


def test_a_round_goes_from_stage_to_stage_at_exact_times(auction, market, seller):
    market.open()
    market.consign(seller, 10)
    start, end = market.state()["start"], market.state()["end"]

    for moment, stage in ((start - 1, CONSIGNMENT), (start, BIDDING), (end - 1, BIDDING), (end, FINAL)):
        travel_to(moment)
        assert auction.stageOf(1) == stage


def test_the_next_round_must_wait_for_the_last_one(auction, market, seller, stranger):
    market.open()
    market.consign(seller, 10)
    with reverts("RoundNotFinal", 1):
        auction.openRound({"from": stranger})

    travel_to(market.state()["end"] - 10)
    with reverts("RoundNotFinal", 1):
        auction.openRound({"from": stranger})
    with reverts("RoundNotFinal", 1):
        auction.nextOpeningPrice.call()

    market.end()
    auction.openRound({"from": stranger})
    assert auction.currentRound() == 2


def test_opening_publishes_the_last_rounds_result_if_nobody_did(auction, market, seller, stranger):
    market.offer(seller, 10)
    market.end()
    tx = auction.openRound({"from": stranger})
    assert tx.events["ResultPublished"]["round"] == 1

    market.consign(seller, 10)
    market.start_bidding()
    market.end()
    auction.publishResult(2, {"from": stranger})
    assert "ResultPublished" not in auction.openRound({"from": stranger}).events


def test_without_enough_supply_the_round_is_over_when_bidding_would_start(auction, market, seller, stranger):
    market.offer(seller, 9)
    assert auction.stageOf(1) == FINAL

    auction.openRound({"from": stranger})
    assert auction.currentRound() == 2


def test_unknown_rounds_are_named(auction, market):
    market.open()
    with reverts("UnknownRound", 2):
        auction.roundOf(2)
    with reverts("UnknownRound", 2):
        auction.priceOf(2, 1)
    with reverts("UnknownRound", 2):
        auction.minimumBidOf(2)
    with reverts("UnknownRound", 2):
        auction.resultOf(2)
    with reverts("UnknownRound", 0):
        auction.roundOf(0)
